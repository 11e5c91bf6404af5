package org.neurobeam.preprocess.image;

import java.util.Arrays;

/** The voxels of one parcel on a grid, their weights, and how much weight a full view would hold. */
final class ParcelVoxels {
    private static final int FIRST_SIZE = 16;

    private int[] voxels = new int[FIRST_SIZE];
    private double[] weights = new double[FIRST_SIZE];
    private int size;
    private double absolute;
    private double inView;
    private double everywhere;

    void add(int voxel, double weight) {
        if (size == voxels.length) {
            voxels = Arrays.copyOf(voxels, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        voxels[size] = voxel;
        weights[size++] = weight;
        absolute += Math.abs(weight);
    }

    /** Counts weight of the original atlas, which may reach beyond the field of view of the data. */
    void original(double weight, boolean inside) {
        everywhere += Math.abs(weight);
        inView += inside ? Math.abs(weight) : 0;
    }

    int size() {
        return size;
    }

    int voxel(int n) {
        return voxels[n];
    }

    double weight(int n) {
        return weights[n];
    }

    /** The weight on the grid, scaled up by what the field of view cuts off; infinite where it cuts off everything. */
    double expected() {
        if (everywhere == 0) {
            return absolute;
        }
        return inView == 0 ? Double.POSITIVE_INFINITY : absolute * everywhere / inView;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParcelVoxels p
                && Arrays.equals(voxels, 0, size, p.voxels, 0, p.size)
                && Arrays.equals(weights, 0, size, p.weights, 0, p.size)
                && everywhere == p.everywhere
                && inView == p.inView;
    }

    @Override
    public int hashCode() {
        return 31 * size + Double.hashCode(absolute);
    }
}
