package org.neurobeam.ingest.nifti;

import java.nio.ByteOrder;
import java.util.List;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A checked header: what the image is, without a look at its voxels.
 *
 * @param path the header's file
 * @param stored the fields as they are stored
 * @param shape extents, first axis fastest on disk; ones after the fourth axis are squeezed
 * @param type what is stored per voxel
 * @param scaling from stored to real numbers
 * @param stepSizes of axis 1 to 3 in the space unit, repaired: positive
 * @param affine voxel indices to space; may be unusable, see {@link Affine#isUsable()}
 * @param affineSource where the affine comes from
 * @param dataOffset first byte of voxel data in the uncompressed file that holds them
 * @param extensions header extensions in file order
 * @param warnings what was repaired or is doubtful, in words
 */
public record ImageHeader(
        String path,
        HeaderFields stored,
        List<Long> shape,
        VoxelType type,
        Scaling scaling,
        List<Double> stepSizes,
        Affine affine,
        AffineSource affineSource,
        long dataOffset,
        List<Extension> extensions,
        List<String> warnings) {

    /** Copies the lists. */
    public ImageHeader {
        shape = List.copyOf(shape);
        stepSizes = List.copyOf(stepSizes);
        extensions = List.copyOf(extensions);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the header of an image and no voxel.
     *
     * @param path an image, or either file of a pair
     * @throws DataException if it is no NIfTI or Analyze image, or the header claims what cannot be
     */
    public static ImageHeader read(DataStore store, String path) {
        return new HeaderReader(store, path).read();
    }

    /** The layout. */
    public NiftiFormat format() {
        return stored.format();
    }

    /** Byte order of header and voxels. */
    public ByteOrder order() {
        return stored.order();
    }

    /** Whether bytes are big-endian. */
    public boolean isBigEndian() {
        return order() == ByteOrder.BIG_ENDIAN;
    }

    /** Extent of an axis, 0 to 6; 1 where the image has no such axis. */
    public long extent(int axis) {
        return axis < shape.size() ? shape.get(axis) : 1;
    }

    /** The shape as text, e.g. {@code 64x64x40x121}. */
    public String shapeLabel() {
        return String.join("x", shape.stream().map(String::valueOf).toList());
    }

    /** Voxels of one volume. */
    public long voxelsPerVolume() {
        return extent(0) * extent(1) * extent(2);
    }

    /** Voxels of the whole image. */
    public long voxels() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Bytes of voxel data that the header claims. */
    public long dataBytes() {
        return voxels() * type.voxelBytes();
    }

    /**
     * Number of volumes: the fourth axis, or the fifth of [x y z 1 t]; 1 for a 3-D image.
     *
     * @throws DataException if the image has more than one axis beyond space
     */
    public long volumes() {
        if (shape.size() <= 4) {
            return extent(3);
        }
        if (shape.size() == 5 && extent(3) == 1) {
            return extent(4);
        }
        throw new DataException(
                path,
                "field dim",
                "not_a_time_series",
                "expected x y z and one axis of volumes, found " + shapeLabel() + "; split the image into 4-D files");
    }

    /**
     * The affine, where mm are needed.
     *
     * @throws DataException if it is singular or not finite
     */
    public Affine requireAffine() {
        if (!affine.isUsable()) {
            throw new DataException(
                    path,
                    "affine from " + affineSource.label(),
                    "unusable_affine",
                    "expected three independent axes, found " + affine
                            + "; mend sform or qform, operations in mm are not possible");
        }
        return affine;
    }

    /** Sign of the third axis of the qform: pixdim[0], where anything but -1 counts as +1. */
    public double handedness() {
        return handedness(stored);
    }

    static double handedness(HeaderFields stored) {
        return stored.pixdim(0) == -1 ? -1 : 1;
    }

    /** Unit of the affine. */
    public SpaceUnit spaceUnit() {
        return SpaceUnit.ofCode(stored.xyztUnits());
    }

    /** Unit of the fourth axis. */
    public TimeUnit timeUnit() {
        return TimeUnit.ofCode(stored.xyztUnits());
    }

    /** Whether a CIFTI-2 matrix is inside: NIfTI-2 with an XML extension. */
    public boolean isCifti() {
        return format().isNifti2() && extensions.stream().anyMatch(e -> e.code() == Extension.CIFTI);
    }
}
