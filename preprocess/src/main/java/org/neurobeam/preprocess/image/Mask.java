package org.neurobeam.preprocess.image;

import java.util.Arrays;
import java.util.BitSet;
import org.neurobeam.schemas.error.NumericalException;

/** A set of voxels of a grid; its order is that of the file (i fastest). Immutable. */
public final class Mask {
    private final VolumeGrid grid;
    private final BitSet voxels;
    private final int[] indices;

    private Mask(VolumeGrid grid, BitSet voxels) {
        this.grid = grid;
        this.voxels = voxels;
        this.indices = voxels.stream().toArray();
    }

    /**
     * The voxels that are set.
     *
     * @param inside [voxels of the grid]; copied
     */
    public static Mask of(VolumeGrid grid, boolean... inside) {
        if (inside.length != grid.voxels()) {
            throw new IllegalArgumentException("inside [" + inside.length + "] does not fit the grid [" + grid.nx()
                    + " x " + grid.ny() + " x " + grid.nz() + "]");
        }
        BitSet bits = new BitSet(inside.length);
        for (int v = 0; v < inside.length; v++) {
            bits.set(v, inside[v]);
        }
        return new Mask(grid, bits);
    }

    /** The voxels of an image that are neither 0 nor NaN. */
    public static Mask nonZero(Volume image) {
        BitSet bits = new BitSet(image.values().length);
        for (int v = 0; v < image.values().length; v++) {
            float x = image.values()[v];
            bits.set(v, x != 0 && !Float.isNaN(x));
        }
        return new Mask(image.grid(), bits);
    }

    /** All voxels. */
    public static Mask full(VolumeGrid grid) {
        BitSet bits = new BitSet(grid.voxels());
        bits.set(0, grid.voxels());
        return new Mask(grid, bits);
    }

    /** The grid. */
    public VolumeGrid grid() {
        return grid;
    }

    /** Number of voxels inside. */
    public int count() {
        return indices.length;
    }

    /** Whether the voxel with this place in a volume is inside. */
    public boolean contains(int index) {
        return voxels.get(index);
    }

    /** The place in a volume of the n-th voxel inside. */
    public int index(int n) {
        return indices[n];
    }

    /** The places in a volume of all voxels inside, increasing; a copy. */
    public int[] indices() {
        return indices.clone();
    }

    /** One value for each voxel of the grid; a copy. */
    public boolean[] toArray() {
        boolean[] inside = new boolean[grid.voxels()];
        for (int v : indices) {
            inside[v] = true;
        }
        return inside;
    }

    /**
     * The values inside, [count], in file order.
     *
     * @param volume [voxels of the grid]
     */
    public float[] gather(float... volume) {
        Volume.requireLength("volume", volume, grid);
        float[] values = new float[indices.length];
        for (int n = 0; n < indices.length; n++) {
            values[n] = volume[indices[n]];
        }
        return values;
    }

    /**
     * A volume with the values inside and a fill outside.
     *
     * @param values [count], in file order
     */
    public Volume scatter(float[] values, float fill) {
        if (values.length != indices.length) {
            throw new IllegalArgumentException(
                    "values [" + values.length + "] do not fit the mask [" + indices.length + " voxels]");
        }
        float[] volume = new float[grid.voxels()];
        Arrays.fill(volume, fill);
        for (int n = 0; n < indices.length; n++) {
            volume[indices[n]] = values[n];
        }
        return Volume.wrap(grid, volume);
    }

    /**
     * This mask, for a use that needs at least one voxel.
     *
     * @throws NumericalException if it is empty
     */
    public Mask requireNotEmpty() {
        if (indices.length == 0) {
            throw new NumericalException("the mask has 0 of " + grid.voxels()
                    + " voxels, at least 1 is needed; give a mask, or lower opening or the cut-offs of the EPI mask");
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask m && grid.equals(m.grid) && voxels.equals(m.voxels);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + voxels.hashCode();
    }

    /** Count and grid. */
    @Override
    public String toString() {
        return "Mask[" + indices.length + " of " + grid + "]";
    }
}
