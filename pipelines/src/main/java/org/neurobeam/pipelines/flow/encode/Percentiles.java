package org.neurobeam.pipelines.flow.encode;

/** Percentiles by linear interpolation between order statistics. */
final class Percentiles {
    private Percentiles() {}

    /**
     * The percentile.
     *
     * @param sorted ascending, finite
     * @param share 0 to 1
     * @return NaN without values
     */
    static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
