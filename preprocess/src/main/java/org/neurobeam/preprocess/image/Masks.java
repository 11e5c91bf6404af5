package org.neurobeam.preprocess.image;

import java.util.Arrays;
import java.util.List;

/** Masks from images and from other masks. */
public final class Masks {
    /** A share of 1 means all masks; this much less, the comparison can be strict. */
    private static final double ALL = 1 - 1e-7;

    private Masks() {}

    /**
     * The brain in a mean EPI volume: voxels at or above the middle of the largest gap between consecutive sorted
     * intensities within the cut-offs; then erosion, largest component, dilation (twice as often) and erosion. An empty
     * result is returned as it is, see {@link Mask#requireNotEmpty()}.
     *
     * @param mean mean over time
     */
    public static Mask epi(Volume mean, EpiMaskOptions options) {
        float[] x = mean.values().clone();
        for (int v = 0; v < x.length; v++) {
            x[v] = Float.isFinite(x[v]) ? x[v] : 0;
        }
        if (options.opening() > 0) {
            Smoothing.ofVoxels(mean.grid(), 1).inPlace(x);
        }
        float threshold = gapThreshold(x, options);
        boolean[] inside = new boolean[x.length];
        for (int v = 0; v < x.length; v++) {
            inside[v] = x[v] >= threshold;
        }
        Morphology morphology = new Morphology(mean.grid());
        inside = morphology.erode(inside, options.opening());
        if (options.connected()) {
            inside = morphology.largestComponent(inside);
        }
        inside = morphology.dilate(inside, 2 * options.opening());
        return Mask.of(mean.grid(), morphology.erode(inside, options.opening()));
    }

    private static float gapThreshold(float[] values, EpiMaskOptions options) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int lower = (int) Math.floor(options.lowerCutoff() * sorted.length);
        int upper = Math.min((int) Math.floor(options.upperCutoff() * sorted.length), sorted.length - 1);
        int widest = lower;
        for (int n = lower; n < upper; n++) {
            if (sorted[n + 1] - sorted[n] > sorted[widest + 1] - sorted[widest]) {
                widest = n;
            }
        }
        return 0.5f * (sorted[widest] + sorted[Math.min(widest + 1, sorted.length - 1)]);
    }

    /**
     * The voxels that lie in more than a share of the masks.
     *
     * @param masks at least one, all on the same grid
     * @param threshold 0 (union) to 1 (intersection)
     * @throws IllegalArgumentException if there is no mask, the threshold is out of its range or the grids differ
     */
    public static Mask intersect(List<Mask> masks, double threshold) {
        if (masks.isEmpty() || !(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "intersection needs at least one mask and a threshold from 0 to 1 but has " + masks.size()
                            + " masks and threshold " + threshold);
        }
        VolumeGrid grid = masks.get(0).grid();
        int[] counts = new int[grid.voxels()];
        for (int m = 0; m < masks.size(); m++) {
            if (!masks.get(m).grid().isSame(grid)) {
                throw new IllegalArgumentException("mask 0 has " + grid + " but mask " + m + " has "
                        + masks.get(m).grid() + "; bring them to one grid first");
            }
            for (int v : masks.get(m).indices()) {
                counts[v]++;
            }
        }
        double needed = Math.min(threshold, ALL) * masks.size();
        boolean[] inside = new boolean[counts.length];
        for (int v = 0; v < counts.length; v++) {
            inside[v] = counts[v] > needed;
        }
        return Mask.of(grid, inside);
    }

    /** The largest component of face neighbours. */
    public static Mask largestComponent(Mask mask) {
        return Mask.of(mask.grid(), new Morphology(mask.grid()).largestComponent(mask.toArray()));
    }

    /**
     * A mask on the grid of the data.
     *
     * @param file the file of the mask, for the message
     * @param dataFile the file of the data, for the message
     * @param choice what to do where the grids differ; resampling takes the nearest voxel
     * @throws org.neurobeam.schemas.error.DataException if the grids differ and the choice is to refuse
     */
    public static Mask onto(Mask mask, String file, VolumeGrid data, String dataFile, OnMismatch choice) {
        if (mask.grid().isSame(data)) {
            return mask.grid().equals(data) ? mask : Mask.of(data, mask.toArray());
        }
        if (choice == OnMismatch.REFUSE) {
            mask.grid().requireSame(file, data, dataFile);
        }
        float[] ones = new float[mask.count()];
        Arrays.fill(ones, 1);
        Resampling nearest = Resampling.between(mask.grid(), data, Interpolation.NEAREST);
        return Mask.nonZero(nearest.of(mask.scatter(ones, 0)));
    }
}
