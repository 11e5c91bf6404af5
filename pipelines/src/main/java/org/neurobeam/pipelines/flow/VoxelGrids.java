package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.VolumeReader;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.preprocess.image.Affine;
import org.neurobeam.preprocess.image.Volume;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Recording;

/** Grids of recordings and images: between the columns of the dataset, image files and the science modules. */
final class VoxelGrids {
    private static final int AXES = 3;
    private static final int AFFINE = 4;

    private VoxelGrids() {}

    /**
     * The grid of a recording of voxels.
     *
     * @throws DataException if it has no shape or no affine
     */
    static VolumeGrid of(Recording recording) {
        List<Integer> shape = recording.getShape();
        if (shape.size() != AXES || recording.getAffine().size() != AFFINE * AFFINE) {
            throw new DataException(
                    recording.getRecordingId(),
                    "recordings.affine",
                    "no_grid",
                    "expected a shape of three axes and an affine, found shape " + shape + " and "
                            + recording.getAffine().size() + " affine values; masks in mm need sform or qform");
        }
        double[] affine =
                recording.getAffine().stream().mapToDouble(Double::doubleValue).toArray();
        return new VolumeGrid(shape.get(0), shape.get(1), shape.get(2), Affine.of(affine));
    }

    /**
     * The first volume of an image file.
     *
     * @param file local path or URI
     */
    static Volume read(String file) throws IOException {
        int slash = file.lastIndexOf('/');
        DataStore folder = file.contains("://")
                ? Stores.of(file.substring(0, slash))
                : Stores.of(Path.of(file).toAbsolutePath().getParent().toString());
        NiftiImage image = NiftiImage.open(folder, file.substring(slash + 1));
        var header = image.header();
        header.requireAffine();
        double[] affine = new double[AFFINE * AFFINE];
        for (int r = 0; r < AFFINE; r++) {
            for (int c = 0; c < AFFINE; c++) {
                affine[r * AFFINE + c] = header.affine().get(r, c);
            }
        }
        VolumeGrid grid = new VolumeGrid(
                (int) header.extent(0), (int) header.extent(1), (int) header.extent(2), Affine.of(affine));
        float[] values = new float[grid.voxels()];
        try (VolumeReader volumes = image.volumes()) {
            if (volumes.volumes() != 1) {
                throw new DataException(
                        file,
                        "field dim",
                        "not_one_volume",
                        "expected one volume, found " + volumes.volumes() + "; choose one and save it as 3-D");
            }
            volumes.next(values);
        }
        return Volume.wrap(grid, values);
    }
}
