package org.neurobeam.ingest.nifti;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** From stored fields to a checked header: repairs what can be repaired with a warning, refuses the rest. */
final class HeaderInterpreter {
    private static final int MOST_AXES = 7;
    private static final int SQUEEZED_AFTER = 4;

    private final DataStore store;
    private final ImagePaths paths;
    private final HeaderFields fields;
    private final List<String> warnings;

    HeaderInterpreter(DataStore store, ImagePaths paths, HeaderFields fields, List<String> warnings) {
        this.store = store;
        this.paths = paths;
        this.fields = fields;
        this.warnings = warnings;
    }

    ImageHeader interpret(String path, List<Extension> extensions) {
        VoxelType type = type(path);
        List<Long> shape = shape(path, type);
        Scaling scaling = scaling(path, type);
        List<Double> steps = stepSizes();
        AffineReader affines = new AffineReader(path, fields, shape, steps, warnings);
        AffineReader.Placement placement = affines.read(store, paths);
        if (!placement.affine().isUsable()) {
            warnings.add("the affine (" + placement.source().label()
                    + ") is singular or not finite; operations in mm will be refused");
        }
        long offset = dataOffset();
        return new ImageHeader(
                path,
                fields,
                shape,
                type,
                scaling,
                steps,
                placement.affine(),
                placement.source(),
                offset,
                extensions,
                warnings);
    }

    private VoxelType type(String path) {
        VoxelType type = VoxelType.ofCode(fields.datatype())
                .orElseThrow(() -> new DataException(
                        path,
                        "field datatype",
                        "unsupported_type",
                        "unsupported type: datatype code " + fields.datatype()
                                + " (float128, complex256 and binary are not read); convert the image to float32"));
        if (fields.bitpix() != 8 * type.voxelBytes()) {
            warnings.add("bitpix is " + fields.bitpix() + " but " + type.label(false) + " has " + 8 * type.voxelBytes()
                    + " bits; bitpix ignored");
        }
        return type;
    }

    private List<Long> shape(String path, VoxelType type) {
        long axes = fields.dim(0);
        if (axes < 1 || axes > MOST_AXES) {
            throw badShape(path, "dim[0]", "expected 1 to 7 axes, found " + axes);
        }
        List<Long> shape = new ArrayList<>();
        long bytes = type.voxelBytes();
        for (int i = 1; i <= axes; i++) {
            long extent = fields.dim(i);
            if (extent < 1) {
                throw badShape(path, "dim[" + i + "]", "expected an extent of at least 1, found " + extent);
            }
            if (bytes > Long.MAX_VALUE / extent) {
                throw badShape(path, "dim", "extents times bytes per voxel exceed 2^63");
            }
            bytes *= extent;
            shape.add(extent);
        }
        while (shape.size() > SQUEEZED_AFTER && shape.get(shape.size() - 1) == 1) {
            shape.remove(shape.size() - 1);
        }
        return shape;
    }

    private static DataException badShape(String path, String field, String problem) {
        return new DataException(
                path, "field " + field, "bad_shape", problem + "; the header is damaged, export the image again");
    }

    private Scaling scaling(String path, VoxelType type) {
        double slope = fields.slope();
        if (type.kind() == VoxelType.Kind.COLOUR || slope == 0 || !Double.isFinite(slope)) {
            return Scaling.NONE;
        }
        if (!Double.isFinite(fields.intercept())) {
            throw new DataException(
                    path,
                    "field scl_inter",
                    "bad_scaling",
                    "expected a finite intercept beside slope " + slope + ", found " + fields.intercept()
                            + "; set scl_inter, or scl_slope to 0 for unscaled data");
        }
        return new Scaling(slope, fields.intercept());
    }

    private List<Double> stepSizes() {
        boolean analyze = fields.format() == NiftiFormat.ANALYZE;
        if (!analyze && Math.abs(fields.pixdim(0)) != 1) {
            warnings.add("pixdim[0] (handedness of the qform) is " + fields.pixdim(0) + "; +1 used");
        }
        List<Double> steps = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            double step = fields.pixdim(i);
            boolean used = i <= fields.dim(0);
            if (step == 0) {
                warn(used, "pixdim[" + i + "] is 0; 1 used");
                step = 1;
            } else if (step < 0) {
                warn(used, "pixdim[" + i + "] is " + step + "; its absolute value used");
                step = -step;
            }
            steps.add(step);
        }
        return steps;
    }

    private void warn(boolean matters, String warning) {
        if (matters) {
            warnings.add(warning);
        }
    }

    private long dataOffset() {
        double stored = fields.voxOffset();
        int least = fields.format().firstDataByte();
        if (!Double.isFinite(stored) || stored < least) {
            warnings.add("vox_offset is " + stored + "; " + least + " used");
            return least;
        }
        if (stored != Math.floor(stored)) {
            warnings.add("vox_offset is " + stored + "; " + (long) stored + " used");
        }
        return (long) stored;
    }
}
