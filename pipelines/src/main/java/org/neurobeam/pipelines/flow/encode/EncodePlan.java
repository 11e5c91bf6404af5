package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.KernelConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.WeightsConfig;

/**
 * What fitting one group will need, before it runs: memory of the shared design, memory of one tile in work, flops.
 *
 * <p>n samples, p features, q of them before delays, t targets of a tile, r = min(n, p), A penalties; a training set
 * keeps its eigenvectors, an inner fold the r x r matrix of its scores. Every term is an upper bound that is nearly reached.
 */
final class EncodePlan {
    /** Of an eigendecomposition of order n at the speed of a product, in n^3. */
    private static final double EIGEN_FLOPS = 16;
    /** Steps of a proximal descent from a warm start, as often seen. */
    private static final int STEPS = 100;
    /** Iterations of conjugate gradients for one solution of a descent, as often seen. */
    private static final int SOLUTION = 20;
    /** Matrices of the order of a factorisation that are alive while it is made. */
    private static final long FACTORS = 6;

    private final EncodeConfig config;
    private final String group;
    private final PlannedFolds planned;
    private final long n;
    private final long p;
    private final long q;
    private final long read;
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
        FeatureColumns columns = group.columns();
        p = columns.names().size();
        q = columns.undelayed(config.features(), space -> true);
        read = q + columns.undelayed(config.features(), space -> !space.array());
        targets = group.targets();
        bands = config.features().size();
        alphaGroups =
                TargetGroups.of(config, group).map(g -> g.groups().count()).orElse(0);
        planned = PlannedFolds.of(config, group);
        outer = planned.outer();
        sets = planned.sets();
        folds = planned.folds();
        cells = planned.cells();
    }

    private boolean delayed() {
        return q < p;
    }

    static EncodePlan of(EncodeConfig config, ResponseGroup group) throws IOException {
        return new EncodePlan(config, group);
    }

    /** The group that it is for. */
    String group() {
        return group;
    }

    private boolean primal() {
        return p < n && !ofKernel() && !ofBandKernels();
    }

    private long rank() {
        return ofKernel() || ofBandKernels() ? n : Math.min(n, p);
    }

    private long tile() {
        return Math.min(config.tile(), targets);
    }

    /** Columns that are kept for each target. */
    private long weights() {
        return config.weights() == WeightsConfig.NONE ? 0 : config.weights() == WeightsConfig.DUAL ? n : p;
    }

    /** The features on the heap before delays, as read; those that are made by runs and joined. */
    long featureBytes() {
        return Double.BYTES * n * read;
    }

    /** Pieces of work. */
    long tiles() {
        return (targets + tile() - 1) / tile();
    }

    /**
     * What several tiles in work need together, where the last one is not full.
     *
     * @param bytes of one
     * @param fixed of them, whatever its targets
     */
    long atOnce(long active, long bytes, long fixed) {
        long width = Math.min(targets, active * tile());
        return Math.min(active, tiles()) * fixed + (bytes - fixed) / tile() * width;
    }

    /** What each further target of a tile costs. */
    long perTargetBytes() {
        return (nativeTileBytes() + heapTileBytes() - fixedBytes()) / tile();
    }

    /** Of a search over bands, whatever its targets: kernels or products of cells, and a factorisation. */
    long fixedBytes() {
        if (linear()) {
            // features about their training means, and what is made of them
            long r = config.model().kind() == ModelKind.PLS ? 0 : Math.min(n, p);
            return Double.BYTES * (2 * n * p + (n + p) * r + FACTORS * r * r);
        }
        if (!banded()) {
            return 0;
        }
        long r = rank();
        if (ofBandKernels()) {
            // a descent starts once its first search has given its memory back
            long largest = largestInner();
            long search = Double.BYTES * ((bands + 2) * n * n + FACTORS * largest * largest);
            return Math.max(search, Double.BYTES * bands * descentCells() + descentBytes());
        }
        // a training set may have fewer samples than features, though all samples are more
        long kernels = p < n - n / outer ? 0 : Double.BYTES * 2 * bands * n * n;
        long products = Float.BYTES * n * p + Double.BYTES * cells * p * p;
        return Math.max(kernels, products) + FACTORS * Double.BYTES * r * r;
    }

    /** Numbers of each kernel that the inner folds of a descent hold at once. */
    private long descentCells() {
        return config.model().byGradient() ? planned.squares() : 0;
    }

    /** Targets, solutions and what is made of them in all inner folds, for the targets that descend together. */
    private long descentBytes() {
        long together = config.model().byGradient() ? Math.min(tile(), BandedFitter.DESCENT) : 0;
        long inner = folds / (outer + 1);
        return Double.BYTES * together * (inner * 3 * n + (8 + bands) * n);
    }

    private boolean linear() {
        return config.model().kind().linear();
    }

    private boolean banded() {
        return config.model().kind() == ModelKind.BANDED;
    }

    /** Whether bands are searched by kernels of all samples, which tiles share. */
    private boolean ofBandKernels() {
        return banded() && BandedFitter.byKernels(config, n, p);
    }

    private boolean ofKernel() {
        return config.model().kind() == ModelKind.KERNEL;
    }

    private boolean linearKernel() {
        return config.model().kernel().type() == KernelConfig.Type.LINEAR;
    }

    /** The factorised design outside the heap, which all workers share, and what building it takes. */
    long designBytes() {
        if (banded() || linear()) {
            // and the kernel of a space before it is shifted
            return ofBandKernels() ? Double.BYTES * (bands + 1) * n * n : 0;
        }
        long r = rank();
        long alphas = config.model().alphaGrid().size();
        long statistics = primal() ? Double.BYTES * cells * p * p : Double.BYTES * n * n;
        long building = threadBytes();
        long heldOut = Float.BYTES * n * r;
        long leaveOneOut = folds == 0 && alphas > 1 ? Float.BYTES * (outer + 1) * r * n : 0;
        long all = Float.BYTES * (outer + 1) * r * (primal() ? p : n);
        return (ofKernel() ? 0 : Float.BYTES * n * (primal() ? p : q))
                + statistics
                + building
                + heldOut
                + leaveOneOut
                + all
                + innerBytes();
    }

    /** What each thread of a fitter holds: a factorisation, and in a search over bands a candidate and its products. */
    long threadBytes() {
        if (linear() || config.model().byGradient()) {
            return 0;
        }
        if (!banded()) {
            return 2 * Double.BYTES * rank() * rank();
        }
        long order = primal() ? p : largestInner();
        long candidate = primal() ? 0 : Double.BYTES * 2 * n * n;
        long products = Float.BYTES * Math.min(tile(), BandedFitter.BLOCK) * (primal() ? 6 * p : 5 * n);
        return candidate + FACTORS * Double.BYTES * order * order + products;
    }

    private long largestInner() {
        return planned.innerRows().stream().mapToInt(rows -> rows).max().orElse(0);
    }

    /** Eigenvectors of the inner training sets; of each fold its pairs, its weights of penalties, its projection. */
    private long innerBytes() {
        if (folds == 0) {
            return 0;
        }
        long alphas = config.model().alphaGrid().size();
        long ofFolds = 0;
        long vectors = 0;
        long widest = 0;
        for (long rows : planned.innerRows()) {
            long r = Math.min(rows, ofKernel() && !linearKernel() ? rows : p);
            widest = Math.max(widest, r);
            vectors += r * (primal() ? p : rows);
            ofFolds += r * (r + 4 * alphas + 2);
        }
        // folds of several outer sets share a training set
        long shared = vectors / folds * (sets - outer - 1);
        long projections = primal() ? 0 : (outer + 1) * n * widest;
        return Float.BYTES * (shared + projections + ofFolds);
    }

    /** What a worker holds outside the heap while it fits a tile. */
    long nativeTileBytes() {
        if (linear()) {
            return fixedBytes() + Double.BYTES * tile() * (n + 2 * p);
        }
        if (ofBandKernels()) {
            long together = Math.min(tile(), BandedFitter.BLOCK);
            long size = config.model().byGradient() ? Double.BYTES : Float.BYTES;
            return fixedBytes() + size * n * (3 * tile() + 5 * together) + Double.BYTES * tile() * bandWeights();
        }
        // weights in the order of the samples, and shifted
        long shifted = delayed() && !primal() && weights() == p ? 2 * n : 0;
        long rotation = primal() ? (cells + 2) * p : n + shifted;
        long restored = FeaturePriors.any(config) ? Double.BYTES * tile() * weights() : 0;
        return fixedBytes() + restored + Float.BYTES * tile() * (n + rotation + 4 * rank() + rank() + weights());
    }

    /** What a worker holds on the heap while it fits a tile: responses, predictions, weights and their bytes, scores. */
    long heapTileBytes() {
        long alphas = config.model().alphaGrid().size();
        long scores = Double.BYTES * alphas * Math.max(1, folds / (outer + 1));
        if (linear()) {
            scores = Double.BYTES * (2 * candidates() + n + p);
        }
        if (banded()) {
            // predictions of the bands, deltas and scores of all candidates, weights in both precisions
            long held = ofBandKernels() ? n + (bands + 2) * n / outer + bandWeights() : (bands + 2) * n + p;
            // sums of products of responses, bands and offsets
            held += (bands + 2) * (bands + 5) / 2;
            scores += Double.BYTES * (held + candidates());
        }
        long file = config.predictions() ? n : 0;
        return tile() * (Float.BYTES * (2 * n + file + 2 * weights()) + scores) + voteBytes() + halfBytes();
    }

    /** Weights of features that are made of those of samples, in float64. */
    private long bandWeights() {
        return weights() == p ? p : 0;
    }

    /** Means of halves of the repeats and what fits to them predict, of the targets that go together. */
    private long halfBytes() {
        boolean asked = config.conventions().contains(Convention.NAYEBI_2023);
        return asked ? Math.min(tile(), ColumnRange.TARGETS_AT_ONCE) * HalfFits.BYTES * n : 0;
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
        // fits of subsets have fewer features, so this is an upper bound
        return ofBands() * (config.model().bands().partition() ? (1L << bands) - 1 : 1);
    }

    private double ofBands() {
        double t = targets;
        double order = rank();
        double alphas = config.model().alphaGrid().size();
        if (linear()) {
            return (outer + 1) * ((folds / (outer + 1)) + 1) * linearFlops();
        }
        if (config.model().byGradient()) {
            double product = 2.0 * bands * order * order * t;
            double refits = (outer + 1) * t * order * order * order / 3;
            return refits + folds * config.model().bands().iterations() * 2.0 * SOLUTION * product;
        }
        if (banded()) {
            double fold = EIGEN_FLOPS * order * order * order + (6 * order * order + 4 * alphas * order) * t;
            return (double) candidates() * (folds + outer + 1) * fold;
        }
        double gram = primal() ? (double) n * p * p : (double) n * n * (q + (delayed() ? p / q : 0));
        double factors = sets * EIGEN_FLOPS * order * order * order;
        double rotations = primal() ? 2.0 * n * p * t : 2.0 * n * n * t * (outer + 1);
        double perFold = 6 * order * order * t + 4 * alphas * order * t;
        double kept = 2.0 * rank() * t * (weights() + n);
        return gram + factors + rotations + folds * perFold + kept;
    }
}
