package org.neurobeam.ingest.nifti;

import java.util.ArrayList;
import java.util.List;

/**
 * Which way the axes of an image run, to the closest axis of space, and the way back to RAS (first axis to the right,
 * second to anterior, third to superior): a permutation and flips, never an interpolation.
 */
public final class Orientation {
    private static final String POSITIVE = "RAS";
    private static final String NEGATIVE = "LPI";
    private static final int[][] PERMUTATIONS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    /** Axis of space of each image axis. */
    private final int[] spaceAxis;

    private final boolean[] flipped;

    private Orientation(int[] spaceAxis, boolean... flipped) {
        this.spaceAxis = spaceAxis;
        this.flipped = flipped;
    }

    /**
     * The closest orientation: the permutation with the largest sum of squared direction cosines.
     *
     * @throws IllegalArgumentException if the affine is not usable; see {@link ImageHeader#requireAffine()}
     */
    public static Orientation of(Affine affine) {
        if (!affine.isUsable()) {
            throw new IllegalArgumentException(affine + " is singular or not finite: it has no orientation");
        }
        int[] best = PERMUTATIONS[0];
        double largest = -1;
        for (int[] candidate : PERMUTATIONS) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                double cosine = affine.get(candidate[axis], axis) / affine.stepLength(axis);
                sum += cosine * cosine;
            }
            if (sum > largest) {
                largest = sum;
                best = candidate;
            }
        }
        boolean[] flipped = new boolean[3];
        for (int axis = 0; axis < 3; axis++) {
            flipped[axis] = affine.get(best[axis], axis) < 0;
        }
        return new Orientation(best, flipped);
    }

    /** Where each image axis goes, e.g. {@code LPI}: left, posterior, inferior. */
    public String code() {
        StringBuilder code = new StringBuilder();
        for (int axis = 0; axis < 3; axis++) {
            code.append((flipped[axis] ? NEGATIVE : POSITIVE).charAt(spaceAxis[axis]));
        }
        return code.toString();
    }

    /** The extents of a volume in RAS order. */
    public List<Long> shapeInRas(List<Long> shape) {
        List<Long> turned = new ArrayList<>(shape);
        for (int axis = 0; axis < 3; axis++) {
            turned.set(spaceAxis[axis], shape.get(axis));
        }
        return turned;
    }

    /** The affine of the volume in RAS order; shape is the one before. */
    public Affine affineInRas(Affine affine, List<Long> shape) {
        double[] rows = new double[12];
        double[] first = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            first[axis] = flipped[axis] ? shape.get(axis) - 1 : 0;
            for (int r = 0; r < 3; r++) {
                rows[4 * r + spaceAxis[axis]] = flipped[axis] ? -affine.get(r, axis) : affine.get(r, axis);
            }
        }
        double[] offset = affine.apply(first[0], first[1], first[2]);
        for (int r = 0; r < 3; r++) {
            rows[4 * r + 3] = offset[r];
        }
        return Affine.ofRows(rows);
    }

    /**
     * The volume in RAS order.
     *
     * @param volume [nx ny nz], first axis fastest
     * @param shape its first three extents
     * @throws IllegalArgumentException if the volume has not as many voxels as the shape
     */
    public float[] volumeInRas(float[] volume, List<Long> shape) {
        if (volume.length != shape.get(0) * shape.get(1) * shape.get(2)) {
            throw new IllegalArgumentException("volume has " + volume.length + " voxels but its shape is " + shape);
        }
        List<Long> turned = shapeInRas(shape);
        int[] strides = {1, Math.toIntExact(turned.get(0)), Math.toIntExact(turned.get(0) * turned.get(1))};
        int[] step = new int[3];
        int start = 0;
        for (int axis = 0; axis < 3; axis++) {
            int stride = strides[spaceAxis[axis]];
            step[axis] = flipped[axis] ? -stride : stride;
            start += flipped[axis] ? (int) (shape.get(axis) - 1) * stride : 0;
        }
        float[] ras = new float[volume.length];
        int from = 0;
        for (int k = 0; k < shape.get(2); k++) {
            for (int j = 0; j < shape.get(1); j++) {
                int to = start + k * step[2] + j * step[1];
                for (int i = 0; i < shape.get(0); i++) {
                    ras[to] = volume[from++];
                    to += step[0];
                }
            }
        }
        return ras;
    }
}
