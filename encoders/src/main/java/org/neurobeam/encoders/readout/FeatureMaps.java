package org.neurobeam.encoders.readout;

/**
 * The shape of feature maps that are flattened into the columns of a feature matrix: channel outermost, then rows (y),
 * then columns (x).
 *
 * @param channels number of channels, at least 1
 * @param rows number of positions along y, at least 1
 * @param columns number of positions along x, at least 1
 */
public record FeatureMaps(int channels, int rows, int columns) {
    /** @throws IllegalArgumentException if a size is not positive */
    public FeatureMaps {
        if (channels < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException("feature maps [" + channels + " channels x " + rows + " rows x "
                    + columns + " columns] must have at least 1 of each");
        }
        Math.multiplyExact(channels, Math.multiplyExact(rows, columns));
    }

    /** Number of positions of a map. */
    public int positions() {
        return rows * columns;
    }

    /** Number of features, channels times positions. */
    public int features() {
        return channels * positions();
    }

    void requireColumns(int found) {
        if (found != features()) {
            throw new IllegalArgumentException("features [samples x " + found + " features] but maps [" + channels
                    + " channels x " + rows + " rows x " + columns + " columns] = " + features() + " features");
        }
    }
}
