package org.neurobeam.pipelines.report;

import java.util.Objects;

/**
 * One run of a group in the table of runs. NaN is unknown.
 *
 * @param run the run's name
 * @param volumes volumes acquired
 * @param keptVolumes volumes that entered the fit
 * @param trSeconds repetition time, s
 * @param meanFdMm mean framewise displacement, mm
 * @param scores r of the targets in this run while it was held out
 */
public record RunRow(String run, int volumes, int keptVolumes, double trSeconds, double meanFdMm, ScoreSummary scores) {
    public RunRow {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(scores, "scores");
        if (volumes < 0 || keptVolumes < 0 || keptVolumes > volumes) {
            throw new IllegalArgumentException(
                    "run " + run + " keeps " + keptVolumes + " volumes of " + volumes + " acquired");
        }
    }
}
