package org.neurobeam.pipelines.report;

import java.util.Objects;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * The same voxels before and after cleaning; the report standardises every row for display.
 *
 * @param before as recorded
 * @param after as fitted
 */
public record Carpet(Panel before, Panel after) {
    public Carpet {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /**
     * One panel.
     *
     * @param values [voxels x time], NaN where censored
     * @param runStarts first samples of the runs
     */
    public record Panel(FloatMatrix values, RunStarts runStarts) {
        public Panel {
            runStarts.requireWithin(values.columns());
        }
    }
}
