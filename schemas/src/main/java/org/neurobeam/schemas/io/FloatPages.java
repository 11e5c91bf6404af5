package org.neurobeam.schemas.io;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;

/**
 * The pages of one chunk of the column {@code values}: rows of equal length, encoded in bulk.
 *
 * <p>Parquet's record API costs several calls a value; here the levels of a page are a few run-length runs that are
 * known beforehand, and the values one loop. The encoding is chosen by trial on the first page of a chunk, and again
 * as long as pages are almost constant and so tell nothing: byte-stream-split suits smooth floats, a dictionary
 * quantised samples.
 */
final class FloatPages {
    private static final int UNINFORMATIVE_RATIO = 50;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int samples;
    private final Supplier<BytesInputCompressor> compressors;
    private final FloatDictionary dictionary = new FloatDictionary();

    private Optional<BytesInputCompressor> trial = Optional.empty();
    private boolean decided;
    private boolean useDictionary;
    private boolean dictionaryInUse;

    /**
     * @param samples values of each row
     * @param compressors of one that compresses both candidates of an undecided page, on the caller's thread
     */
    FloatPages(int samples, Supplier<BytesInputCompressor> compressors) {
        this.samples = samples;
        this.compressors = compressors;
    }

    /** An encoded page that is not yet compressed. */
    static final class Page {
        private final byte[] bytes;
        private final int size;
        private final int rows;
        private final int count;
        private final Encoding encoding;

        private Page(byte[] bytes, int size, int rows, int count, Encoding encoding) {
            this.bytes = bytes;
            this.size = size;
            this.rows = rows;
            this.count = count;
            this.encoding = encoding;
        }

        /** Compresses the page into a chunk, once: the array then serves another page. */
        void writeTo(PageWriter out) throws IOException {
            out.writePage(BytesInput.from(bytes, 0, size), count, rows, null, Encoding.RLE, Encoding.RLE, encoding);
            PageArrays.SHARED.give(bytes);
        }
    }

    /** The dictionary of a chunk, possibly none. */
    static final class Words {
        private final byte[] plain;

        private Words(byte[] plain) {
            this.plain = plain;
        }

        void writeTo(PageWriter out) throws IOException {
            if (plain.length > 0) {
                out.writeDictionaryPage(
                        new DictionaryPage(BytesInput.from(plain), plain.length / Float.BYTES, Encoding.PLAIN));
            }
        }
    }

    /** Encodes one page: the first {@code pageRows * samples} values. */
    Page encode(float[] values, int pageRows) throws IOException {
        int count = pageRows * samples;
        byte[] levels = levels(pageRows, samples);
        byte[] coded = (!decided || useDictionary) ? dictionaryCoded(levels, values, count) : new byte[0];
        int size = coded.length;
        if (!decided || size == 0) {
            byte[] split = split(levels, values, count);
            int splitSize = levels.length + Float.BYTES * count;
            choose(coded, BytesInput.from(split, 0, splitSize));
            if (useDictionary) {
                PageArrays.SHARED.give(split);
            } else {
                coded = split;
                size = splitSize;
            }
        }
        dictionaryInUse |= useDictionary;
        Encoding encoding = useDictionary ? Encoding.RLE_DICTIONARY : Encoding.BYTE_STREAM_SPLIT;
        return new Page(coded, size, pageRows, Math.max(count, pageRows), encoding);
    }

    /** Decides between the two codings of one page; {@code coded} is empty when the dictionary is full. */
    private void choose(byte[] coded, BytesInput split) throws IOException {
        if (coded.length == 0) {
            decided = true;
            useDictionary = false;
            return;
        }
        if (trial.isEmpty()) {
            trial = Optional.of(compressors.get());
        }
        long codedSize = trial.get().compress(BytesInput.from(coded)).size() + 4L * dictionary.size() / 8;
        long splitSize = trial.get().compress(split).size();
        useDictionary = codedSize < splitSize;
        decided = Math.min(codedSize, splitSize) * UNINFORMATIVE_RATIO > split.size();
        if (!useDictionary && !dictionaryInUse) {
            dictionary.clear();
        }
    }

