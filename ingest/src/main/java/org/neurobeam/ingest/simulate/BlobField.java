package org.neurobeam.ingest.simulate;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Round regions in grey matter: which voxels carry signal, how strongly, and which conditions drive them.
 *
 * <p>Blob b has the height {@code g_b(v) = a_b - |v - c_b|^2 / (2 s_b^2)}; a voxel's height is the largest of them, and
 * the highest voxels carry the signal, ranked from the strongest to the weakest. Tuning is the mean of the blobs'
 * random tunings weighted by {@code exp(g_b - max g)}, so it changes smoothly.
 */
final class BlobField {
    private static final int FEWEST_BLOBS = 4;
    private static final double WIDTH = 0.6;

    private final SimulatedGrid grid;
    private final int conditions;
    private final int[] centre;
    private final double[] height;
    private final double[] width;
    private final double[] tuning;

    private BlobField(FmriSimulation study, int[] candidates, int[] brain) {
        RandomKey random = RandomKey.of(study.seed()).with("blobs");
        int blobs = Math.max(FEWEST_BLOBS, study.conditions());
        grid = study.grid();
        conditions = study.conditions();
        centre = new int[blobs];
        height = new double[blobs];
        width = new double[blobs];
        tuning = new double[blobs * conditions];
        double size = WIDTH * StrictMath.cbrt((double) study.voxelsWithSignal() / blobs);
        for (int b = 0; b < blobs; b++) {
            RandomKey own = random.with(b);
            centre[b] = brain[candidates[(int) (own.uniform(0) * candidates.length)]];
            height[b] = own.uniform(1);
            width[b] = size * (0.8 + 0.4 * own.uniform(2));
            for (int c = 0; c < conditions; c++) {
                tuning[b * conditions + c] = own.gaussian(3 + c);
            }
        }
    }

    /** The blobs of a study around random grey voxels. */
    static BlobField of(FmriSimulation study, Phantom phantom) {
        return new BlobField(study, phantom.grey(), phantom.brain());
    }

    /** Positions in the brain of the signal voxels, strongest first. */
    int[] strongest(Phantom phantom, int count) {
        int[] grey = phantom.grey();
        double[] heights = new double[phantom.brain().length];
        for (int position : grey) {
            heights[position] = highest(heights(phantom.brain()[position]));
        }
        return IntStream.of(grey)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(p -> -heights[p]).thenComparing(p -> p))
                .limit(count)
                .mapToInt(p -> p)
                .toArray();
    }

    /** Tuning of a voxel, [conditions]; only its direction has a meaning. */
    double[] tuning(int voxel) {
        double[] own = heights(voxel);
        double top = highest(own);
        double[] sum = new double[conditions];
        for (int b = 0; b < own.length; b++) {
            double share = StrictMath.exp(own[b] - top);
            for (int c = 0; c < conditions; c++) {
                sum[c] += share * tuning[b * conditions + c];
            }
        }
        return sum;
    }

    private double[] heights(int voxel) {
        double[] g = new double[centre.length];
        for (int b = 0; b < g.length; b++) {
            double distance = 0;
            for (int axis = 0; axis < 3; axis++) {
                double d = Phantom.index(grid, voxel, axis) - Phantom.index(grid, centre[b], axis);
                distance += d * d;
            }
            g[b] = height[b] - distance / (2 * width[b] * width[b]);
        }
        return g;
    }

    private static double highest(double[] values) {
        double top = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            top = Math.max(top, value);
        }
        return top;
    }
}
