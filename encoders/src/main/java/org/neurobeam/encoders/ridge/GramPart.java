package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * One part of the statistics of a design, float64: the Gram matrix and the sums of the features over the rows of a cell
 * (p {@code <} n), or the kernel of all rows over some features. Immutable.
 */
public final class GramPart {
    private final int id;
    private final int order;
    private final double[] upper;
    private final double[] sums;

    private GramPart(int id, int order, double[] upper, double[] sums) {
        this.id = id;
        this.order = order;
        this.upper = upper;
        this.sums = sums;
    }

    /**
     * A part as it was stored.
     *
     * @param id place in the order in which parts are merged
     * @param order of the symmetric matrix, q
     * @param upper its upper triangle row by row, [q (q + 1) / 2]; not copied
     * @param sums of the features, [q] or empty; not copied
     */
    public static GramPart of(int id, int order, double[] upper, double[] sums) {
        if (upper.length != (long) order * (order + 1) / 2) {
            throw new IllegalArgumentException(
                    "upper triangle of order " + order + " with " + upper.length + " numbers");
        }
        return new GramPart(id, order, upper, sums);
    }

    static GramPart of(int id, DenseMatrix symmetric, double... sums) {
        int q = symmetric.rows();
        double[] upper = new double[Math.toIntExact((long) q * (q + 1) / 2)];
        double[] row = new double[q];
        int at = 0;
        for (int i = 0; i < q; i++) {
            symmetric.readRow(i, row);
            System.arraycopy(row, i, upper, at, q - i);
            at += q - i;
        }
        return new GramPart(id, q, upper, sums);
    }

    /** The sum of two kernels, under the id of the first. */
    GramPart plus(GramPart later) {
        double[] sum = upper.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += later.upper[i];
        }
        return new GramPart(id, order, sum, sums);
    }

    /** Both triangles, [q x q] float64. */
    DenseMatrix matrix(MatrixScope scope) {
        DenseMatrix full = scope.zeros(Precision.FLOAT64, order, order);
        double[] row = new double[order];
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < i; j++) {
                row[j] = upper[start(j) + i - j];
            }
            System.arraycopy(upper, start(i), row, i, order - i);
            full.writeRow(i, row);
        }
        return full;
    }

    private int start(int row) {
        return row * order - row * (row - 1) / 2;
    }

    /** Place in the order in which parts are merged. */
    public int id() {
        return id;
    }

    /** Order of the matrix, q. */
    public int order() {
        return order;
    }

    /** Upper triangle row by row, [q (q + 1) / 2]; the part's own memory, not to be changed. */
    public double[] upper() {
        return upper;
    }

    /** Sums of the features, [q] or empty; the part's own memory, not to be changed. */
    public double[] sums() {
        return sums;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GramPart that
                && id == that.id
                && order == that.order
                && Arrays.equals(upper, that.upper)
                && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return 31 * id + Arrays.hashCode(upper);
    }
}
