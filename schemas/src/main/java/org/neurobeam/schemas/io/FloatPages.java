package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.Arrays;
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

    private final int samples;
    private final PageWriter out;
    private final BytesInputCompressor trial;
    private final FloatDictionary dictionary;
    private final int[] indices;
    private boolean decided;
    private boolean useDictionary;
    private boolean dictionaryInUse;

    /**
     * @param samples values of each row
     * @param rows most rows of a page
     * @param out takes the pages
     * @param trial compresses both candidates of an undecided page
     * @param dictionary emptied and used
     */
    FloatPages(int samples, int rows, PageWriter out, BytesInputCompressor trial, FloatDictionary dictionary) {
        this.samples = samples;
        this.out = out;
        this.trial = trial;
        this.dictionary = dictionary;
        this.indices = new int[Math.multiplyExact(samples, rows)];
        dictionary.clear();
    }

    /** Writes one page: the first {@code rows * samples} values. */
    void write(float[] values, int rows) throws IOException {
        int count = rows * samples;
        byte[] levels = levels(rows);
        byte[] coded = (!decided || useDictionary) ? dictionaryCoded(values, count) : new byte[0];
        if (!decided || coded.length == 0) {
            byte[] split = split(values, count);
            coded = choose(coded, split);
            if (!useDictionary) {
                coded = split;
            }
        }
        dictionaryInUse |= useDictionary;
        Encoding encoding = useDictionary ? Encoding.RLE_DICTIONARY : Encoding.BYTE_STREAM_SPLIT;
        BytesInput page = BytesInput.concat(BytesInput.from(levels), BytesInput.from(coded));
        out.writePage(page, Math.max(count, rows), rows, null, Encoding.RLE, Encoding.RLE, encoding);
    }

    /** Decides between the two codings of one page; {@code coded} is empty when the dictionary is full. */
    private byte[] choose(byte[] coded, byte[] split) throws IOException {
        if (coded.length == 0) {
            decided = true;
            useDictionary = false;
            return split;
        }
        long codedSize = trial.compress(BytesInput.from(coded)).size() + 4L * dictionary.size() / 8;
        long splitSize = trial.compress(BytesInput.from(split)).size();
        useDictionary = codedSize < splitSize;
        decided = Math.min(codedSize, splitSize) * UNINFORMATIVE_RATIO > split.length;
        if (!useDictionary && !dictionaryInUse) {
            dictionary.clear();
        }
        return coded;
    }

    /** Writes the dictionary, if a page used it; after the last page. */
    void finish() throws IOException {
        if (dictionaryInUse) {
            out.writeDictionaryPage(
                    new DictionaryPage(BytesInput.from(dictionary.plain()), dictionary.size(), Encoding.PLAIN));
        }
    }

    /** Repetition levels 0 1 1 ... of every row, then one run of definition levels, each with its length before it. */
    private byte[] levels(int rows) {
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

    private byte[] dictionaryCoded(float[] values, int count) {
        if (!dictionary.encode(values, count, indices)) {
            return new byte[0];
        }
        int width = Math.max(1, 32 - Integer.numberOfLeadingZeros(dictionary.size() - 1));
        int groups = (count + 7) / 8;
        Bytes bytes = new Bytes(8 + groups * width);
        bytes.put(width);
        bytes.varint(groups << 1 | 1);
        bytes.packed(indices, count, width);
        bytes.skipTo(bytes.packedStart() + groups * width);
        return bytes.toArray();
    }

    private static byte[] split(float[] values, int count) {
        byte[] bytes = new byte[4 * count];
        int second = count;
        int third = 2 * count;
        int fourth = 3 * count;
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            bytes[i] = (byte) bits;
            bytes[second + i] = (byte) (bits >>> 8);
            bytes[third + i] = (byte) (bits >>> 16);
            bytes[fourth + i] = (byte) (bits >>> 24);
        }
        return bytes;
    }

    /** A growing array with the primitives of Parquet's run-length and bit-packing hybrid. */
    private static final class Bytes {
        private final byte[] bytes;
        private int size;
        private int packedStart;

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

        void packed(int[] values, int count, int width) {
            packedStart = size;
            long buffer = 0;
            int bits = 0;
            for (int i = 0; i < count; i++) {
                buffer |= (long) values[i] << bits;
                bits += width;
                while (bits >= 8) {
                    bytes[size++] = (byte) buffer;
                    buffer >>>= 8;
                    bits -= 8;
                }
            }
            if (bits > 0) {
                put((int) buffer);
            }
        }

        int packedStart() {
            return packedStart;
        }

        void skipTo(int position) {
            size = position;
        }

        byte[] toArray() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }
}
