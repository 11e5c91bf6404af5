package org.neurobeam.encoders.plan;

import org.neurobeam.schemas.error.ConfigException;

/**
 * The width of a tile of targets that fits a byte budget.
 *
 * <pre>{@code bytes = shared + 3 b n width workers}</pre>
 *
 * <p>b is the size of an element of the data; three arrays of n x width are alive in a tile: the targets, their
 * rotation, and a product. Shared is what all tiles read: features and factors of all folds.
 *
 * @param width targets of a tile, 1 to the preferred width
 * @param sharedBytes what all tiles share
 * @param tileBytes of all workers together
 */
public record MemoryPlan(int width, long sharedBytes, long tileBytes) {
    private static final int ARRAYS = 3;
    private static final int DOUBLE = 8;

    /**
     * Chooses the widest tile, up to a preferred width.
     *
     * @param workload sizes
     * @param way how it is solved
     * @param limits budget, workers, preferred width and element size
     * @throws ConfigException if not even one target fits: names needed, available and the remedy
     */
    public static MemoryPlan of(Workload workload, Way way, Limits limits) {
        long shared = shared(workload, way, limits.elementBytes());
        long one = (long) ARRAYS * limits.elementBytes() * workload.samples() * limits.workers();
        int most = Math.min(limits.preferredWidth(), workload.targets());
        long width = Math.min(most, (limits.bytes() - shared) / one);
        if (width < 1) {
            throw new ConfigException("memory is " + limits.bytes() + " bytes but " + way.label() + " needs at least "
                    + (shared + one) + " (" + shared + " shared by all tiles, " + one + " for one target in each of "
                    + limits.workers() + " workers); raise the memory to that, use fewer workers"
                    + remedy(workload, way));
        }
        return new MemoryPlan((int) width, shared, width * one);
    }

    private static String remedy(Workload workload, Way way) {
        return switch (way) {
            case PRIMAL -> workload.features() > 1 ? " or fewer features" : "";
            case PARTIAL_FRACTIONS -> ", fewer folds, or the direct way, which keeps one inverse at a time";
            case DIRECT, NODES -> " or fewer samples";
        };
    }

    /**
     * What all tiles share, in bytes: the features, and for the primal way the Gram matrices and eigenvectors of k + 1
     * training sets; for partial fractions the kernel, and eigenvectors, projections and weights of each fold; for the
     * direct ways the kernel, inverses (one for direct, M for nodes) and their stack of a fold.
     */
    private static long shared(Workload w, Way way, int element) {
        double n = w.samples();
        double p = w.features();
        double k = w.folds();
        double train = w.trainRows();
        double features = element * n * p / w.delays();
        return (long)
                switch (way) {
                    case PRIMAL -> element * n * p + (k + 1) * (DOUBLE + 2.0 * element) * p * p;
                    case PARTIAL_FRACTIONS ->
                        features + DOUBLE * n * n + k * element * (2 * train * train + train * n / k);
                    case DIRECT -> features + DOUBLE * 2 * n * n + element * train * n / k;
                    case NODES -> features + DOUBLE * (1.0 + w.nodes()) * n * n + w.nodes() * element * train * n / k;
                };
    }

    /** Bytes in all. */
    public long bytes() {
        return sharedBytes + tileBytes;
    }

    /**
     * What a plan may use.
     *
     * @param bytes budget of the process for this stage, {@code > 0}
     * @param workers tiles at a time, at least 1
     * @param preferredWidth targets of a tile beyond which wider ones gain nothing, at least 1
     * @param elementBytes size of an element of the data, 4 or 8
     */
    public record Limits(long bytes, int workers, int preferredWidth, int elementBytes) {
        private static final int FLOAT = 4;
        private static final int WIDTH = 2000;

        /** @throws ConfigException if a limit is out of range */
        public Limits {
            if (bytes < 1 || workers < 1 || preferredWidth < 1 || (elementBytes != FLOAT && elementBytes != DOUBLE)) {
                throw new ConfigException("memory limits are " + bytes + " bytes, " + workers + " workers, tiles of "
                        + preferredWidth + " targets and elements of " + elementBytes
                        + " bytes; allowed: 1 or more of each, and elements of 4 or 8 bytes");
            }
        }

        /** Float32 data, tiles of up to 2,000 targets. */
        public static Limits of(long bytes, int workers) {
            return new Limits(bytes, workers, WIDTH, FLOAT);
        }
    }
}
