package org.neurobeam.schemas.io;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compression of Parquet pages. Zstandard is called directly, one native context per file and then the next, without Hadoop's stream
 * codecs and their configuration; other codecs, met in files that other programs wrote, go through Parquet's own.
 */
final class PageCodecs implements CompressionCodecFactory {
    private static final int MOST_IDLE = 32;
    private static final Map<Integer, Spares<ZstdCompressCtx>> IDLE = new ConcurrentHashMap<>();

    private final int level;
    private final List<Runnable> contexts = new ArrayList<>();
    private CodecFactory others;

    /** @param level Zstandard level, 1 to 19 */
    PageCodecs(int level) {
        this.level = level;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        return name == CompressionCodecName.ZSTD ? new ZstdCompressor() : others().getCompressor(name);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return name == CompressionCodecName.ZSTD ? new ZstdDecompressor() : others().getDecompressor(name);
    }

    private CodecFactory others() {
        if (others == null) {
            others = new CodecFactory(new PlainParquetConfiguration(), 1 << 16);
        }
        return others;
    }

    @Override
    public void release() {
        contexts.forEach(Runnable::run);
        contexts.clear();
        if (others != null) {
            others.release();
        }
    }

    /** Its results are views of one array, which the next call overwrites, as those of Parquet's own compressors are. */
    private final class ZstdCompressor implements BytesInputCompressor {
        private final ZstdCompressCtx context = idle().take().orElseGet(() -> new ZstdCompressCtx().setLevel(level));
        private byte[] packed = new byte[0];

        ZstdCompressor() {
            contexts.add(this::giveBack);
        }

        private Spares<ZstdCompressCtx> idle() {
            return IDLE.computeIfAbsent(level, key -> new Spares<>(MOST_IDLE));
        }

        private void giveBack() {
            PageArrays.SHARED.give(packed);
            packed = new byte[0];
            if (!idle().give(context)) {
                context.close();
            }
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteBuffer given = bytes.toByteBuffer();
            ByteBuffer raw = given.hasArray() ? given : ByteBuffer.wrap(bytes.toByteArray());
            int most = Math.toIntExact(Zstd.compressBound(raw.remaining()));
            if (packed.length < most) {
                PageArrays.SHARED.give(packed);
                packed = PageArrays.SHARED.bytes(most);
            }
            int size = context.compressByteArray(
                    packed, 0, packed.length, raw.array(), raw.arrayOffset() + raw.position(), raw.remaining());
            return BytesInput.from(packed, 0, size);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {
            // the factory owns the native context
        }
    }

    private final class ZstdDecompressor implements BytesInputDecompressor {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        ZstdDecompressor() {
            contexts.add(context::close);
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int rawSize) throws IOException {
            byte[] packed = bytes.toByteArray();
            byte[] raw = new byte[rawSize];
            context.decompressByteArray(raw, 0, rawSize, packed, 0, packed.length);
            return BytesInput.from(raw);
        }

        @Override
        public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int rawSize) throws IOException {
            byte[] packed = new byte[packedSize];
            input.get(packed);
            byte[] raw = new byte[rawSize];
            int size = context.decompressByteArray(raw, 0, rawSize, packed, 0, packedSize);
            output.put(Arrays.copyOf(raw, size));
        }

        @Override
        public void release() {
            // the factory owns the native context
        }
    }
}
