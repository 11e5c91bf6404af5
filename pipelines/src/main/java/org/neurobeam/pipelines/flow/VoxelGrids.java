package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.List;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.VolumeReader;
import org.neurobeam.preprocess.image.Affine;
import org.neurobeam.preprocess.image.Volume;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.table.Unit;

/** Grids of recordings and images: between the columns of the dataset, image files and the science modules. */
public final class VoxelGrids {
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

    /** Place of a voxel in a volume whose first axis runs fastest, {@code i + nx (j + ny k)}. */
    public static int index(int nx, int ny, int i, int j, int k) {
        return i + nx * (j + ny * k);
    }

    /** Place of the voxel of a unit. */
    public static int index(int nx, int ny, Unit unit) {
        return index(
                nx,
                ny,
                unit.getI().orElseThrow(),
                unit.getJ().orElseThrow(),
                unit.getK().orElseThrow());
    }

    /** Place of the voxel of a score. */
    public static int index(int nx, int ny, Score score) {
        return index(
                nx,
                ny,
                score.getI().orElseThrow(),
                score.getJ().orElseThrow(),
                score.getK().orElseThrow());
    }

    /**
     * The grid of an image.
     *
     * @throws DataException if its header has no affine
     */
    static VolumeGrid of(ImageHeader header) {
        var found = header.requireAffine();
        double[] affine = new double[AFFINE * AFFINE];
        for (int r = 0; r < AFFINE; r++) {
            for (int c = 0; c < AFFINE; c++) {
                affine[r * AFFINE + c] = found.get(r, c);
            }
        }
        return new VolumeGrid(
                (int) header.extent(0), (int) header.extent(1), (int) header.extent(2), Affine.of(affine));
    }

    /**
     * The only volume of an image.
     *
     * @param key the setting that names the file
     * @param file local path or URI
     * @param remedy what to do about several volumes
     * @throws ConfigException if there is no such file, or it has several volumes
     */
    static Volume read(String key, String file, String remedy) throws IOException {
        SettingFile place = SettingFile.of(key, file);
        NiftiImage image = NiftiImage.open(place.store(), place.name());
        VolumeGrid grid = of(image.header());
        float[] values = new float[grid.voxels()];
        try (VolumeReader volumes = image.volumes()) {
            if (volumes.volumes() != 1) {
                throw new ConfigException(key + ": " + file + " has " + volumes.volumes() + " volumes ("
                        + image.header().shapeLabel() + "), expected one; " + remedy);
            }
            volumes.next(values);
        }
        return Volume.wrap(grid, values);
    }
}
