package org.neurobeam.preprocess.image;

import java.util.Arrays;

/** One volume of float32 on a grid, in file order (i fastest). The array is handed over, not copied. */
public final class Volume {
    private final VolumeGrid grid;
    private final float[] values;

    private Volume(VolumeGrid grid, float... values) {
        this.grid = grid;
        this.values = values;
    }

    /**
     * Hands over the values of a volume.
     *
     * @param values [voxels of the grid], not copied
     * @throws IllegalArgumentException if the length is not the number of voxels
     */
    public static Volume wrap(VolumeGrid grid, float... values) {
        requireLength("values", values, grid);
        return new Volume(grid, values);
    }

    static void requireLength(String name, float[] values, VolumeGrid grid) {
        if (values.length != grid.voxels()) {
            throw new IllegalArgumentException(name + " [" + values.length + "] does not fit the grid [" + grid.nx()
                    + " x " + grid.ny() + " x " + grid.nz() + "]");
        }
    }

    /** Where the voxels lie. */
    public VolumeGrid grid() {
        return grid;
    }

    /** The values themselves, not a copy: for kernels. */
    public float[] values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Volume v && grid.equals(v.grid) && Arrays.equals(values, v.values);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + Arrays.hashCode(values);
    }

    /** The grid. */
    @Override
    public String toString() {
        return "Volume[" + grid + "]";
    }
}
