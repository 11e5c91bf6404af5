package org.neurobeam.preprocess.cleaning.confounds;

import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Measures of motion and signal quality of a run. */
public final class MotionQuality {
    /** Radius of the sphere on which rotations become displacements, mm. */
    public static final double HEAD_RADIUS_MM = 50;

    private MotionQuality() {}

    /**
     * Framewise displacement.
     *
     * <pre>{@code FD_t = sum |d trans| + 50 sum |d rot|;  FD_0 = 0}</pre>
     *
     * @param translationsMm [T x 3], mm
     * @param rotationsRad [T x 3], rad
     * @return [T], mm
     * @throws IllegalArgumentException if the shapes differ
     * @see <a href="https://doi.org/10.1016/j.neuroimage.2011.10.018">Power et al. 2012</a>
     */
    public static double[] framewiseDisplacement(DoubleMatrix translationsMm, DoubleMatrix rotationsRad) {
        if (translationsMm.rows() != rotationsRad.rows()
                || translationsMm.columns() != 3
                || rotationsRad.columns() != 3) {
            throw new IllegalArgumentException("translationsMm [" + translationsMm.rows() + " volumes x "
                    + translationsMm.columns() + "] and rotationsRad [" + rotationsRad.rows() + " volumes x "
                    + rotationsRad.columns() + "] must both be [T volumes x 3]");
        }
        double[] fd = new double[translationsMm.rows()];
        for (int t = 1; t < fd.length; t++) {
            fd[t] = change(translationsMm, t) + HEAD_RADIUS_MM * change(rotationsRad, t);
        }
        return fd;
    }

    private static double change(DoubleMatrix m, int t) {
        double sum = 0;
        for (int j = 0; j < m.columns(); j++) {
            sum += Math.abs(m.get(t, j) - m.get(t - 1, j));
        }
        return sum;
    }

    /**
     * Root mean square change of the signals, not standardised.
     *
     * <pre>{@code DVARS_t = sqrt(mean_v (Y_t - Y_t-1)^2),  t = 1..T-1}</pre>
     *
     * @param signals [T volumes x V voxels]
     * @return [T - 1], in the unit of the signals
     * @see <a href="https://doi.org/10.1016/j.neuroimage.2011.10.018">Power et al. 2012</a>
     */
    public static double[] dvars(DoubleMatrix signals) {
        double[] sums = new double[Math.max(signals.rows() - 1, 0)];
        for (int t = 0; t < sums.length; t++) {
            for (int v = 0; v < signals.columns(); v++) {
                double d = signals.get(t + 1, v) - signals.get(t, v);
                sums[t] += d * d;
            }
        }
        return dvars(sums, signals.columns());
    }

    /**
     * Adds a block of voxels to the sums of squared changes.
     *
     * @param signals [V voxels x T volumes]
     * @param sums [T - 1], increased in place
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public static void addSquaredChanges(FloatMatrix signals, double[] sums) {
        if (sums.length != Math.max(signals.columns() - 1, 0)) {
            throw new IllegalArgumentException("sums [" + sums.length + "] must be one shorter than signals ["
                    + signals.rows() + " voxels x " + signals.columns() + " volumes]");
        }
        float[] x = signals.values();
        for (int v = 0; v < signals.rows(); v++) {
            int at = v * signals.columns();
            for (int t = 0; t < sums.length; t++) {
                double d = (double) x[at + t + 1] - x[at + t];
                sums[t] += d * d;
            }
        }
    }

    /**
     * DVARS from the sums of all blocks.
     *
     * @param squaredChanges [T - 1], see {@link #addSquaredChanges}
     * @param voxels number of voxels in all blocks
     * @return [T - 1]
     */
    public static double[] dvars(double[] squaredChanges, long voxels) {
        double[] dvars = new double[squaredChanges.length];
        for (int t = 0; t < dvars.length; t++) {
            dvars[t] = Math.sqrt(squaredChanges[t] / voxels);
        }
        return dvars;
    }

    /**
     * Temporal signal-to-noise ratio, {@code mean / sd} with n.
     *
     * @param signals [T volumes x V voxels]
     * @return [V]; NaN for a voxel that does not vary
     */
    public static double[] temporalSnr(DoubleMatrix signals) {
        double[] snr = new double[signals.columns()];
        for (int v = 0; v < snr.length; v++) {
            snr[v] = temporalSnr(signals.column(v));
        }
        return snr;
    }

    /**
     * Temporal signal-to-noise ratio of a block as it lies on disk.
     *
     * @param signals [V voxels x T volumes]
     * @return [V]; NaN for a voxel that does not vary
     */
    public static double[] temporalSnr(FloatMatrix signals) {
        double[] snr = new double[signals.rows()];
        double[] x = new double[signals.columns()];
        for (int v = 0; v < snr.length; v++) {
            for (int t = 0; t < x.length; t++) {
                x[t] = signals.get(v, t);
            }
            snr[v] = temporalSnr(x);
        }
        return snr;
    }

    private static double temporalSnr(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        double mean = sum / x.length;
        double squares = 0;
        boolean varies = false;
        for (double value : x) {
            squares += (value - mean) * (value - mean);
            varies |= value != x[0];
        }
        return varies ? mean / Math.sqrt(squares / x.length) : Double.NaN;
    }

    /**
     * Volumes that remain when outliers go, and with them the kept stretches between outliers, before the first and
     * after the last that are shorter than a minimum. Without outliers every volume remains.
     *
     * @param outlier [T]
     * @param minimumSegment volumes
     * @return [T], true for a kept volume
     */
    public static boolean[] keptSegments(boolean[] outlier, int minimumSegment) {
        int n = outlier.length;
        boolean[] keep = new boolean[n];
        int start = 0;
        while (start < n) {
            int end = start;
            while (end < n && !outlier[end]) {
                end++;
            }
            boolean whole = start == 0 && end == n;
            for (int t = start; t < end; t++) {
                keep[t] = whole || end - start >= minimumSegment;
            }
            start = end + 1;
        }
        return keep;
    }
}
