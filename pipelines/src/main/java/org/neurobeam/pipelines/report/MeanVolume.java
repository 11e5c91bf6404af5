package org.neurobeam.pipelines.report;

import java.util.Arrays;

/** The mean image of a group on its grid, [nx x ny x nz], i fastest: the grey ground under the scores. */
public final class MeanVolume {
    private final VolumeGrid grid;
    private final float[] values;

    private MeanVolume(VolumeGrid grid, float[] values) {
        this.grid = grid;
        this.values = values;
    }

    /**
     * A mean image.
     *
     * @param values [nx * ny * nz], i fastest, handed over
     */
    public static MeanVolume of(VolumeGrid grid, float[] values) {
        if (values.length != grid.voxels()) {
            throw new IllegalArgumentException("mean image [" + values.length + "] but " + grid);
        }
        return new MeanVolume(grid, values);
    }

    /** The grid. */
    public VolumeGrid grid() {
        return grid;
    }

    /** The value of voxel n, i fastest. */
    public float value(int n) {
        return values[n];
    }

    /** The finite values. */
    Distribution distribution() {
        return Distribution.of(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanVolume m && grid.equals(m.grid) && Arrays.equals(values, m.values);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "MeanVolume[" + grid + "]";
    }
}
