package org.neurobeam.encoders.readout;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * Rows that are matrices [outer x inner] each, flattened: contracting the inner axis with a vector leaves the design
 * [rows x outer] of the other factor.
 */
final class MapRows {
    /** Targets that are contracted by one product; bounds the memory at this many designs. */
    private static final int BLOCK = 16;

    private final DenseMatrix rows;
    private final int outer;
    private final int inner;

    /**
     * Wraps rows; they must outlive this object.
     *
     * @param rows [m x outer * inner] float64
     */
    MapRows(DenseMatrix rows, int outer, int inner) {
        this.rows = rows;
        this.outer = outer;
        this.inner = inner;
    }

    /** The same rows as matrices [inner x outer]; the copy belongs to the scope. */
    MapRows swapped(MatrixScope scope) {
        DenseMatrix copy = scope.zeros(Precision.FLOAT64, rows.rows(), rows.columns());
        double[] from = new double[rows.columns()];
        double[] to = new double[rows.columns()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.readRow(i, from);
            for (int a = 0; a < outer; a++) {
                for (int b = 0; b < inner; b++) {
                    to[b * outer + a] = from[a * inner + b];
                }
            }
            copy.writeRow(i, to);
        }
        return new MapRows(copy, inner, outer);
    }

    DenseMatrix matrix() {
        return rows;
    }

    int outer() {
        return outer;
    }

    int inner() {
        return inner;
    }

    /** What happens to the design of one target. */
    @FunctionalInterface
    private interface Use {
        void accept(int target, DenseMatrix design);
    }

    /** Designs of all targets, [rows x outer] each, 2 rows outer inner flops for each target. */
    private void contract(DenseMatrix factors, Use use) {
        int block = Math.min(BLOCK, factors.rows());
        try (DenseMatrix designs = DenseMatrix.zeros(Precision.FLOAT64, block, rows.rows() * outer)) {
            DenseMatrix flat = rows.reshapedView(rows.rows() * outer, inner);
            for (int start = 0; start < factors.rows(); start += block) {
                int end = Math.min(factors.rows(), start + block);
                Blas.multiply(factors.rowView(start, end), flat.transposed(), designs.rowView(0, end - start));
                for (int v = start; v < end; v++) {
                    use.accept(v, designs.rowView(v - start, v - start + 1).reshapedView(rows.rows(), outer));
                }
            }
        }
    }

    /**
     * Ridge of the outer factor of each target given its inner factor: {@code (Z'Z + alpha I)^-1 Z'y}.
     *
     * @param factors inner factors, [t x inner]
     * @param targets y', [t x rows]
     * @param into outer factors, [t x outer], overwritten
     */
    void solve(DenseMatrix factors, DenseMatrix targets, double alpha, DenseMatrix into) {
        try (DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, outer, outer)) {
            double[] row = new double[outer];
            contract(factors, (v, design) -> {
                Blas.multiply(design.transposed(), design, gram);
                for (int a = 0; a < outer; a++) {
                    gram.readRow(a, row);
                    row[a] += alpha;
                    gram.writeRow(a, row);
                }
                DenseMatrix solution = into.rowView(v, v + 1).reshapedView(outer, 1);
                Blas.multiply(design.transposed(), targets.rowView(v, v + 1).reshapedView(rows.rows(), 1), solution);
                try (Cholesky factor = Cholesky.of(gram)) {
                    factor.solve(solution);
                }
            });
        }
    }

    /**
     * Predictions of both factors.
     *
     * @param inners [t x inner]
     * @param outers [t x outer]
     * @param into [rows x t], overwritten
     */
    void predict(DenseMatrix inners, DenseMatrix outers, DenseMatrix into) {
        try (DenseMatrix byTarget = DenseMatrix.zeros(Precision.FLOAT64, inners.rows(), rows.rows())) {
            contract(
                    inners,
                    (v, design) -> Blas.multiply(
                            design,
                            outers.rowView(v, v + 1).reshapedView(outer, 1),
                            byTarget.rowView(v, v + 1).reshapedView(rows.rows(), 1)));
            double[] row = new double[inners.rows()];
            double[][] columns = new double[inners.rows()][rows.rows()];
            for (int v = 0; v < columns.length; v++) {
                byTarget.readRow(v, columns[v]);
            }
            for (int i = 0; i < rows.rows(); i++) {
                for (int v = 0; v < row.length; v++) {
                    row[v] = columns[v][i];
                }
                into.writeRow(i, row);
            }
        }
    }
}
