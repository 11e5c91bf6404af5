package org.neurobeam.encoders.readout;

import org.neurobeam.encoders.linear.LeadingDirection;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.ThinRotation;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * Alternates two ridge problems: space fixed at unit length, channels solved; channels fixed at unit length, space
 * solved. The penalty is alpha ||channels||^2 ||space||^2 throughout, so no sweep raises the objective.
 *
 * <p>The samples are replaced by the r rows of diag(s) V' and the targets by U'Y, which changes no solution. It starts
 * from the closest product of one map and one vector of channels to the ridge weights.
 */
final class AlternatingRidge implements AutoCloseable {
    private final MatrixScope scope = new MatrixScope();
    private final MapRows byChannel;
    private final MapRows bySpace;
    private final DenseMatrix targets;
    private final double[] squares;
    private final DenseMatrix space;
    private final DenseMatrix channels;

    AlternatingRidge(LinearProblem problem, FeatureMaps maps) {
        try (ThinRotation rotation = ThinRotation.of(problem)) {
            double[] s = rotation.values();
            squares = new double[s.length];
            DenseMatrix rows = scope.zeros(Precision.FLOAT64, s.length, maps.features());
            double[] row = new double[maps.features()];
            for (int i = 0; i < s.length; i++) {
                rotation.right().readRow(i, row);
                for (int j = 0; j < row.length; j++) {
                    row[j] *= s[i];
                }
                rows.writeRow(i, row);
                squares[i] = s[i] * s[i];
            }
            byChannel = new MapRows(rows, maps.channels(), maps.positions());
            bySpace = byChannel.swapped(scope);
            targets = scope.own(
                    DenseMatrix.copyOf(rotation.rotated().toDoubleMatrix().transposed()));
        }
        space = scope.zeros(Precision.FLOAT64, targets.rows(), maps.positions());
        channels = scope.zeros(Precision.FLOAT64, targets.rows(), maps.channels());
    }

    /** Solves all targets at a penalty; afterwards space has unit length and channels carry the size. */
    void solve(double alpha, int sweeps) {
        if (squares.length == 0 || targets.rows() == 0) {
            return;
        }
        start(alpha);
        for (int i = 0; i < sweeps; i++) {
            byChannel.solve(space, targets, alpha, channels);
            normalise(channels);
            bySpace.solve(channels, targets, alpha, space);
            normalise(space);
        }
        byChannel.solve(space, targets, alpha, channels);
    }

    /** The space of the largest singular pair of the ridge weights [positions x channels] of each target. */
    private void start(double alpha) {
        double[] row = new double[squares.length];
        try (DenseMatrix shrunk = targets.to(Precision.FLOAT64);
                DenseMatrix weights = DenseMatrix.zeros(
                        Precision.FLOAT64, targets.rows(), bySpace.matrix().columns())) {
            for (int v = 0; v < targets.rows(); v++) {
                shrunk.readRow(v, row);
                for (int i = 0; i < row.length; i++) {
                    row[i] /= squares[i] + alpha;
                }
                shrunk.writeRow(v, row);
            }
            Blas.multiply(shrunk, bySpace.matrix(), weights);
            for (int v = 0; v < targets.rows(); v++) {
                LeadingDirection.of(
                        weights.rowView(v, v + 1).reshapedView(bySpace.outer(), bySpace.inner()),
                        space.rowView(v, v + 1));
            }
        }
    }

    /** Rows become unit vectors whose largest element is positive; zeros stay. */
    private static void normalise(DenseMatrix factors) {
        double[] row = new double[factors.columns()];
        for (int v = 0; v < factors.rows(); v++) {
            factors.readRow(v, row);
            double sum = 0;
            double largest = 0;
            for (double value : row) {
                sum += value * value;
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            double factor = sum > 0 ? Math.copySign(1 / Math.sqrt(sum), largest) : 0;
            for (int j = 0; j < row.length; j++) {
                row[j] *= factor;
            }
            factors.writeRow(v, row);
        }
    }

    /** Unit maps, [fitted targets x positions]. */
    DenseMatrix space() {
        return space;
    }

    /** Weights of the channels, [fitted targets x channels]. */
    DenseMatrix channels() {
        return channels;
    }

    @Override
    public void close() {
        scope.close();
    }
}
