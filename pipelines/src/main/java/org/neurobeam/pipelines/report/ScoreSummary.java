package org.neurobeam.pipelines.report;

import java.util.List;

/**
 * Quantiles of r over targets and the fraction above the noise floor. NaN is unknown.
 *
 * @param max greatest r
 * @param p95 95th percentile of r
 * @param median median of r
 * @param fractionAboveFloor fraction of scored targets whose r exceeds their own noise floor, 0 to 1
 */
public record ScoreSummary(double max, double p95, double median, double fractionAboveFloor) {
    /** Nothing known. */
    public static ScoreSummary unknown() {
        return new ScoreSummary(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Of all finite scores together; the fraction counts targets that have a noise floor. */
    public static ScoreSummary of(List<TargetScores> scores) {
        int total = scores.stream().mapToInt(TargetScores::size).sum();
        float[] pooled = new float[total];
        int at = 0;
        long above = 0;
        long floored = 0;
        for (TargetScores s : scores) {
            for (int n = 0; n < s.size(); n++) {
                pooled[at++] = s.r(n);
                boolean hasFloor = Float.isFinite(s.r(n)) && Float.isFinite(s.noiseFloor(n));
                floored += hasFloor ? 1 : 0;
                above += hasFloor && s.aboveFloor(n) ? 1 : 0;
            }
        }
        Distribution d = Distribution.of(pooled);
        double fraction = floored == 0 ? Double.NaN : (double) above / floored;
        return new ScoreSummary(d.max(), d.quantile(0.95), d.median(), fraction);
    }
}
