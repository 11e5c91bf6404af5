package org.neurobeam.preprocess.image;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Atlases on grids, each pair made once; for all recordings and threads of a process. */
public final class ParcelCache {
    private final ConcurrentMap<Key, ParcelGrid> grids = new ConcurrentHashMap<>();

    /** The parcels on the grid of the data, from the cache where this atlas met this grid before. */
    public ParcelGrid onGrid(Parcellation parcellation, VolumeGrid grid) {
        return grids.computeIfAbsent(new Key(parcellation, grid), k -> k.parcellation.onGrid(k.grid));
    }

    /** Number of pairs held. */
    public int size() {
        return grids.size();
    }

    private record Key(Parcellation parcellation, VolumeGrid grid) {}
}
