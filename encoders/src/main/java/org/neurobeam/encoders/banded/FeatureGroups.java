package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which columns of a feature matrix belong to which band. Value equality. */
public final class FeatureGroups {
    private final int[] labels;
    private final int bands;

    private FeatureGroups(int[] labels, int bands) {
        this.labels = labels;
        this.bands = bands;
    }

    /**
     * A label for each column: band 0 is the smallest label that is not negative, and so on; columns with a negative
     * label are dropped.
     *
     * @param labels [p]
     * @throws IllegalArgumentException if all are negative
     */
    public static FeatureGroups ofLabels(int... labels) {
        int[] distinct =
                Arrays.stream(labels).filter(l -> l >= 0).distinct().sorted().toArray();
        if (distinct.length == 0) {
            throw new IllegalArgumentException("all of " + labels.length + " columns have negative labels");
        }
        int[] bandOf = Arrays.stream(labels)
                .map(l -> l < 0 ? -1 : Arrays.binarySearch(distinct, l))
                .toArray();
        return new FeatureGroups(bandOf, distinct.length);
    }

    /**
     * Bands side by side.
     *
     * @param sizes columns of each band, all {@code > 0}
     */
    public static FeatureGroups ofSizes(int... sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(s -> s <= 0)) {
            throw new IllegalArgumentException("sizes of bands are " + Arrays.toString(sizes) + "; all must be > 0");
        }
        return ofLabels(IntStream.range(0, sizes.length)
                .flatMap(b -> IntStream.range(0, sizes[b]).map(j -> b))
                .toArray());
    }

    /** The same columns with all other bands dropped. */
    FeatureGroups only(int... some) {
        return ofLabels(Arrays.stream(labels)
                .map(l -> Arrays.stream(some).anyMatch(b -> b == l) ? l : -1)
                .toArray());
    }

    /** Number of columns, dropped ones included. */
    public int columns() {
        return labels.length;
    }

    /** Number of bands. */
    public int bands() {
        return bands;
    }

    /** Columns of a band, ascending. */
    public int[] columnsOf(int band) {
        return IntStream.range(0, labels.length).filter(j -> labels[j] == band).toArray();
    }

    /** Columns that are not dropped, ascending. */
    public int[] kept() {
        return IntStream.range(0, labels.length).filter(j -> labels[j] >= 0).toArray();
    }

    /** Square root of the weight of the band of each kept column. */
    double[] factors(double[] weights) {
        return Arrays.stream(labels)
                .filter(l -> l >= 0)
                .mapToDouble(l -> Math.sqrt(weights[l]))
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureGroups g && Arrays.equals(labels, g.labels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(labels);
    }

    /** The counts, e.g. {@code FeatureGroups[3 bands of 25 columns]}. */
    @Override
    public String toString() {
        return "FeatureGroups[" + bands + " bands of " + labels.length + " columns]";
    }
}
