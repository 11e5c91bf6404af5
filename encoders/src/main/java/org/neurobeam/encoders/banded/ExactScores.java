package org.neurobeam.encoders.banded;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.leaveout.TargetScore;
import org.neurobeam.encoders.ridge.MatrixBlocks;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Exact scores of chosen pairs (gamma, alpha) from their refit, no fold being factorised.
 *
 * <pre>{@code y_v - yhat_v = (C_BB^-1 (C y)_B)_v,   C = (K + alpha I)^-1, with an intercept less 11'/(n alpha)}</pre>
 *
 * <p>C y are the dual weights; C_BB comes from the same Cholesky factor, at most n^3 (1/k + 2/k^2) flops for each fold.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1974.10489157">Allen 1974</a>
 */
final class ExactScores implements PairScores {
    /** The rule by which a tie goes to the larger penalty, part of every score. */
    private static final double TIE = 1e-10;

    private final int rows;
    private final List<Fold> folds;
    private final RidgeOptions options;
    private final TargetScore score;
    private final DoubleMatrix scores;

    ExactScores(Folds folds, RidgeOptions options, DoubleMatrix approximate) {
        this.rows = folds.rows();
        this.folds = folds.list();
        this.options = options;
        this.score = TargetScore.of(options.criterion());
        this.scores = DoubleMatrix.wrap(
                approximate.rows(), approximate.columns(), approximate.values().clone());
    }

    @Override
    public void accept(Pair pair, int[] targets, Cholesky factor, DenseMatrix y, DenseMatrix solved) {
        double[] sum = new double[targets.length];
        int[] defined = new int[targets.length];
        for (Fold fold : folds) {
            int[] removed = removed(fold);
            try (DenseMatrix block = factor.inverseBlock(removed);
                    DenseMatrix errors = select(solved, removed)) {
                if (options.intercept()) {
                    MatrixBlocks.shift(block, 0, -1 / (rows * (pair.alpha() + pair.constant())));
                }
                try (Cholesky own = Cholesky.of(block)) {
                    own.solve(errors);
                }
                add(fold, y, errors, sum, defined);
            }
        }
        for (int v = 0; v < targets.length; v++) {
            scores.set(pair.candidate(), targets[v], sum[v] / defined[v] + TIE * Math.log(pair.alpha()));
        }
    }

    /** Rows that do not train, those that score first. */
    private int[] removed(Fold fold) {
        BitSet purged = new BitSet();
        purged.set(0, rows);
        IntStream.of(fold.train()).forEach(purged::clear);
        IntStream.of(fold.test()).forEach(purged::clear);
        return IntStream.concat(IntStream.of(fold.test()), purged.stream()).toArray();
    }

    private static DenseMatrix select(DenseMatrix values, int... rows) {
        DenseMatrix selected = DenseMatrix.zeros(values.precision(), rows.length, values.columns());
        for (int i = 0; i < rows.length; i++) {
            selected.copyRows(values.rowView(rows[i], rows[i] + 1), i);
        }
        return selected;
    }

    private void add(Fold fold, DenseMatrix y, DenseMatrix errors, double[] sum, int... defined) {
        int[] test = fold.test();
        double[][] measured = new double[sum.length][test.length];
        double[][] predicted = new double[sum.length][test.length];
        double[] row = new double[sum.length];
        double[] error = new double[sum.length];
        for (int i = 0; i < test.length; i++) {
            y.readRow(test[i], row);
            errors.readRow(i, error);
            for (int v = 0; v < sum.length; v++) {
                measured[v][i] = row[v];
                predicted[v][i] = row[v] - error[v];
            }
        }
        for (int v = 0; v < sum.length; v++) {
            double one = score.score(measured[v], predicted[v], v);
            sum[v] += Double.isNaN(one) ? 0 : one;
            defined[v] += Double.isNaN(one) ? 0 : 1;
        }
    }

    /** What was chosen, with exact scores where a pair was given and the approximate ones elsewhere. */
    BandSelection of(BandSelection chosen) {
        return chosen.withCvScores(scores);
    }
}
