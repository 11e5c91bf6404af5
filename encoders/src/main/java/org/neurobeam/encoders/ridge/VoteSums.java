package org.neurobeam.encoders.ridge;

import java.util.function.IntPredicate;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Sums over the targets of each group of the scores of one fold, with the number of targets summed.
 *
 * @param sums of scores, [A x G]
 * @param counts of targets with a score, [A x G]
 */
record VoteSums(DoubleMatrix sums, DoubleMatrix counts) {
    /**
     * Sums the scores of a tile.
     *
     * @param scores of one fold, [A x t]; NaN entries are left out
     * @param voters says which targets count
     */
    static VoteSums of(DoubleMatrix scores, AlphaGroups groups, IntPredicate voters) {
        int alphas = scores.rows();
        DoubleMatrix sums = DoubleMatrix.zeros(alphas, groups.count());
        DoubleMatrix counts = DoubleMatrix.zeros(alphas, groups.count());
        for (int j = 0; j < alphas; j++) {
            for (int v = 0; v < groups.targets(); v++) {
                double score = scores.get(j, v);
                if (voters.test(v) && !Double.isNaN(score)) {
                    int g = groups.of(v);
                    sums.set(j, g, sums.get(j, g) + score);
                    counts.set(j, g, counts.get(j, g) + 1);
                }
            }
        }
        return new VoteSums(sums, counts);
    }

    VoteSums plus(VoteSums other) {
        return new VoteSums(sum(sums, other.sums), sum(counts, other.counts));
    }

    private static DoubleMatrix sum(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix c = DoubleMatrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < c.values().length; i++) {
            c.values()[i] = a.values()[i] + b.values()[i];
        }
        return c;
    }

    /** Mean score of each group, [A x G]; NaN where no target has one. */
    DoubleMatrix means() {
        DoubleMatrix means = DoubleMatrix.zeros(sums.rows(), sums.columns());
        for (int i = 0; i < means.values().length; i++) {
            means.values()[i] = sums.values()[i] / counts.values()[i];
        }
        return means;
    }
}
