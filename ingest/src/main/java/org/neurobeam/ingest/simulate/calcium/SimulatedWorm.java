package org.neurobeam.ingest.simulate.calcium;

import java.util.List;

/** One simulated recording; arrays are its own, for writers. Times have 6 decimals, all other numbers 5. */
final class SimulatedWorm {
    private final String name;
    private final List<SimulatedRoi> rois;
    private final double[] times;
    private final double[][] traces;
    private final double[][] factors;
    private final double[] velocity;
    private final List<int[]> reversals;

    SimulatedWorm(String name, List<SimulatedRoi> rois, double[] times, LatentActivity activity) {
        this.name = name;
        this.rois = rois;
        this.times = times;
        this.traces = activity.traces();
        this.factors = activity.factors();
        this.velocity = activity.velocity();
        this.reversals = activity.reversals();
    }

    String name() {
        return name;
    }

    List<SimulatedRoi> rois() {
        return rois;
    }

    /** Clock of the source in s, [T]. */
    double[] times() {
        return times;
    }

    /** Fluorescence over its baseline, [ROI][T], NaN where missing. */
    double[][] traces() {
        return traces;
    }

    /** [factor][T]. */
    double[][] factors() {
        return factors;
    }

    /** mm/s, [T]. */
    double[] velocity() {
        return velocity;
    }

    /** First frame and first frame after, of each reversal. */
    List<int[]> reversals() {
        return reversals;
    }
}
