package org.neurobeam.encoders.linear;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;

/**
 * The first left singular vector of a matrix by the eigendecomposition of its smaller Gram matrix: p t min(p, t) + 10
 * min(p, t)^3 flops.
 *
 * <p>The largest singular vector is the one that a Gram matrix gives to full precision; only small ones lose digits.
 */
public final class LeadingDirection {
    private LeadingDirection() {}

    /**
     * Computes the direction.
     *
     * @param s [p x t]
     * @param into [1 x p], receives the unit vector; its largest element is positive
     * @return the largest singular value; 0 for a zero or empty matrix, with nothing written
     */
    public static double of(DenseMatrix s, DenseMatrix into) {
        boolean byRows = s.rows() <= s.columns();
        int order = Math.min(s.rows(), s.columns());
        if (order == 0) {
            return 0;
        }
        DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, order, order);
        if (byRows) {
            Blas.addRowGram(s, gram);
        } else {
            Blas.addColumnGram(s, gram);
        }
        try (SymmetricEigen eigen = SymmetricEigen.inPlace(gram)) {
            double value = eigen.values()[order - 1];
            if (!(value > 0)) {
                return 0;
            }
            DenseMatrix vector = eigen.vectors().rowView(order - 1, order);
            if (byRows) {
                into.copyRows(vector, 0);
            } else {
                Blas.multiply(vector, s.transposed(), into);
            }
            normalise(into);
            return Math.sqrt(value);
        }
    }

    private static void normalise(DenseMatrix row) {
        double[] values = new double[row.columns()];
        row.readRow(0, values);
        double squares = 0;
        double largest = 0;
        for (double value : values) {
            squares += value * value;
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        Blas.scale(Math.copySign(1 / Math.sqrt(squares), largest), row);
    }
}
