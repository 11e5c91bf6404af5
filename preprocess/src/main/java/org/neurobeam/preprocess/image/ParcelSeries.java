package org.neurobeam.preprocess.image;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The series of all parcels of an atlas in one recording, with the coverage of each parcel. Immutable. */
public final class ParcelSeries {
    private final List<String> names;
    private final DoubleMatrix values;
    private final double[] coverage;
    private final int[] voxelCounts;

    ParcelSeries(List<String> names, DoubleMatrix values, double[] coverage, int[] voxelCounts) {
        this.names = names;
        this.values = values;
        this.coverage = coverage;
        this.voxelCounts = voxelCounts;
    }

    /** The names of the columns: every parcel of the atlas, always. */
    public List<String> names() {
        return names;
    }

    /** The series, [volumes x parcels]; NaN columns where the coverage is too small. */
    public DoubleMatrix values() {
        return values;
    }

    /** The share of parcel p that lies in the mask, 0 to 1. */
    public double coverage(int p) {
        return coverage[p];
    }

    /** Number of voxels of parcel p in the mask. */
    public int voxelCount(int p) {
        return voxelCounts[p];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParcelSeries s
                && names.equals(s.names)
                && values.equals(s.values)
                && Arrays.equals(coverage, s.coverage)
                && Arrays.equals(voxelCounts, s.voxelCounts);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + Arrays.hashCode(coverage);
    }

    /** The shape. */
    @Override
    public String toString() {
        return "ParcelSeries[" + values.rows() + " volumes x " + values.columns() + " parcels]";
    }
}
