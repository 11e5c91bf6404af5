package org.neurobeam.encoders.leaveout;

import java.util.List;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Writes log N(y_v; yhat_v, Sigma), Sigma the covariance of the held-out rows given the others, of one penalty. */
final class DensityRows implements HeldOutRows {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final Smoother smoother;
    private final Targets targets;
    private final List<DoubleMatrix> tables;
    private final int alpha;

    DensityRows(Smoother smoother, Targets targets, List<DoubleMatrix> tables, int alpha) {
        this.smoother = smoother;
        this.targets = targets;
        this.tables = tables;
        this.alpha = alpha;
    }

    @Override
    public void accept(HeldOutBlock block, Targets.Tile tile, DenseMatrix predicted) {
        int n = block.rows();
        int w = tile.targets.length;
        double[] y = new double[w];
        double[] f = new double[w];
        DoubleMatrix errors = DoubleMatrix.zeros(n, w);
        for (int i = 0; i < n; i++) {
            tile.values.readRow(block.scored[i], y);
            predicted.readRow(i, f);
            for (int v = 0; v < w; v++) {
                errors.set(i, v, y[v] - f[v]);
            }
        }
        try (DenseMatrix covariance = smoother.covariance(block, 0);
                Cholesky factor = Cholesky.of(covariance);
                DenseMatrix solved = DenseMatrix.copyOf(errors)) {
            factor.solve(solved);
            DoubleMatrix weighted = solved.toDoubleMatrix();
            double constant = factor.logDeterminant() + n * LOG_TWO_PI;
            for (int v = 0; v < w; v++) {
                double square = 0;
                for (int i = 0; i < n; i++) {
                    square += errors.get(i, v) * weighted.get(i, v);
                }
                if (targets.valid(tile.targets[v])) {
                    tables.get(block.fold).set(alpha, tile.targets[v], -0.5 * (square + constant));
                }
            }
        }
    }

    /** The precision in which the errors should be computed. */
    static Precision precision() {
        return Precision.FLOAT64;
    }
}
