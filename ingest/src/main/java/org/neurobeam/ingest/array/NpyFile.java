package org.neurobeam.ingest.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A numpy array of one or two dimensions, read block by block: memory is that of the block, whatever the file's size.
 *
 * <p>A vector of length n is a matrix [n x 1]. Format: numpy enhancement proposal 1, versions 1.0 to 3.0.
 */
public final class NpyFile implements AutoCloseable {
    private final String name;
    private final SeekableByteChannel channel;
    private final NpyHeader header;

    private NpyFile(String name, SeekableByteChannel channel, NpyHeader header) {
        this.name = name;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens an array.
     *
     * @throws DataException {@code not_npy}, {@code unsupported_dtype}, {@code unsupported_shape} or {@code
     *     truncated_data}
     */
    public static NpyFile open(DataStore store, String path) throws IOException {
        String name = store.location() + "/" + path;
        SeekableByteChannel channel = store.open(path);
        try {
            NpyHeader header = NpyHeader.read(name, channel);
            long expected = header.dataOffset()
                    + header.rows() * header.columns() * header.type().bytes();
            if (channel.size() < expected) {
                throw new DataException(
                        name,
                        "byte " + channel.size(),
                        "truncated_data",
                        "header claims " + header + " = " + expected + " bytes, file has " + channel.size()
                                + "; copy the file again");
            }
            return new NpyFile(name, channel, header);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Number of rows (samples). */
    public int rows() {
        return Math.toIntExact(header.rows());
    }

    /** Number of columns (features or targets). */
    public int columns() {
        return Math.toIntExact(header.columns());
    }

    /** All values as float32, [rows x columns]. */
    public FloatMatrix readFloats() throws IOException {
        return readFloats(0, columns());
    }

    /** Columns [from, to) as float32, [rows x (to - from)]. */
    public FloatMatrix readFloats(int from, int to) throws IOException {
        FloatMatrix block = FloatMatrix.zeros(rows(), to - from);
        NpyType type = header.type();
        forEachPiece(from, to, (bytes, count, at, step) -> {
            for (int i = 0; i < count; i++) {
                block.values()[at + i * step] = (float) type.number(bytes, i);
            }
        });
        return block;
    }

    /** All values as float64, [rows x columns]. */
    public DoubleMatrix readDoubles() throws IOException {
        return readDoubles((row, column, value) -> {
            // NaN may be meant
        });
    }

    /** All values as float64, [rows x columns]; those that are NaN or infinite are told on the way. */
    public DoubleMatrix readDoubles(NotFinite found) throws IOException {
        DoubleMatrix all = DoubleMatrix.zeros(rows(), columns());
        NpyType type = header.type();
        forEachPiece(0, columns(), (bytes, count, at, step) -> {
            for (int i = 0; i < count; i++) {
                double value = type.number(bytes, i);
                int place = at + i * step;
                all.values()[place] = value;
                if (!Double.isFinite(value)) {
                    found.at(place / all.columns(), place % all.columns(), value);
                }
            }
        });
        return all;
    }

    /** Hears of a value that is NaN or infinite. */
    @FunctionalInterface
    public interface NotFinite {
        /** Where it stands, counted from 0. */
        void at(int row, int column, double value);
    }

    private interface Piece {
        /** Count numbers in bytes go to positions at, at + step, ... of the row-major block. */
        void accept(ByteBuffer bytes, int count, int at, int step);
    }

    private void forEachPiece(int from, int to, Piece piece) throws IOException {
        if (from < 0 || to < from || to > columns()) {
            throw new IllegalArgumentException(
                    "columns [" + from + ", " + to + ") but the array is [" + rows() + " x " + columns() + "]");
        }
        int width = to - from;
        boolean byColumns = header.fortranOrder();
        int count = byColumns ? rows() : width;
        int pieces = byColumns ? width : rows();
        long size = header.type().bytes();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(count * size))
                .order(header.type().order());
        for (int k = 0; k < pieces; k++) {
            long first = byColumns ? (from + k) * header.rows() : k * header.columns() + from;
            readFully(bytes, header.dataOffset() + first * size);
            piece.accept(bytes, count, byColumns ? k : k * width, byColumns ? width : 1);
        }
    }

    private void readFully(ByteBuffer bytes, long position) throws IOException {
        bytes.clear();
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new DataException(
                        name,
                        "byte " + channel.position(),
                        "truncated_data",
                        "the file became shorter while it was read");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Writes a row-major float32 array, version 1.0.
     *
     * @param rows blocks of rows, all with the same number of columns
     */
    public static void write(DataStore store, String path, List<FloatMatrix> rows) throws IOException {
        long n = rows.stream().mapToLong(FloatMatrix::rows).sum();
        int columns = rows.isEmpty() ? 0 : rows.get(0).columns();
        try (var out = store.write(path)) {
            out.write(NpyHeader.bytes(n, columns, false));
            for (FloatMatrix block : rows) {
                ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(block.values().length, Float.BYTES))
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(block.values());
                out.write(bytes.array());
            }
        }
    }

    /**
     * What stands before the numbers of a float32 array whose columns follow one after the other, little-endian: for
     * arrays that are written column by column.
     */
    public static byte[] fortranHeader(int rows, int columns) {
        return NpyHeader.bytes(rows, columns, true);
    }

    @Override
    public String toString() {
        return name + " " + header;
    }
}
