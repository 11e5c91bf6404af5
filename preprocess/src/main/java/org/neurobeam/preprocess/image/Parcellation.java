package org.neurobeam.preprocess.image;

import java.util.List;

/** Regions of the brain, independent of any recording: labels, probabilistic maps or spheres. */
public sealed interface Parcellation permits LabelParcels, MapParcels, SphereParcels {
    /** One name for each column of the result, whatever the recording covers. */
    List<String> names();

    /**
     * The parcels on the grid of the data; costly where the grids differ, see {@link ParcelCache}.
     *
     * @param grid the grid of the data
     */
    ParcelGrid onGrid(VolumeGrid grid);
}
