package org.neurobeam.encoders.ridge;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/** Reads what {@link PartWriter} wrote; matrices belong to a scope. An end of the file is an {@link IOException}. */
final class PartReader {
    private final DataInputStream in;
    private final MatrixScope scope;

    PartReader(InputStream in, MatrixScope scope) {
        this.in = new DataInputStream(in);
        this.scope = scope;
    }

    MatrixScope scope() {
        return scope;
    }

    int number() throws IOException {
        return in.readInt();
    }

    int[] numbers() throws IOException {
        int[] values = new int[in.readInt()];
        bytes(Integer.BYTES * values.length).asIntBuffer().get(values);
        return values;
    }

    double[] doubles() throws IOException {
        double[] values = new double[in.readInt()];
        bytes(Double.BYTES * values.length).asDoubleBuffer().get(values);
        return values;
    }

    BitSet bits() throws IOException {
        BitSet set = new BitSet();
        Arrays.stream(numbers()).forEach(set::set);
        return set;
    }

    DenseMatrix matrix() throws IOException {
        boolean single = in.readBoolean();
        int rows = in.readInt();
        int columns = in.readInt();
        DenseMatrix m = scope.zeros(single ? Precision.FLOAT32 : Precision.FLOAT64, rows, columns);
        byte[] row = new byte[columns * m.precision().bytes()];
        float[] floats = new float[single ? columns : 0];
        double[] doubles = new double[single ? 0 : columns];
        for (int i = 0; i < rows; i++) {
            in.readFully(row);
            if (single) {
                ByteBuffer.wrap(row).asFloatBuffer().get(floats);
                m.writeRow(i, floats);
            } else {
                ByteBuffer.wrap(row).asDoubleBuffer().get(doubles);
                m.writeRow(i, doubles);
            }
        }
        return m;
    }

    private ByteBuffer bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
