package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.WrittenFile;

/** Arrays as numpy's format 1.0, little-endian, row-major. */
final class NpyOutput {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private final DataStore store;

    NpyOutput(DataStore store) {
        this.store = store;
    }

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    private WrittenFile write(String path, String type, String shape, Body body) throws IOException {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int used = MAGIC.length + Short.BYTES + text.length() + 1;
        int padding = Math.floorMod(-used, ALIGNMENT);
        ByteBuffer header = ByteBuffer.allocate(used + padding).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (text.length() + padding + 1));
        header.put((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        try (StagedFile file = new StagedFile(store, path)) {
            file.stream().write(header.array());
            body.write(file.stream());
            return file.commit(0);
        }
    }

    /** float32 [rows x columns]. */
    WrittenFile floats(String path, FloatMatrix values) throws IOException {
        String shape = "(" + values.rows() + ", " + values.columns() + ")";
        return write(path, "<f4", shape, out -> {
            ByteBuffer row = ByteBuffer.allocate(values.columns() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < values.rows(); i++) {
                row.asFloatBuffer().put(values.values(), i * values.columns(), values.columns());
                out.write(row.array());
            }
        });
    }

    /** bool [rows x columns]: true where a value is finite. */
    WrittenFile finite(String path, FloatMatrix values) throws IOException {
        String shape = "(" + values.rows() + ", " + values.columns() + ")";
        return write(path, "|b1", shape, out -> {
            byte[] row = new byte[values.columns()];
            for (int i = 0; i < values.rows(); i++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (byte) (Float.isFinite(values.get(i, j)) ? 1 : 0);
                }
                out.write(row);
            }
        });
    }

    /** float64 [n]. */
    WrittenFile doubles(String path, double[] values) throws IOException {
        return write(path, "<f8", "(" + values.length + ",)", out -> {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().put(values);
            out.write(bytes.array());
        });
    }
}
