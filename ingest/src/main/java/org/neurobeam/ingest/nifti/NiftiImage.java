package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** An image whose header is read; its voxels are read, in one pass, each time they are asked for. */
public final class NiftiImage {
    private final DataStore store;
    private final ImageHeader header;

    private NiftiImage(DataStore store, ImageHeader header) {
        this.store = store;
        this.header = header;
    }

    /**
     * Opens an image: reads its header and no voxel.
     *
     * @param path an image, or either file of a pair
     * @throws DataException if it is no NIfTI or Analyze image, or the header claims what cannot be
     */
    public static NiftiImage open(DataStore store, String path) {
        return new NiftiImage(store, ImageHeader.read(store, path));
    }

    /** The checked header. */
    public ImageHeader header() {
        return header;
    }

    /**
     * All values in disk order, whatever the axes mean.
     *
     * @throws DataException if the file is missing or shorter than the header claims
     */
    public VoxelStream values() {
        return VoxelStream.open(store, header, true);
    }

    /**
     * The volumes of a 3-D or 4-D image, all or an error.
     *
     * @throws DataException if the image is no time series of real numbers, or its file is missing or too short
     */
    public VolumeReader volumes() {
        return volumes(VolumeReader.Damage.REFUSE);
    }

    /**
     * The volumes of a 3-D or 4-D image.
     *
     * @throws DataException if the image is no time series of real numbers, or its file is missing or, unless complete
     *     volumes are wanted, too short
     */
    public VolumeReader volumes(VolumeReader.Damage policy) {
        VoxelStream stream = VoxelStream.open(store, header, policy == VolumeReader.Damage.REFUSE);
        try {
            return new VolumeReader(stream, policy);
        } catch (DataException e) {
            try {
                stream.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * The image voxel by voxel: reads all volumes once and transposes them.
     *
     * @throws DataException if the image cannot be read as a time series
     */
    public VoxelSeries series(SeriesMemory memory) {
        try (VolumeReader volumes = volumes()) {
            return VoxelSeries.transpose(volumes, memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
