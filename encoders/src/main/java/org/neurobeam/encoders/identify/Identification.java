package org.neurobeam.encoders.identify;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Identification of measured pattern i as predicted pattern i among all predicted patterns: {@code rank_i = #{j : S_ij >
 * S_ii}}, S any similarity (correlation, log-likelihood). A pattern whose own similarity is NaN is undefined; candidates
 * whose similarity is NaN are never chosen.
 *
 * @see <a href="https://doi.org/10.1038/nature06713">Kay et al. 2008</a>
 */
public final class Identification {
    private static final int UNDEFINED = -1;

    private final int[] ranks;
    private final int candidates;

    private Identification(int[] ranks, int candidates) {
        this.ranks = ranks;
        this.candidates = candidates;
    }

    /**
     * Ranks candidates.
     *
     * @param similarity [N measured x M candidates], M at least N; candidate i is the true one of pattern i, candidates
     *     from N on are distractors
     * @throws IllegalArgumentException with fewer candidates than patterns
     */
    public static Identification of(DoubleMatrix similarity) {
        if (similarity.columns() < similarity.rows() || similarity.rows() == 0) {
            throw new IllegalArgumentException("similarity [" + similarity.rows() + " patterns x "
                    + similarity.columns() + " candidates]; every pattern needs its own candidate");
        }
        int[] ranks = new int[similarity.rows()];
        for (int i = 0; i < ranks.length; i++) {
            double own = similarity.get(i, i);
            ranks[i] = Double.isNaN(own) ? UNDEFINED : 0;
            for (int j = 0; j < similarity.columns() && !Double.isNaN(own); j++) {
                ranks[i] += similarity.get(i, j) > own ? 1 : 0;
            }
        }
        return new Identification(ranks, similarity.columns());
    }

    /** Number of candidates that are more similar to a pattern than its own one; 0 = identified. */
    public OptionalInt rank(int pattern) {
        return ranks[pattern] == UNDEFINED ? OptionalInt.empty() : OptionalInt.of(ranks[pattern]);
    }

    /** Number of measured patterns. */
    public int patterns() {
        return ranks.length;
    }

    /** Number of candidates. */
    public int candidates() {
        return candidates;
    }

    /** Number of patterns without a rank. */
    public int undefined() {
        return (int) Arrays.stream(ranks).filter(r -> r == UNDEFINED).count();
    }

    /** Share of the patterns with a rank that are identified; NaN if there are none. */
    public double accuracy() {
        return accuracy(candidates);
    }

    /** Accuracy of guessing among all candidates. */
    public double chance() {
        return 1.0 / candidates;
    }

    /**
     * Expected accuracy among a set of fewer candidates, the true one and others drawn at random without replacement:
     * the mean of {@code C(M - 1 - rank, s - 1) / C(M - 1, s - 1)}, exact, nothing is drawn.
     *
     * @param setSize s, 1 to the number of candidates
     */
    public double accuracy(int setSize) {
        if (setSize < 1 || setSize > candidates) {
            throw new IllegalArgumentException("sets of " + setSize + " of " + candidates + " candidates");
        }
        return Arrays.stream(ranks)
                .filter(r -> r != UNDEFINED)
                .mapToDouble(rank -> allWorse(rank, setSize))
                .average()
                .orElse(Double.NaN);
    }

    /** Chance that none of the better candidates is among the s - 1 drawn. */
    private double allWorse(int rank, int setSize) {
        double p = 1;
        for (int k = 0; k < setSize - 1 && p > 0; k++) {
            p *= Math.max(0, (double) (candidates - 1 - rank - k) / (candidates - 1 - k));
        }
        return p;
    }

    /** Accuracy for each set size, same length. */
    public double[] curve(int... setSizes) {
        return IntStream.of(setSizes).mapToDouble(this::accuracy).toArray();
    }
}
