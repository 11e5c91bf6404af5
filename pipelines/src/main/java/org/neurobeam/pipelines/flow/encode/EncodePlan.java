package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.WeightsConfig;

/**
 * What fitting one group will need, before it runs: memory of the shared design, memory of one tile in work, flops.
 *
 * <p>n samples, p features, t targets of a tile, r = min(n, p), A penalties; a training set keeps its eigenvectors, an
 * inner fold the r x r matrix of its scores. Every term is an upper bound that is nearly reached.
 */
final class EncodePlan {
    /** Of an eigendecomposition of order n at the speed of a product, in n^3. */
    private static final double EIGEN_FLOPS = 12;
    /** Steps of a proximal descent from a warm start, as often seen. */
    private static final int STEPS = 100;
    /** Matrices of the order of a factorisation that are alive while it is made. */
    private static final long FACTORS = 6;

    private final EncodeConfig config;
    private final String group;
    private final long n;
    private final long p;
    private final long targets;
    private final long outer;
    private final long sets;
    private final long folds;
    private final long cells;
    private final long bands;
    private final long alphaGroups;

    private EncodePlan(EncodeConfig config, ResponseGroup group) throws IOException {
        this.config = config;
        this.group = group.name();
        n = group.runs().length;
        p = group.featureNames().size();
        targets = group.targets();
        bands = config.features().size();
        alphaGroups =
                TargetGroups.of(config, group).map(g -> g.groups().count()).orElse(0);
        long runs = group.runNames().size();
        boolean byRuns = "runs".equals(config.outer());
        outer = byRuns ? runs : number(config.outer());
        String rule = config.model().inner();
        boolean chosen = (linear() || config.model().alphaGrid().size() > 1) && !"leave-one-out".equals(rule);
        long inner = !chosen ? 0 : "runs".equals(rule) ? runs : number(rule);
        if (byRuns && "runs".equals(rule) && chosen && !linear()) {
            // an inner training set lacks two runs, whichever of them came first
            sets = runs * (runs - 1) / 2 + runs + 1;
            folds = runs * runs;
            cells = runs;
        } else {
            sets = (outer + 1) * (inner + 1);
            folds = (outer + 1) * inner;
            // a purged block leaves a piece on either side of it
            long pieces = config.purge() > 0 ? 3 : 1;
            cells = Math.min(n, outer * Math.max(1, inner) * pieces);
        }
    }

    static EncodePlan of(EncodeConfig config, ResponseGroup group) throws IOException {
        return new EncodePlan(config, group);
    }

    private static long number(String folds) {
        return Long.parseLong(folds.substring(folds.indexOf(':') + 1));
    }

    /** The group that it is for. */
    String group() {
        return group;
    }

    private boolean primal() {
        return p < n && !ofKernel();
    }

    private long rank() {
        return ofKernel() ? n : Math.min(n, p);
    }

    private long tile() {
        return Math.min(config.tile(), targets);
    }

    /** Columns that are kept for each target. */
    private long weights() {
        return config.weights() == WeightsConfig.NONE ? 0 : config.weights() == WeightsConfig.DUAL ? n : p;
    }

    /** The features on the heap, as read and as joined. */
    long featureBytes() {
        return 2 * Double.BYTES * n * p;
    }

    /** Pieces of work. */
    long tiles() {
        return (targets + tile() - 1) / tile();
    }

    /** What each further target of a tile costs. */
    long perTargetBytes() {
        return (nativeTileBytes() + heapTileBytes() - fixedBytes()) / tile();
    }

    /** Of a search over bands, whatever its targets: kernels or products of cells, and a factorisation. */
    private long fixedBytes() {
        if (linear()) {
            // features about their training means, and what is made of them
            long r = Math.min(n, p);
            return Double.BYTES * (2 * n * p + (n + p) * r + FACTORS * r * r);
        }
        if (!banded()) {
            return 0;
        }
        long r = rank();
        long kernels = primal() ? Float.BYTES * n * p + Double.BYTES * cells * p * p : Double.BYTES * 2 * bands * n * n;
        return kernels + FACTORS * Double.BYTES * r * r;
    }

    private boolean linear() {
        return config.model().kind().linear();
    }

    private boolean banded() {
        return config.model().kind() == ModelKind.BANDED;
    }

    private boolean ofKernel() {
        return config.model().kind() == ModelKind.KERNEL;
    }

