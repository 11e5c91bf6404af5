package org.neurobeam.preprocess.image;

import java.util.Arrays;
import java.util.Locale;

/** An affine map of three coordinates, by default voxel indices to mm: [x y z 1]' = A [i j k 1]'. Immutable. */
public final class Affine {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;
    /** The upper three rows, row-major; the last row is 0 0 0 1. */
    private final double[] m;

    private Affine(double... m) {
        this.m = m;
    }

    /**
     * The map of a 3 x 4 or 4 x 4 matrix.
     *
     * @param rowMajor [12] or [16], the matrix row by row, finite, invertible; copied
     * @throws IllegalArgumentException if it is not
     */
    public static Affine of(double... rowMajor) {
        boolean square = rowMajor.length == COLUMNS * COLUMNS;
        if (!square && rowMajor.length != ROWS * COLUMNS) {
            throw new IllegalArgumentException(
                    "an affine has 12 or 16 elements [3 x 4] or [4 x 4] but there are " + rowMajor.length);
        }
        if (square && !Arrays.equals(Arrays.copyOfRange(rowMajor, 12, 16), new double[] {0, 0, 0, 1})) {
            throw new IllegalArgumentException("the last row of an affine is 0 0 0 1 but it is "
                    + Arrays.toString(Arrays.copyOfRange(rowMajor, 12, 16)));
        }
        Affine affine = new Affine(Arrays.copyOf(rowMajor, ROWS * COLUMNS));
        double determinant = affine.determinant();
        if (!Double.isFinite(determinant) || determinant == 0) {
            throw new IllegalArgumentException("an affine must be invertible but its determinant is " + determinant
                    + ": " + Arrays.toString(rowMajor));
        }
        return affine;
    }

    /** Voxels of the given sizes along the axes, mm, with the middle of voxel 0 0 0 at the origin. */
    public static Affine scaling(double x, double y, double z) {
        return of(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0);
    }

    /** Row r (0 to 2) and column c (0 to 3) of the matrix. */
    public double get(int r, int c) {
        return m[r * COLUMNS + c];
    }

    /** The image of a point, [3]. */
    public double[] apply(double i, double j, double k) {
        double[] p = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            p[r] = m[4 * r] * i + m[4 * r + 1] * j + m[4 * r + 2] * k + m[4 * r + 3];
        }
        return p;
    }

    /** First the other map, then this one. */
    public Affine after(Affine first) {
        double[] p = new double[ROWS * COLUMNS];
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                double sum = c == ROWS ? get(r, ROWS) : 0;
                for (int k = 0; k < ROWS; k++) {
                    sum += get(r, k) * first.get(k, c);
                }
                p[r * COLUMNS + c] = sum;
            }
        }
        return new Affine(p);
    }

    /** The map back. */
    public Affine inverse() {
        double d = determinant();
        double[] q = new double[ROWS * COLUMNS];
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < ROWS; c++) {
                int a = (c + 1) % ROWS;
                int b = (c + 2) % ROWS;
                int e = (r + 1) % ROWS;
                int f = (r + 2) % ROWS;
                q[r * COLUMNS + c] = (get(a, e) * get(b, f) - get(a, f) * get(b, e)) / d;
            }
        }
        for (int r = 0; r < ROWS; r++) {
            q[4 * r + 3] = -(q[4 * r] * m[3] + q[4 * r + 1] * m[7] + q[4 * r + 2] * m[11]);
        }
        return new Affine(q);
    }

    /** The same directions and sizes with another image of the origin. */
    public Affine withOrigin(double x, double y, double z) {
        double[] q = m.clone();
        q[3] = x;
        q[7] = y;
        q[11] = z;
        return new Affine(q);
    }

    /** The distance between neighbours along an axis (0 to 2): the norm of that column, mm. */
    public double voxelSizeMm(int axis) {
        return Math.sqrt(get(0, axis) * get(0, axis) + get(1, axis) * get(1, axis) + get(2, axis) * get(2, axis));
    }

    private double determinant() {
        return m[0] * (m[5] * m[10] - m[6] * m[9])
                - m[1] * (m[4] * m[10] - m[6] * m[8])
                + m[2] * (m[4] * m[9] - m[5] * m[8]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine a && Arrays.equals(m, a.m);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m);
    }

    /** The three rows, e.g. {@code [-2 0 0 90; 0 2 0 -126; 0 0 2 -72]}. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder("[");
        for (int i = 0; i < m.length; i++) {
            s.append(i == 0 ? "" : i % COLUMNS == 0 ? "; " : " ");
            s.append(m[i] == Math.rint(m[i]) ? Long.toString((long) m[i]) : String.format(Locale.ROOT, "%.4f", m[i]));
        }
        return s.append(']').toString();
    }
}
