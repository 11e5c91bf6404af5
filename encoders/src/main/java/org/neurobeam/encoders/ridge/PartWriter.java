package org.neurobeam.encoders.ridge;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;

/** Writes numbers and matrices bit for bit, big-endian; {@link PartReader} reads them in the same order. */
final class PartWriter {
    private final DataOutputStream out;

    PartWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    void number(int value) throws IOException {
        out.writeInt(value);
    }

    void numbers(int... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        sized(values.length, bytes);
    }

    void doubles(double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        bytes.asDoubleBuffer().put(values);
        sized(values.length, bytes);
    }

    private void sized(int length, ByteBuffer bytes) throws IOException {
        out.writeInt(length);
        out.write(bytes.array());
    }

    void bits(BitSet set) throws IOException {
        numbers(set.stream().toArray());
    }

    void matrix(DenseMatrix m) throws IOException {
        boolean single = m.precision() == Precision.FLOAT32;
        out.writeBoolean(single);
        out.writeInt(m.rows());
        out.writeInt(m.columns());
        ByteBuffer bytes = ByteBuffer.allocate(m.columns() * m.precision().bytes());
        float[] floats = new float[single ? m.columns() : 0];
        double[] doubles = new double[single ? 0 : m.columns()];
        for (int i = 0; i < m.rows(); i++) {
            if (single) {
                m.readRow(i, floats);
                bytes.asFloatBuffer().put(floats);
            } else {
                m.readRow(i, doubles);
                bytes.asDoubleBuffer().put(doubles);
            }
            out.write(bytes.array());
        }
    }

    void flush() throws IOException {
        out.flush();
    }
}
