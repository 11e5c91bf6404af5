package org.neurobeam.ingest.surface;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A CIFTI-2 file: a matrix whose rows are series points or maps and whose columns are grayordinates or parcels.
 *
 * <p>On disk all values of one column are contiguous: streaming gives blocks of columns, with one block in memory.
 * Opening reads header and XML only. Immutable.
 */
public final class CiftiFile {
    private static final int MOST_CHUNK_BYTES = 1 << 30;

    private final DataStore store;
    private final String path;
    private final CiftiHeader header;
    private final CiftiXml.Content content;

    private CiftiFile(DataStore store, String path, CiftiHeader header) {
        this.store = store;
        this.path = path;
        this.header = header;
        this.content = CiftiXml.read(header);
    }

    /** Receives blocks of columns in order. */
    @FunctionalInterface
    public interface Columns {
        /**
         * Takes one block.
         *
         * @param first column of the matrix that is row 0 here
         * @param values [columns of the block x rows of the matrix]: one row for each grayordinate
         */
        void accept(int first, FloatMatrix values) throws IOException;
    }

    /** Whether a file starts with a NIfTI-2 header of a CIFTI intent (3000 to 3099). */
    public static boolean recognises(DataStore store, String path) throws IOException {
        try (InputStream in = XmlSource.unzipped(store.read(path))) {
            return CiftiHeader.recognises(in.readNBytes(CiftiHeader.BYTES));
        } catch (java.util.zip.ZipException | EOFException notGzip) {
            return false;
        }
    }

    /**
     * Reads header and axes; gzip is recognised by content.
     *
     * @throws DataException for a damaged header, extension or XML, or axes that do not fit the dimensions
     */
    public static CiftiFile open(DataStore store, String path) throws IOException {
        try (InputStream in = XmlSource.unzipped(store.read(path))) {
            return new CiftiFile(store, path, CiftiHeader.read(in, path));
        } catch (java.util.zip.ZipException | EOFException e) {
            throw new DataException(path, "", "bad_gzip", "expected a whole gzip file: " + e.getMessage(), e);
        }
    }

    /** The file, as a path in its store. */
    public String path() {
        return path;
    }

    /** Rows of the matrix: series points or maps. */
    public int rows() {
        return header.rows();
    }

    /** Columns of the matrix: grayordinates or parcels. */
    public int columns() {
        return header.columns();
    }

    /** What the rows are (dimension 0 of the file). */
    public CiftiAxis rowAxis() {
        return content.axes().get(0);
    }

    /** What the columns are (dimension 1 of the file). */
    public CiftiAxis columnAxis() {
        return content.axes().get(1);
    }

    /** Name and value pairs of the matrix. */
    public Map<String, String> metadata() {
        return Map.copyOf(content.metadata());
    }

    /** The repetition time in s from the series axis; empty when the rows are no time series. */
    public OptionalDouble trSeconds() {
        return rowAxis() instanceof CiftiAxis.Series series ? series.trSeconds() : OptionalDouble.empty();
    }

    /** What was doubtful but readable, one sentence each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(header.warnings());
        if (header.sformCode() != 0 || header.qformCode() != 0) {
            warnings.add("qform or sform code is not 0 in a CIFTI file; positions come from the brain models");
        }
        return warnings;
    }

    /** Numpy name of the stored numbers, {@code >f4} and the like where they are big endian. */
    public String datatype() {
        return header.type().dtype(header.order());
    }

    CiftiHeader header() {
        return header;
    }

