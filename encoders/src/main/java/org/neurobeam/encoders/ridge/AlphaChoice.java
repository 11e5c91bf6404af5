package org.neurobeam.encoders.ridge;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The choice of a penalty from the scores of inner folds: the mean over folds, plus 1e-10 ln alpha so that a tie goes
 * to the larger penalty.
 */
public final class AlphaChoice {
    private static final double TIE = 1e-10;

    private final RidgeOptions options;
    private final double[] alphas;

    /** The rule of some options: scope, conservative or not. */
    public AlphaChoice(RidgeOptions options) {
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
     * @param counts says which targets count for a shared penalty
     */
    public int[] choose(List<DoubleMatrix> folds, IntPredicate counts) {
        return options.scope() == AlphaScope.GLOBAL
                ? choose(folds, AlphaGroups.one(folds.get(0).columns()), counts)
                : ofColumns(folds);
    }

    /**
     * Index of the penalty that maximises the mean score of each target's group, [t].
     *
     * @param folds scores of each fold, [A x t]; NaN entries are left out of the mean
     * @param counts says which targets count
     */
    int[] choose(List<DoubleMatrix> folds, AlphaGroups groups, IntPredicate counts) {
        int[] chosen = ofColumns(folds.stream()
                .map(fold -> VoteSums.of(fold, groups, counts).means())
                .toList());
        return IntStream.range(0, groups.targets())
                .map(v -> chosen[groups.of(v)])
                .toArray();
    }

    /** Index of the penalty of each column by itself. */
    int[] ofColumns(List<DoubleMatrix> folds) {
        DoubleMatrix mean = mean(folds);
        return IntStream.range(0, mean.columns())
                .map(v -> chooseOne(mean, folds, v))
                .toArray();
    }

    /** Mean scores over folds with the tie rule, [A x t]. */
    public DoubleMatrix mean(List<DoubleMatrix> folds) {
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
