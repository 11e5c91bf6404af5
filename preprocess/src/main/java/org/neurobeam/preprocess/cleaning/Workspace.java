package org.neurobeam.preprocess.cleaning;

/** Buffers for one series, reused for every voxel of a call; never shared between threads. */
final class Workspace {
    /** The worked rows with the extension that the filter needs at both ends. */
    final double[] extended;
    /** The returned rows. */
    final double[] rows;
    /** Values and slopes at the knots of the spline. */
    final double[] knots;
    /** Values of the spline at the censored volumes. */
    final double[] values;

    /** @param volumes of the longest run */
    Workspace(int volumes, int padLength) {
        extended = new double[volumes + 2 * padLength];
        rows = new double[volumes];
        knots = new double[2 * volumes];
        values = new double[volumes];
    }
}
