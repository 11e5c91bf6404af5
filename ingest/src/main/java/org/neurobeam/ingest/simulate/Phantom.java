package org.neurobeam.ingest.simulate;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The head of all subjects: an ellipsoid brain whose middle holds fluid and white matter, with a smooth intensity.
 *
 * <p>The radius of a voxel is 0 in the middle and 1 on the surface of the brain: fluid below 0.3, white matter below
 * 0.5, grey matter beyond.
 */
final class Phantom {
    /** Mean intensity of grey matter. */
    static final double GREY = 1000;

    private static final double FLUID = 1300;
    private static final double WHITE = 850;
    private static final double SEMI_AXIS = 0.42;
    private static final double FLUID_RADIUS = 0.3;
    private static final double WHITE_RADIUS = 0.5;
    private static final double SHADING = 0.04;

    private final SimulatedGrid grid;
    private final int[] brain;
    private final float[] radius;
    private final float[] baseline;

    private Phantom(SimulatedGrid grid, int[] brain) {
        this.grid = grid;
        this.brain = brain;
        this.radius = new float[brain.length];
        this.baseline = new float[brain.length];
    }

    /** The phantom of a study; the seed turns the shading. */
    static Phantom of(FmriSimulation study) {
        SimulatedGrid grid = study.grid();
        Phantom phantom = new Phantom(grid, inside(grid).toArray());
        RandomKey random = RandomKey.of(study.seed()).with("phantom");
        for (int b = 0; b < phantom.brain.length; b++) {
            double r = StrictMath.sqrt(squaredRadius(grid, phantom.brain[b]));
            phantom.radius[b] = (float) r;
            double tissue = r < FLUID_RADIUS ? FLUID : r < WHITE_RADIUS ? WHITE : GREY;
            phantom.baseline[b] = (float) (tissue * phantom.shading(b, random));
        }
        return phantom;
    }

    /** Voxels of the brain on a grid. */
    static int maskSize(SimulatedGrid grid) {
        return (int) inside(grid).count();
    }

    /** Brain voxels as indices i + nx (j + ny k), ascending; not to be changed. */
    int[] brain() {
        return brain;
    }

    /** Mean intensity by position in {@link #brain()}; not to be changed. */
    float[] baseline() {
        return baseline;
    }

    /** Positions in {@link #brain()} of voxels that may carry signal: those outside fluid and white matter. */
    int[] grey() {
        return positions(b -> radius[b] >= WHITE_RADIUS);
    }

    /** Positions of fluid. */
    int[] fluid() {
        return positions(b -> radius[b] < FLUID_RADIUS);
    }

    /** Positions of white matter. */
    int[] white() {
        return positions(b -> radius[b] >= FLUID_RADIUS && radius[b] < WHITE_RADIUS);
    }

    /** Coordinate of a position along an axis, about -1 to 1 in the brain. */
    double coordinate(int position, int axis) {
        return coordinate(grid, brain[position], axis);
    }

    /** Coordinate in voxels along an axis. */
    static int index(SimulatedGrid grid, int voxel, int axis) {
        return switch (axis) {
            case 0 -> voxel % grid.nx();
            case 1 -> voxel / grid.nx() % grid.ny();
            default -> voxel / grid.nx() / grid.ny();
        };
    }

    private double shading(int position, RandomKey random) {
        double shade = 1;
        for (int axis = 0; axis < 3; axis++) {
            double phase = 2 * StrictMath.PI * random.uniform(axis);
            shade += SHADING * StrictMath.cos(StrictMath.PI * coordinate(position, axis) + phase);
        }
        return shade;
    }

    private int[] positions(IntPredicate wanted) {
        return IntStream.range(0, brain.length).filter(wanted).toArray();
    }

    private static IntStream inside(SimulatedGrid grid) {
        return IntStream.range(0, grid.voxels()).filter(v -> squaredRadius(grid, v) <= 1);
    }

    private static double squaredRadius(SimulatedGrid grid, int voxel) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double x = coordinate(grid, voxel, axis);
            sum += x * x;
        }
        return sum;
    }

    private static double coordinate(SimulatedGrid grid, int voxel, int axis) {
        int extent = axis == 0 ? grid.nx() : axis == 1 ? grid.ny() : grid.nz();
        return (index(grid, voxel, axis) - (extent - 1) / 2.0) / (SEMI_AXIS * extent);
    }
}
