package org.neurobeam.pipelines.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** r of two models for every target of a group, and which of them won. Immutable; content equality. */
public final class ComparedScores {
    /** Which model won a target. */
    public enum Winner {
        /** The first one. */
        FIRST,
        /** The second one. */
        SECOND,
        /** Neither. */
        NONE
    }

    private final String group;
    private final List<String> labels;
    private final float[] first;
    private final float[] second;
    private final Winner[] winners;

    private ComparedScores(String group, List<String> labels, float[] first, float[] second, Winner[] winners) {
        this.group = group;
        this.labels = labels;
        this.first = first;
        this.second = second;
        this.winners = winners;
    }

    /**
     * Scores of a group, copied.
     *
     * @param labels what the targets are called, [t]
     * @param first r of the first model, [t], NaN where unknown
     * @param second r of the second model, [t]
     * @param winners [t]
     * @throws IllegalArgumentException if the lengths differ
     */
    public static ComparedScores of(
            String group, List<String> labels, float[] first, float[] second, List<Winner> winners) {
        if (labels.size() != first.length || second.length != first.length || winners.size() != first.length) {
            throw new IllegalArgumentException("group " + group + ": labels [" + labels.size() + "], r [" + first.length
                    + "] and [" + second.length + "], winners [" + winners.size() + "]");
        }
        return new ComparedScores(
                group, List.copyOf(labels), first.clone(), second.clone(), winners.toArray(Winner[]::new));
    }

    String group() {
        return group;
    }

    int targets() {
        return first.length;
    }

    String label(int target) {
        return labels.get(target);
    }

    float first(int target) {
        return first[target];
    }

    float second(int target) {
        return second[target];
    }

    float difference(int target) {
        return first[target] - second[target];
    }

    Winner winner(int target) {
        return winners[target];
    }

    /** Targets with a known difference, in their order. */
    int[] compared() {
        return IntStream.range(0, first.length)
                .filter(v -> Float.isFinite(difference(v)))
                .toArray();
    }

    int won(Winner winner) {
        return (int) Arrays.stream(compared()).filter(v -> winners[v] == winner).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComparedScores c
                && group.equals(c.group)
                && labels.equals(c.labels)
                && Arrays.equals(first, c.first)
                && Arrays.equals(second, c.second)
                && Arrays.equals(winners, c.winners);
    }

    @Override
    public int hashCode() {
        return group.hashCode() + 31 * Arrays.hashCode(first) + 37 * Arrays.hashCode(second);
    }

    /** The counts, e.g. {@code ComparedScores[sub-01, 2000 targets]}. */
    @Override
    public String toString() {
        return "ComparedScores[" + group + ", " + first.length + " targets]";
    }
}
