package org.neurobeam.preprocess.image;

import java.util.Arrays;

/**
 * Brings volumes from one grid onto another, one after the other.
 *
 * <pre>{@code value(target voxel) = source(inverse source affine * target affine * target voxel)}</pre>
 *
 * <p>Outside the middles of the outer source voxels the value is 0. Source voxels that are not finite are filled from
 * finite neighbours (two passes, then 0), and the target voxels nearest to them become NaN. The result stays within the
 * range of the source and 0. Cost a target voxel: 64 (continuous), 8 (linear) or 1 source voxels; the spline
 * coefficients cost three recursive passes over the source. Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/79.799930">Unser 1999</a>
 */
public final class Resampling {
    private static final int FILL_PASSES = 2;
    /** Rounding of the product of two affines must not push a voxel on the border out of the image, voxels. */
    private static final double BORDER = 1e-6;

    private final VolumeGrid source;
    private final VolumeGrid target;
    private final Interpolation interpolation;
    private final Affine targetToSource;

    private Resampling(VolumeGrid source, VolumeGrid target, Interpolation interpolation) {
        this.source = source;
        this.target = target;
        this.interpolation = interpolation;
        this.targetToSource = source.affine().inverse().after(target.affine());
    }

    /** From a source grid onto a target grid. */
    public static Resampling between(VolumeGrid source, VolumeGrid target, Interpolation interpolation) {
        return new Resampling(source, target, interpolation);
    }

    /**
     * The smallest grid with given directions that holds all corner voxels of the source: offset = A min, shape =
     * ceil(max - min) + 1, with min and max over the corners mapped by A^-1 source affine.
     *
     * @param directions the 3 x 3 part A of the target affine; its origin is ignored
     */
    public static VolumeGrid gridWithDirections(VolumeGrid source, Affine directions) {
        Affine linear = directions.withOrigin(0, 0, 0);
        double[][] range = cornerRange(source, linear.inverse().after(source.affine()));
        double[] origin = linear.apply(range[0][0], range[0][1], range[0][2]);
        return new VolumeGrid(
                shape(range[1][0] - range[0][0]),
                shape(range[1][1] - range[0][1]),
                shape(range[1][2] - range[0][2]),
                linear.withOrigin(origin[0], origin[1], origin[2]));
    }

    /**
     * The grid of a given affine that reaches to the last corner voxel of the source: shape = ceil(max) + 1.
     *
     * @throws IllegalArgumentException if the source lies wholly before the origin of the target
     */
    public static VolumeGrid gridWithAffine(VolumeGrid source, Affine target) {
        double[] max = cornerRange(source, target.inverse().after(source.affine()))[1];
        if (max[0] < 0 || max[1] < 0 || max[2] < 0) {
            throw new IllegalArgumentException(
                    "the source (" + source + ") lies outside the field of view of the target affine " + target);
        }
        return new VolumeGrid(shape(max[0]), shape(max[1]), shape(max[2]), target);
    }

    private static int shape(double extent) {
        return (int) Math.ceil(extent) + 1;
    }

    private static double[][] cornerRange(VolumeGrid grid, Affine map) {
        double[][] range = new double[2][3];
        Arrays.fill(range[0], Double.POSITIVE_INFINITY);
        Arrays.fill(range[1], Double.NEGATIVE_INFINITY);
        for (int corner = 0; corner < 8; corner++) {
            double[] p = map.apply(
                    (corner & 1) == 0 ? 0 : grid.nx() - 1,
                    (corner & 2) == 0 ? 0 : grid.ny() - 1,
                    (corner & 4) == 0 ? 0 : grid.nz() - 1);
            for (int axis = 0; axis < 3; axis++) {
                range[0][axis] = Math.min(range[0][axis], p[axis]);
                range[1][axis] = Math.max(range[1][axis], p[axis]);
            }
        }
        return range;
    }

    /** The grid of the results. */
    public VolumeGrid target() {
        return target;
    }

    /** The resampled volume. */
    public Volume of(Volume volume) {
        return Volume.wrap(target, apply(volume.values()));
    }

    /**
     * The resampled values, [voxels of the target], file order.
     *
     * @param volume [voxels of the source], file order
     */
    public float[] apply(float... volume) {
        Volume.requireLength("volume", volume, source);
        boolean finite = true;
        for (float x : volume) {
            finite &= Float.isFinite(x);
        }
        if (finite || interpolation == Interpolation.NEAREST) {
            return sampled(volume, interpolation);
        }
        float[] missing = new float[volume.length];
        for (int v = 0; v < volume.length; v++) {
            missing[v] = Float.isFinite(volume[v]) ? 0 : 1;
        }
        float[] out = sampled(filled(volume), interpolation);
        float[] marked = sampled(missing, Interpolation.NEAREST);
        for (int v = 0; v < out.length; v++) {
            out[v] = marked[v] == 0 ? out[v] : Float.NaN;
        }
        return out;
    }

    private float[] filled(float[] volume) {
        Morphology morphology = new Morphology(source);
        float[] x = volume;
        for (int pass = 0; pass < FILL_PASSES; pass++) {
            x = morphology.filledFromNeighbours(x);
        }
        for (int v = 0; v < x.length; v++) {
            x[v] = Float.isFinite(x[v]) ? x[v] : 0;
        }
        return x;
    }

    private float[] sampled(float[] x, Interpolation how) {
        VoxelSampler sampler = switch (how) {
            case CONTINUOUS -> new CubicSampler(source, x);
            case LINEAR -> new LinearSampler(source, x);
            case NEAREST -> new NearestSampler(source, x);
        };
        float[] out = new float[target.voxels()];
        int v = 0;
        for (int k = 0; k < target.nz(); k++) {
            for (int j = 0; j < target.ny(); j++) {
                double[] c = targetToSource.apply(0, j, k);
                for (int i = 0; i < target.nx(); i++) {
                    out[v++] = sampler.at(
                            inside(c[0] + i * targetToSource.get(0, 0), source.nx()),
                            inside(c[1] + i * targetToSource.get(1, 0), source.ny()),
                            inside(c[2] + i * targetToSource.get(2, 0), source.nz()));
                }
            }
        }
        if (how == Interpolation.CONTINUOUS) {
            clip(out, x);
        }
        return out;
    }

    /** The coordinate, moved onto the border where it is outside by rounding alone; negative = outside. */
    private static double inside(double c, int n) {
        if (c < 0) {
            return c >= -BORDER ? 0 : -1;
        }
        if (c > n - 1) {
            return c <= n - 1 + BORDER ? n - 1 : -1;
        }
        return c;
    }

    private static void clip(float[] out, float[] x) {
        float low = 0;
        float high = 0;
        for (float value : x) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        for (int v = 0; v < out.length; v++) {
            out[v] = Math.min(Math.max(out[v], low), high);
        }
    }
}