    /** The factorised design outside the heap, which all workers share, and what building it takes. */
    long designBytes() {
        if (banded() || linear()) {
            return 0;
        }
        long r = rank();
        long alphas = config.model().alphaGrid().size();
        long statistics = primal() ? Double.BYTES * cells * p * p : Double.BYTES * n * n;
        long building = 2 * Double.BYTES * r * r;
        long heldOut = Float.BYTES * n * r;
        long leaveOneOut = folds == 0 && alphas > 1 ? Float.BYTES * (outer + 1) * r * n : 0;
        long all = Float.BYTES * (outer + 1) * r * (primal() ? p : n);
        return (ofKernel() ? 0 : Float.BYTES * n * p)
                + statistics
                + building
                + heldOut
                + leaveOneOut
                + all
                + innerBytes();
    }

    /** Eigenvectors of the inner training sets; of each fold its pairs, its weights of penalties, its projection. */
    private long innerBytes() {
        if (folds == 0) {
            return 0;
        }
        long rows = n - n / Math.max(1, folds / (outer + 1));
        rows -= rows / (outer + 1);
        long r = Math.min(rows, p);
        long alphas = config.model().alphaGrid().size();
        long vectors = (sets - outer - 1) * r * (primal() ? p : rows);
        long projections = primal() ? 0 : (outer + 1) * n * r;
        return Float.BYTES * (vectors + projections + folds * r * (r + 4 * alphas + 2));
    }

    /** What a worker holds outside the heap while it fits a tile. */
    long nativeTileBytes() {
        if (linear()) {
            return fixedBytes() + Double.BYTES * tile() * (3 * n + 4 * p);
        }
        long rotation = primal() ? (cells + 2) * p : n;
        return fixedBytes() + Float.BYTES * tile() * (n + rotation + 4 * rank() + rank() + weights());
    }

    /** What a worker holds on the heap while it fits a tile: responses, predictions, weights and their bytes, scores. */
    long heapTileBytes() {
        long alphas = config.model().alphaGrid().size();
        long scores = Double.BYTES * alphas * Math.max(1, folds / (outer + 1));
        if (linear()) {
            scores = Double.BYTES * (2 * candidates() + n + 2 * p);
        }
        if (banded()) {
            // predictions of the bands, deltas and scores of all candidates, weights in both precisions
            scores += Double.BYTES * ((bands + 2) * n + candidates() + p);
        }
        return tile() * (Float.BYTES * (2 * n + 2 * weights()) + scores) + voteBytes();
    }

    /** Sums and counts of the scores of all groups of targets that share a penalty: of a tile, so far, and together. */
    private long voteBytes() {
        boolean together = alphaGroups > 0 && !banded() && tile() < targets;
        long tables = Math.max(folds, outer + 1);
        return together ? 3 * 2 * Double.BYTES * config.model().alphaGrid().size() * alphaGroups * tables : 0;
    }

    private long candidates() {
        return switch (config.model().kind()) {
            case FRACTIONAL -> config.model().fractional().fractions().size();
            case PLS -> config.model().pls().components();
            case LASSO -> config.model().alphaGrid().size();
            case RIDGE, BANDED, KERNEL -> config.model().bands().candidates();
        };
    }

    /** Of one training set of a linear family: products with all targets, an SVD, or steps of a descent. */
    private double linearFlops() {
        double r = Math.min(n, p);
        double product = 2.0 * n * p * targets;
        return switch (config.model().kind()) {
            case FRACTIONAL -> 4 * n * p * r + EIGEN_FLOPS * r * r * r + candidates() * product;
            case PLS -> product + candidates() * (4.0 * p * targets * Math.min(p, targets) + product / p);
            default -> (double) n * p * p + candidates() * STEPS * 2.0 * Math.min(p, 2 * n) * p * targets;
        };
    }

    /** Arithmetic of the whole group: the cost model of ridge by eigendecomposition and partial fractions. */
    double flops() {
        double t = targets;
        double order = rank();
        double alphas = config.model().alphaGrid().size();
        if (linear()) {
            return (outer + 1) * ((folds / (outer + 1)) + 1) * linearFlops();
        }
        if (banded()) {
            double fold = EIGEN_FLOPS * order * order * order + (6 * order * order + 4 * alphas * order) * t;
            return (double) candidates() * (folds + outer + 1) * fold;
        }
        double gram = (double) n * p * rank();
        double factors = sets * EIGEN_FLOPS * order * order * order;
        double rotations = primal() ? 2.0 * n * p * t : 2.0 * n * n * t * (outer + 1);
        double perFold = 6 * order * order * t + 4 * alphas * order * t;
        double kept = 2.0 * rank() * t * (weights() + n);
        return gram + factors + rotations + folds * perFold + kept;
    }
}
