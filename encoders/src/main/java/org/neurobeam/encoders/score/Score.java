package org.neurobeam.encoders.score;

import java.util.Arrays;

/**
 * One column of scores: a number per target and the convention that it follows. NaN is undefined, counted, and left out
 * of the summaries. Immutable.
 */
public final class Score {
    private final ScoreConvention convention;
    private final double[] values;

    private Score(ScoreConvention convention, double[] values) {
        this.convention = convention;
        this.values = values;
    }

    /**
     * Copies the numbers of a convention.
     *
     * @param values [t], in the unit of the convention
     */
    public static Score of(ScoreConvention convention, double... values) {
        return new Score(convention, values.clone());
    }

    /** What the numbers mean. */
    public ScoreConvention convention() {
        return convention;
    }

    /** The numbers, [t], a copy. */
    public double[] values() {
        return values.clone();
    }

    /** Number of targets, t. */
    public int targets() {
        return values.length;
    }

    /** Number of targets without a score. */
    public int undefined() {
        return (int) Arrays.stream(values).filter(Double::isNaN).count();
    }

    /** Mean over the targets that have a score; NaN if none has. */
    public double mean() {
        return Arrays.stream(values).filter(x -> !Double.isNaN(x)).average().orElse(Double.NaN);
    }

    /** Median over the targets that have a score; NaN if none has. */
    public double median() {
        return Median.of(values);
    }

    /**
     * The scores of these targets and of the targets of the next tile.
     *
     * @throws IllegalArgumentException if the conventions differ
     */
    public Score followedBy(Score next) {
        if (next.convention != convention) {
            throw new IllegalArgumentException("a column of " + convention.column() + " [" + targets()
                    + " targets] cannot go on with " + next.convention.column() + " [" + next.targets() + " targets]");
        }
        double[] all = Arrays.copyOf(values, values.length + next.values.length);
        System.arraycopy(next.values, 0, all, values.length, next.values.length);
        return new Score(convention, all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Score s && convention == s.convention && Arrays.equals(values, s.values);
    }

    @Override
    public int hashCode() {
        return 31 * convention.hashCode() + Arrays.hashCode(values);
    }

    /** The convention and its counts, e.g. {@code r2[2000 targets, 3 undefined, median 0.12]}. */
    @Override
    public String toString() {
        return convention.column() + "[" + targets() + " targets, " + undefined() + " undefined, median " + median()
                + "]";
    }
}
