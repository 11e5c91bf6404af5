package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/** The MATLAB file (version 4 or 5) beside an Analyze image: {@code mat}, or {@code M} with the first axis flipped. */
final class MatrixFile {
    private static final int LARGEST_BYTES = 1 << 20;
    private static final int VERSION4_HEAD = 20;
    private static final int VERSION4_DOUBLE_BIG = 1000;

    private final DataStore store;
    private final String path;

    MatrixFile(DataStore store, String path) {
        this.store = store;
        this.path = path;
    }

    /** Voxel indices from 0 to mm; empty if there is no such file. */
    Optional<Affine> affine() {
        if (!store.exists(path)) {
            return Optional.empty();
        }
        Map<String, Affine> matrices = read();
        // MATLAB counts voxels from 1
        Affine shift = Affine.ofRows(1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1);
        if (matrices.containsKey("mat")) {
            return Optional.of(matrices.get("mat").times(shift));
        }
        if (matrices.containsKey("M")) {
            Affine flip = Affine.ofRows(-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
            return Optional.of(flip.times(matrices.get("M")).times(shift));
        }
        throw bad("expected a 4 x 4 matrix mat or M, found neither", null);
    }

    private Map<String, Affine> read() {
        try (InputStream in = store.read(path)) {
            byte[] bytes = in.readNBytes(LARGEST_BYTES);
            boolean version4 = bytes.length > VERSION4_HEAD
                    && (leading(bytes, ByteOrder.LITTLE_ENDIAN) == 0
                            || leading(bytes, ByteOrder.BIG_ENDIAN) == VERSION4_DOUBLE_BIG);
            return version4 ? version4(bytes) : version5(bytes);
        } catch (IOException | RuntimeException e) {
            if (e instanceof DataException data) {
                throw data;
            }
            throw bad("expected a MATLAB file of version 4 or 5, found one that cannot be read: " + e.getMessage(), e);
        }
    }

    private static int leading(byte[] bytes, ByteOrder order) {
        return ByteBuffer.wrap(bytes).order(order).getInt(0);
    }

    private static Map<String, Affine> version5(byte[] bytes) throws IOException {
        Map<String, Affine> matrices = new HashMap<>();
        try (Source source = Sources.wrap(bytes);
                Mat5File file = Mat5.newReader(source).readMat()) {
            for (MatFile.Entry entry : file.getEntries()) {
                if (entry.getValue() instanceof Matrix m && m.getNumRows() == 4 && m.getNumCols() == 4) {
                    double[] rows = new double[12];
                    for (int i = 0; i < rows.length; i++) {
                        rows[i] = m.getDouble(i / 4, i % 4);
                    }
                    matrices.put(entry.getName(), Affine.ofRows(rows));
                }
            }
        }
        return matrices;
    }

    /** Five integers (type, rows, columns, imaginary, length of the name), the name, doubles by columns. */
    private Map<String, Affine> version4(byte[] bytes) {
        Map<String, Affine> matrices = new HashMap<>();
        boolean little = leading(bytes, ByteOrder.LITTLE_ENDIAN) == 0;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        while (in.remaining() > VERSION4_HEAD) {
            int type = in.getInt();
            int rows = in.getInt();
            int columns = in.getInt();
            boolean imaginary = in.getInt() != 0;
            int nameBytes = in.getInt();
            if (type != (little ? 0 : VERSION4_DOUBLE_BIG) || imaginary || rows != 4 || columns != 4) {
                break;
            }
            if (nameBytes < 1 || nameBytes > in.remaining() - 128) {
                throw bad("expected a name and 16 numbers at byte " + in.position() + ", found the end", null);
            }
            byte[] name = new byte[nameBytes];
            in.get(name);
            double[] values = new double[12];
            for (int i = 0; i < 16; i++) {
                double value = in.getDouble();
                if (i % 4 < 3) {
                    values[4 * (i % 4) + i / 4] = value;
                }
            }
            matrices.put(new String(name, 0, nameBytes - 1, StandardCharsets.ISO_8859_1), Affine.ofRows(values));
        }
        return matrices;
    }

    private DataException bad(String problem, Throwable cause) {
        return new DataException(
                path, "", "bad_matrix", problem + "; mend or remove it to use the voxel sizes alone", cause);
    }
}
