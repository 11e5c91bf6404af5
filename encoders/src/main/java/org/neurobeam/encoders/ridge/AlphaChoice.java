package org.neurobeam.encoders.ridge;

import java.util.List;
import java.util.function.IntPredicate;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The choice of a penalty from the scores of inner folds: the mean over folds, plus 1e-10 ln alpha so that a tie goes
 * to the larger penalty.
 */
final class AlphaChoice {
    private static final double TIE = 1e-10;

    private final RidgeOptions options;
    private final double[] alphas;

    AlphaChoice(RidgeOptions options) {
        this.options = options;
        this.alphas = options.alphaArray();
    }

    /** Correlation from a covariance and two variations; 0 for a constant prediction, NaN for a constant target. */
    static double correlation(double covariance, double variationY, double variationF) {
        if (Double.isNaN(variationY)) {
            return Double.NaN;
        }
        return variationF > 0 ? covariance / Math.sqrt(variationY * variationF) : 0;
    }

    /**
     * Index of the chosen penalty of each target, [t].
     *
     * @param folds scores of each fold, [A x t]; NaN entries are left out of the mean
     * @param valid which targets count for a shared penalty
     */
    int[] choose(List<DoubleMatrix> folds, IntPredicate valid) {
        DoubleMatrix mean = mean(folds);
        int t = mean.columns();
        if (options.scope() == AlphaScope.GLOBAL) {
            List<DoubleMatrix> shared =
                    folds.stream().map(f -> overTargets(f, valid)).toList();
            int[] chosen = new int[t];
            java.util.Arrays.fill(chosen, chooseOne(mean(shared), shared, 0));
            return chosen;
        }
        int[] chosen = new int[t];
        for (int v = 0; v < t; v++) {
            chosen[v] = chooseOne(mean, folds, v);
        }
        return chosen;
    }

    /** Mean scores over folds with the tie rule, [A x t]. */
    DoubleMatrix mean(List<DoubleMatrix> folds) {
        int t = folds.get(0).columns();
        DoubleMatrix mean = DoubleMatrix.zeros(alphas.length, t);
        for (int j = 0; j < alphas.length; j++) {
            for (int v = 0; v < t; v++) {
                double sum = 0;
                int count = 0;
                for (DoubleMatrix fold : folds) {
                    double score = fold.get(j, v);
                    if (!Double.isNaN(score)) {
                        sum += score;
                        count++;
                    }
                }
                mean.set(j, v, sum / count + TIE * Math.log(alphas[j]));
            }
        }
        return mean;
    }

    private DoubleMatrix overTargets(DoubleMatrix fold, IntPredicate valid) {
        DoubleMatrix mean = DoubleMatrix.zeros(alphas.length, 1);
        for (int j = 0; j < alphas.length; j++) {
            double sum = 0;
            int count = 0;
            for (int v = 0; v < fold.columns(); v++) {
                if (valid.test(v) && !Double.isNaN(fold.get(j, v))) {
                    sum += fold.get(j, v);
                    count++;
                }
            }
            mean.set(j, 0, sum / count);
        }
        return mean;
    }

    private int chooseOne(DoubleMatrix mean, List<DoubleMatrix> folds, int v) {
        int best = alphas.length - 1;
        for (int j = alphas.length - 2; j >= 0; j--) {
            if (mean.get(j, v) > mean.get(best, v)) {
                best = j;
            }
        }
        if (!options.conservative()) {
            return best;
        }
        double threshold = mean.get(best, v) - deviation(folds, best, v);
        for (int j = alphas.length - 1; j > best; j--) {
            if (mean.get(j, v) > threshold) {
                return j;
            }
        }
        return best;
    }

    /** Population standard deviation over folds. */
    private static double deviation(List<DoubleMatrix> folds, int j, int v) {
        double[] scores = folds.stream()
                .mapToDouble(f -> f.get(j, v))
                .filter(s -> !Double.isNaN(s))
                .toArray();
        double mean = java.util.Arrays.stream(scores).average().orElse(0);
        double sum = 0;
        for (double score : scores) {
            sum += (score - mean) * (score - mean);
        }
        return Math.sqrt(sum / Math.max(1, scores.length));
    }
}