    /**
     * Streams the matrix once from start to end.
     *
     * @param columnsAtOnce columns of a block, at least 1; the last block may have fewer
     * @throws DataException before anything is allocated when the file is shorter than its header claims; for gzip at
     *     the place where it ends
     */
    public void forEachColumns(int columnsAtOnce, Columns consumer) throws IOException {
        long columnBytes = (long) rows() * header.type().bytes();
        if (columnBytes > MOST_CHUNK_BYTES) {
            throw new DataException(
                    path,
                    "dim",
                    "unsupported_shape",
                    "expected columns of at most 1 GiB, found " + rows() + " rows; the header may be damaged");
        }
        if (columnsAtOnce < 1 || columnBytes * Math.min(columnsAtOnce, columns()) > MOST_CHUNK_BYTES) {
            throw new IllegalArgumentException("columnsAtOnce is " + columnsAtOnce + " for a matrix of [" + rows()
                    + " x " + columns() + "]; expected at least 1 and blocks of at most 1 GiB");
        }
        requireScaling();
        try (InputStream in = XmlSource.unzipped(store.read(path))) {
            requireBytes();
            in.skipNBytes(header.voxOffset());
            for (int first = 0; first < columns(); first += columnsAtOnce) {
                int count = Math.min(columnsAtOnce, columns() - first);
                consumer.accept(first, block(in, count, (int) (columnBytes * count)));
            }
        } catch (java.util.zip.ZipException | EOFException e) {
            throw truncated("its data end early: " + e.getMessage());
        }
    }

    private void requireScaling() {
        if (header.scaled() && !Double.isFinite(header.rawIntercept())) {
            throw new DataException(path, "scl_inter", "bad_data", "expected a finite intercept beside the slope");
        }
    }

    private void requireBytes() throws IOException {
        if (gzipped()) {
            return;
        }
        long have = Math.max(0, store.size(path) - header.voxOffset());
        // a product of two ints and 8 fits a long only without the item size
        long most = Long.MAX_VALUE / header.type().bytes();
        long values = (long) rows() * columns();
        if (values > most || values * header.type().bytes() > have) {
            throw truncated("header claims "
                    + (values > most
                            ? values + " values"
                            : values * header.type().bytes() + " bytes") + ", file has " + have + " bytes");
        }
    }

    private boolean gzipped() throws IOException {
        try (InputStream in = store.read(path)) {
            return (in.read() << 8 | in.read()) == 0x1f8b;
        }
    }

    private DataException truncated(String problem) {
        return new DataException(path, "byte " + header.voxOffset(), "truncated_data", problem);
    }

    private FloatMatrix block(InputStream in, int count, int bytes) throws IOException {
        byte[] raw = in.readNBytes(bytes);
        if (raw.length < bytes) {
            throw new EOFException("a block has " + raw.length + " of " + bytes + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(header.order());
        ElementType type = header.type();
        float[] values = new float[count * rows()];
        boolean scaled = header.scaled();
        for (int i = 0; i < values.length; i++) {
            double value = type.at(buffer, i * type.bytes());
            values[i] = (float) (scaled ? value * header.rawSlope() + header.rawIntercept() : value);
        }
        return FloatMatrix.wrap(count, rows(), values);
    }

    /**
     * The whole matrix in table orientation.
     *
     * @return [rows x columns]
     * @throws DataException when the file is shorter than its header claims
     * @throws IllegalArgumentException when it has more elements than an array can
     */
    public FloatMatrix read() throws IOException {
        if ((long) rows() * columns() > Integer.MAX_VALUE - Byte.SIZE) {
            throw new IllegalArgumentException(
                    "matrix of [" + rows() + " x " + columns() + "] does not fit in memory; stream its columns");
        }
        requireScaling();
        requireBytes();
        FloatMatrix table = FloatMatrix.zeros(rows(), columns());
        forEachColumns(defaultColumnsAtOnce(), (first, block) -> {
            for (int c = 0; c < block.rows(); c++) {
                for (int r = 0; r < rows(); r++) {
                    table.set(r, first + c, block.get(c, r));
                }
            }
        });
        return table;
    }

    /** Columns that make blocks of about a megabyte. */
    int defaultColumnsAtOnce() {
        return (int) Math.max(1, (1 << 20) / ((long) rows() * header.type().bytes()));
    }
}
