package org.neurobeam.preprocess.image;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Parcels on the grid of the data: which voxel belongs to which parcels, and with what weight. Immutable; made once for
 * each (atlas, grid) and shared by all recordings on that grid.
 */
public final class ParcelGrid {
    private final VolumeGrid grid;
    private final List<String> names;
    private final boolean maps;
    private final int[] start;
    private final int[] parcel;
    private final double[] weight;
    private final double[] expected;

    private ParcelGrid(VolumeGrid grid, List<String> names, boolean maps, List<ParcelVoxels> members) {
        this.grid = grid;
        this.names = List.copyOf(names);
        this.maps = maps;
        this.start = new int[grid.voxels() + 1];
        this.expected = members.stream().mapToDouble(ParcelVoxels::expected).toArray();
        for (ParcelVoxels m : members) {
            for (int n = 0; n < m.size(); n++) {
                start[m.voxel(n) + 1]++;
            }
        }
        for (int v = 0; v < grid.voxels(); v++) {
            start[v + 1] += start[v];
        }
        this.parcel = new int[start[grid.voxels()]];
        this.weight = new double[parcel.length];
        int[] next = start.clone();
        for (int p = 0; p < members.size(); p++) {
            ParcelVoxels m = members.get(p);
            for (int n = 0; n < m.size(); n++) {
                int place = next[m.voxel(n)]++;
                parcel[place] = p;
                weight[place] = m.weight(n);
            }
        }
    }

    /** Parcels whose voxels count alike. */
    static ParcelGrid groups(VolumeGrid grid, List<String> names, List<ParcelVoxels> members) {
        return new ParcelGrid(grid, names, false, members);
    }

    /** Parcels that are weighted maps. */
    static ParcelGrid maps(VolumeGrid grid, List<String> names, List<ParcelVoxels> members) {
        return new ParcelGrid(grid, names, true, members);
    }

    /** The grid of the data. */
    public VolumeGrid grid() {
        return grid;
    }

    /** The names of the parcels = columns of the result, always all of them. */
    public List<String> names() {
        return names;
    }

    boolean isMaps() {
        return maps;
    }

    /** The first place of a voxel's parcels; they end where those of the next voxel start. */
    int start(int voxel) {
        return start[voxel];
    }

    int parcel(int place) {
        return parcel[place];
    }

    double weight(int place) {
        return weight[place];
    }

    /** Number of voxels of each parcel inside a mask, [parcels]. */
    public int[] voxelCounts(Mask mask) {
        requireGrid(mask);
        int[] counts = new int[names.size()];
        for (int n = 0; n < mask.count(); n++) {
            int v = mask.index(n);
            for (int p = start[v]; p < start[v + 1]; p++) {
                counts[parcel[p]]++;
            }
        }
        return counts;
    }

    /**
     * The share of each parcel (voxels, or absolute weight of a map) inside a mask, [parcels], 0 to 1. What the field of
     * view of the data cuts off counts as outside.
     */
    public double[] coverage(Mask mask) {
        requireGrid(mask);
        double[] covered = new double[names.size()];
        for (int n = 0; n < mask.count(); n++) {
            int v = mask.index(n);
            for (int p = start[v]; p < start[v + 1]; p++) {
                covered[parcel[p]] += Math.abs(weight[p]);
            }
        }
        for (int p = 0; p < covered.length; p++) {
            covered[p] = expected[p] == 0 ? 0 : Math.min(1, covered[p] / expected[p]);
        }
        return covered;
    }

    /**
     * The centre of mass of each parcel on this grid, by the magnitude of its weights, whatever a mask leaves of it.
     *
     * @return [parcels x 3], mm; NaN for a parcel without voxels
     */
    public DoubleMatrix centresMm() {
        DoubleMatrix centres = DoubleMatrix.zeros(names.size(), 3);
        double[] mass = new double[names.size()];
        for (int v = 0; v < grid.voxels(); v++) {
            double[] mm = start[v] == start[v + 1] ? new double[0] : grid.mm(v);
            for (int p = start[v]; p < start[v + 1]; p++) {
                double w = Math.abs(weight[p]);
                mass[parcel[p]] += w;
                for (int axis = 0; axis < 3; axis++) {
                    centres.set(parcel[p], axis, centres.get(parcel[p], axis) + w * mm[axis]);
                }
            }
        }
        for (int p = 0; p < mass.length; p++) {
            for (int axis = 0; axis < 3; axis++) {
                centres.set(p, axis, mass[p] == 0 ? Double.NaN : centres.get(p, axis) / mass[p]);
            }
        }
        return centres;
    }

    /**
     * Begins the extraction of one recording.
     *
     * @param mask the voxels that the recording's chunks hold, in this order; on this grid, not empty
     * @param volumes number of volumes of the recording
     * @throws org.neurobeam.schemas.error.NumericalException if the mask is empty, or maps depend on each other within
     *     the mask
     */
    public ParcelExtraction extraction(Mask mask, ParcelOptions options, int volumes) {
        requireGrid(mask);
        return new ParcelExtraction(this, mask.requireNotEmpty(), options, volumes);
    }

    private void requireGrid(Mask mask) {
        if (!mask.grid().isSame(grid)) {
            throw new IllegalArgumentException("the parcels lie on " + grid + " but the mask on " + mask.grid()
                    + ", up to " + mask.grid().largestDifferenceMm(grid)
                    + " mm apart; prepare the parcels for the grid of the mask");
        }
    }

    /** Number of parcels and the grid. */
    @Override
    public String toString() {
        return "ParcelGrid[" + names.size() + (maps ? " maps" : " parcels") + " on " + grid + "]";
    }
}
