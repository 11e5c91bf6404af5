package org.neurobeam.ingest.nifti;

import java.util.Arrays;

/** Voxel indices to space: a 4 x 4 matrix, last row 0 0 0 1; {@code x = A [i j k 1]'}, in the image's space unit. */
public final class Affine {
    private static final double SINGULAR_RATIO = 1e-9;

    private final double[] values;

    private Affine(double[] values) {
        this.values = values;
    }

    /**
     * The first three rows, row-major; the last row is 0 0 0 1.
     *
     * @param rows [12]
     * @throws IllegalArgumentException if there are not twelve numbers
     */
    public static Affine ofRows(double... rows) {
        if (rows.length != 12) {
            throw new IllegalArgumentException("an affine has rows [3 x 4] but " + rows.length + " numbers came");
        }
        double[] values = Arrays.copyOf(rows, 16);
        values[15] = 1;
        return new Affine(values);
    }

    /** The element of row r and column c, 0 to 3. */
    public double get(int r, int c) {
        return values[4 * r + c];
    }

    /** The place of a voxel, [3], in the image's space unit. */
    public double[] apply(double i, double j, double k) {
        double[] place = new double[3];
        for (int r = 0; r < 3; r++) {
            place[r] = get(r, 0) * i + get(r, 1) * j + get(r, 2) * k + get(r, 3);
        }
        return place;
    }

    /** Length of the step between voxels along an axis, 0 to 2. */
    public double stepLength(int axis) {
        return Math.sqrt(get(0, axis) * get(0, axis) + get(1, axis) * get(1, axis) + get(2, axis) * get(2, axis));
    }

    /** The affine of {@code this * other}. */
    Affine times(Affine other) {
        double[] product = new double[12];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                for (int m = 0; m < 4; m++) {
                    product[4 * r + c] += get(r, m) * other.get(m, c);
                }
            }
        }
        return ofRows(product);
    }

    /** Whether it is finite and its three axes span space; without that, no operation in mm is possible. */
    public boolean isUsable() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        double volume = stepLength(0) * stepLength(1) * stepLength(2);
        return volume > 0 && Math.abs(determinant()) > SINGULAR_RATIO * volume;
    }

    private double determinant() {
        return get(0, 0) * (get(1, 1) * get(2, 2) - get(1, 2) * get(2, 1))
                - get(0, 1) * (get(1, 0) * get(2, 2) - get(1, 2) * get(2, 0))
                + get(0, 2) * (get(1, 0) * get(2, 1) - get(1, 1) * get(2, 0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine a && Arrays.equals(values, a.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Affine" + Arrays.toString(Arrays.copyOf(values, 12));
    }
}