    /** The dictionary, if a page used it; after the last page. The next page starts a new chunk. */
    Words endChunk() {
        Words words = new Words(dictionaryInUse ? dictionary.plain() : new byte[0]);
        dictionary.clear();
        decided = false;
        useDictionary = false;
        dictionaryInUse = false;
        return words;
    }

    /** Repetition levels 0 1 1 ... of every row, then one run of definition levels, each with its length before it. */
    static byte[] levels(int rows, int samples) {
        Bytes bytes = new Bytes(16 + rows * 8);
        int start = bytes.reserveLength();
        for (int row = 0; row < rows; row++) {
            bytes.run(1, 0);
            if (samples > 1) {
                bytes.run(samples - 1, 1);
            }
        }
        bytes.setLength(start);
        start = bytes.reserveLength();
        bytes.run(Math.max(1, samples) * rows, samples == 0 ? 0 : 1);
        bytes.setLength(start);
        return bytes.toArray();
    }

    private byte[] dictionaryCoded(byte[] levels, float[] values, int count) {
        int[] indices = PageArrays.SHARED.indices(count);
        try {
            return dictionary.encode(values, count, indices) ? packed(levels, indices, count) : new byte[0];
        } finally {
            PageArrays.SHARED.give(indices);
        }
    }

    private byte[] packed(byte[] levels, int[] indices, int count) {
        int width = Math.max(1, 32 - Integer.numberOfLeadingZeros(dictionary.size() - 1));
        int groups = (count + 7) / 8;
        Bytes bytes = new Bytes(levels.length + 8 + groups * width + Long.BYTES);
        bytes.putAll(levels);
        bytes.put(width);
        bytes.varint(groups << 1 | 1);
        bytes.packed(indices, count, width);
        return bytes.toArray();
    }

    /** Byte b of value i becomes byte b * count + i. */
    private byte[] split(byte[] levels, float[] values, int count) {
        int first = levels.length;
        byte[] bytes = PageArrays.SHARED.bytes(first + Float.BYTES * count);
        System.arraycopy(levels, 0, bytes, 0, first);
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int at = first + i;
            bytes[at] = (byte) bits;
            bytes[at + count] = (byte) (bits >>> 8);
            bytes[at + 2 * count] = (byte) (bits >>> 16);
            bytes[at + 3 * count] = (byte) (bits >>> 24);
        }
        return bytes;
    }

    /** A growing array with the primitives of Parquet's run-length and bit-packing hybrid. */
    private static final class Bytes {
        private final byte[] bytes;
        private int size;

        Bytes(int capacity) {
            bytes = new byte[capacity];
        }

        void put(int b) {
            bytes[size++] = (byte) b;
        }

        void varint(int value) {
            int rest = value;
            while ((rest & ~0x7f) != 0) {
                put(rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            put(rest);
        }

        void run(int length, int value) {
            varint(length << 1);
            put(value);
        }

        int reserveLength() {
            size += 4;
            return size;
        }

        void setLength(int start) {
            int length = size - start;
            for (int i = 0; i < 4; i++) {
                bytes[start - 4 + i] = (byte) (length >>> 8 * i);
            }
        }

        /** Groups of eight values of a number of bits; the last group is filled with zeros. */
        void packed(int[] values, int count, int width) {
            int end = size + (count + 7) / 8 * width;
            int at = size;
            long buffer = 0;
            int bits = 0;
            for (int i = 0; i < count; i++) {
                buffer |= (long) values[i] << bits;
                bits += width;
                if (bits >= Integer.SIZE) {
                    INT.set(bytes, at, (int) buffer);
                    at += Integer.BYTES;
                    buffer >>>= Integer.SIZE;
                    bits -= Integer.SIZE;
                }
            }
            INT.set(bytes, at, (int) buffer);
            size = end;
        }

        void putAll(byte[] other) {
            System.arraycopy(other, 0, bytes, size, other.length);
            size += other.length;
        }

        byte[] toArray() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }
}
