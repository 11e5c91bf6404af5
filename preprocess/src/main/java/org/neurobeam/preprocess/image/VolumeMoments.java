package org.neurobeam.preprocess.image;

/**
 * Mean, standard deviation and temporal signal-to-noise ratio of a series, one volume at a time; float64 by Welford's
 * recurrence, so a large mean does not hide a small variation.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>
 */
public final class VolumeMoments {
    private final VolumeGrid grid;
    private final double[] mean;
    private final double[] squares;
    private int count;

    /** Nothing added yet. */
    public VolumeMoments(VolumeGrid grid) {
        this.grid = grid;
        this.mean = new double[grid.voxels()];
        this.squares = new double[grid.voxels()];
    }

    /**
     * Adds the next volume.
     *
     * @param volume [voxels of the grid], file order
     */
    public void add(float... volume) {
        Volume.requireLength("volume", volume, grid);
        count++;
        for (int v = 0; v < volume.length; v++) {
            double delta = volume[v] - mean[v];
            mean[v] += delta / count;
            squares[v] += delta * (volume[v] - mean[v]);
        }
    }

    /** Number of volumes added. */
    public int count() {
        return count;
    }

    /** Mean over time, rounded to float32; NaN before the first volume. */
    public Volume mean() {
        float[] out = new float[mean.length];
        for (int v = 0; v < out.length; v++) {
            out[v] = count == 0 ? Float.NaN : (float) mean[v];
        }
        return Volume.wrap(grid, out);
    }

    /** Mean / standard deviation over time (ddof 0); NaN where the voxel does not vary. */
    public Volume tsnr() {
        float[] out = new float[mean.length];
        for (int v = 0; v < out.length; v++) {
            double sd = Math.sqrt(squares[v] / count);
            out[v] = sd > 0 ? (float) (mean[v] / sd) : Float.NaN;
        }
        return Volume.wrap(grid, out);
    }
}
