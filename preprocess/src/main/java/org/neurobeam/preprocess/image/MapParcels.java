package org.neurobeam.preprocess.image;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Parcels given by probabilistic maps that may overlap; their series are fitted together.
 *
 * <pre>{@code series = argmin ||maps series - data||^2 over the voxels of the mask}</pre>
 *
 * <p>Only the voxels with weight are held. On another grid the maps are interpolated linearly (float32); values that
 * are not finite count as 0.
 */
public final class MapParcels implements Parcellation {
    private final VolumeGrid grid;
    private final List<String> names;
    private final List<ParcelVoxels> maps;

    private MapParcels(VolumeGrid grid, List<String> names, List<ParcelVoxels> maps) {
        if (names.size() != maps.size() || maps.isEmpty()) {
            throw new IllegalArgumentException(
                    "names [" + names.size() + "] do not fit maps [" + maps.size() + "], at least one is needed");
        }
        this.grid = grid;
        this.names = List.copyOf(names);
        this.maps = List.copyOf(maps);
    }

    /**
     * An atlas of float32 maps; each is looked at once, so they may be read one by one.
     *
     * @param names one for each map
     * @param maps one volume for each map, all on the grid
     * @throws IllegalArgumentException if the numbers differ, there is no map, or a map lies on another grid
     */
    public static MapParcels of(List<String> names, VolumeGrid grid, Iterable<Volume> maps) {
        List<ParcelVoxels> sparse = new ArrayList<>();
        for (Volume map : maps) {
            if (!map.grid().equals(grid)) {
                throw new IllegalArgumentException(
                        "the maps lie on " + grid + " but map " + sparse.size() + " lies on " + map.grid());
            }
            sparse.add(sparse(map.values()));
        }
        return new MapParcels(grid, names, sparse);
    }

    /**
     * An atlas of float64 maps.
     *
     * @param names one for each map
     * @param maps [maps x voxels of the grid], voxels in file order
     * @throws IllegalArgumentException if the numbers differ or there is no map
     */
    public static MapParcels of(List<String> names, VolumeGrid grid, DoubleMatrix maps) {
        if (maps.columns() != grid.voxels()) {
            throw new IllegalArgumentException("maps [" + maps.rows() + " maps x " + maps.columns()
                    + " voxels] do not fit the grid [" + grid.voxels() + " voxels]");
        }
        List<ParcelVoxels> sparse = new ArrayList<>();
        for (int m = 0; m < maps.rows(); m++) {
            ParcelVoxels voxels = new ParcelVoxels();
            for (int v = 0; v < maps.columns(); v++) {
                double weight = maps.get(m, v);
                if (weight != 0 && Double.isFinite(weight)) {
                    voxels.add(v, weight);
                }
            }
            sparse.add(voxels);
        }
        return new MapParcels(grid, names, sparse);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public ParcelGrid onGrid(VolumeGrid data) {
        if (grid.isSame(data)) {
            return ParcelGrid.maps(data, names, maps);
        }
        Resampling linear = Resampling.between(grid, data, Interpolation.LINEAR);
        boolean[] inView = inView(data);
        List<ParcelVoxels> members = new ArrayList<>();
        for (ParcelVoxels map : maps) {
            float[] dense = new float[grid.voxels()];
            for (int n = 0; n < map.size(); n++) {
                dense[map.voxel(n)] = (float) map.weight(n);
            }
            ParcelVoxels onData = sparse(linear.apply(dense));
            for (int n = 0; n < map.size(); n++) {
                onData.original(map.weight(n), inView[map.voxel(n)]);
            }
            members.add(onData);
        }
        return ParcelGrid.maps(data, names, members);
    }

    private static ParcelVoxels sparse(float[] map) {
        ParcelVoxels voxels = new ParcelVoxels();
        for (int v = 0; v < map.length; v++) {
            if (map[v] != 0 && Float.isFinite(map[v])) {
                voxels.add(v, map[v]);
            }
        }
        return voxels;
    }

    private boolean[] inView(VolumeGrid data) {
        Affine toData = data.affine().inverse();
        boolean[] inside = new boolean[grid.voxels()];
        for (int v = 0; v < inside.length; v++) {
            double[] mm = grid.mm(v);
            inside[v] = data.contains(toData.apply(mm[0], mm[1], mm[2]));
        }
        return inside;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapParcels p && grid.equals(p.grid) && names.equals(p.names) && maps.equals(p.maps);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + maps.hashCode();
    }

    /** Number of maps and their grid. */
    @Override
    public String toString() {
        return "MapParcels[" + names.size() + " maps on " + grid + "]";
    }
}
