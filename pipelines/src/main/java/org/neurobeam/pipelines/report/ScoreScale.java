package org.neurobeam.pipelines.report;

/**
 * How scores become colours in one group.
 *
 * @param threshold scores at or below it are not coloured: the median noise floor, 0 where none is known
 * @param end the score at the upper end of the colour bar
 * @param hasFloor whether the threshold is a noise floor
 */
record ScoreScale(double threshold, double end, boolean hasFloor) {
    private static final double STEP = 0.05;
    private static final double LEAST_END = 0.1;
    private static final double ALMOST_ALL = 0.9995;

    static ScoreScale of(TargetScores scores) {
        Distribution floors = scores.floors();
        Distribution r = scores.distribution();
        double highest = r.count() == 0 ? 0 : r.quantile(ALMOST_ALL);
        double end = Math.max(LEAST_END, Math.ceil(highest / STEP - 1e-9) * STEP);
        boolean hasFloor = floors.count() > 0;
        double threshold = hasFloor ? Math.max(0, floors.median()) : 0;
        return new ScoreScale(threshold, Math.max(end, threshold + STEP), hasFloor);
    }
}
