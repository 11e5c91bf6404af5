package org.neurobeam.encoders.linear;

import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Scores of candidates (fractions, penalties, numbers of components) on held-out rows, averaged over folds with equal
 * weight for each target; folds in which a target has no score are left out.
 */
public final class CandidateScores {
    private final int targets;
    private final double[][] sums;
    private final int[][] counts;

    private CandidateScores(int candidates, int targets) {
        this.targets = targets;
        this.sums = new double[candidates][targets];
        this.counts = new int[candidates][targets];
    }

    /**
     * Fits and scores every candidate in every fold.
     *
     * @param candidates number of candidates, ordered from the most to the least regularised
     * @param rule what is averaged, and whether training rows are centred
     */
    public static CandidateScores of(
            Samples samples, Folds folds, int candidates, SelectionRule rule, PathFitter fitter) {
        CandidateScores scores =
                new CandidateScores(candidates, samples.screen().fittedCount());
        for (Fold fold : samples.require(folds).list()) {
            try (LinearProblem training = samples.rows(fold.train(), rule.intercept());
                    DenseMatrix validation = training.features(fold.test())) {
                RowSource measured = RowSource.of(training.responses(fold.test()));
                fitter.fit(
                        training,
                        validation,
                        (c, predicted) -> scores.add(c, TargetScores.of(measured, predicted), rule.criterion()));
            }
        }
        return scores;
    }

    private void add(int candidate, TargetScores scores, Criterion criterion) {
        double[] values = switch (criterion) {
            case NEG_MSE -> java.util.Arrays.stream(scores.mse()).map(m -> -m).toArray();
            case R2 -> scores.r2();
            case R -> scores.r();
        };
        for (int v = 0; v < targets; v++) {
            if (!Double.isNaN(values[v])) {
                sums[candidate][v] += values[v];
                counts[candidate][v]++;
            }
        }
    }

    /** Mean scores over folds, [candidates x fitted targets]; NaN where no fold has a score. */
    public DoubleMatrix mean() {
        DoubleMatrix mean = DoubleMatrix.zeros(sums.length, targets);
        for (int c = 0; c < sums.length; c++) {
            for (int v = 0; v < targets; v++) {
                mean.set(c, v, sums[c][v] / counts[c][v]);
            }
        }
        return mean;
    }

    /** The best candidate of each fitted target; a tie goes to the first, the most regularised. */
    public int[] best() {
        DoubleMatrix mean = mean();
        int[] best = new int[targets];
        for (int v = 0; v < targets; v++) {
            for (int c = 1; c < sums.length; c++) {
                if (mean.get(c, v) > mean.get(best[v], v)) {
                    best[v] = c;
                }
            }
        }
        return best;
    }
}
