package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Penalties for the same targets and folds on one design after another: the inner loop of a search over kernels, or
 * over factors of features.
 *
 * <p>A candidate costs one eigendecomposition per fold and 4 r n t flops per fold for all penalties together (partial
 * fractions); nothing is refitted. Targets, their sums, and for features the products X'X and X'Y of every row cell are
 * prepared once. Targets go through in tiles; each thread has one fold of one candidate in memory at a time. Several
 * threads may search different candidates. Holds memory outside the heap until {@link #close()}.
 */
public final class CandidateSearch implements AutoCloseable {
    private final MatrixScope scope = new MatrixScope();
    private final List<Fold> folds;
    private final RidgeOptions options;
    private final FeatureRows x;
    private final Optional<PrimalForm> primal;
    private final List<TargetTile> tiles = new ArrayList<>();
    private final List<TileRotation> first = new ArrayList<>();
    private final List<Optional<String>> reasons = new ArrayList<>();
    private final int width;
    private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();

    private CandidateSearch(Optional<RowSource> features, RowSource responses, Folds folds, SearchSettings settings) {
        this.folds = folds.list();
        this.options = settings.ridge();
        if (responses.rows() != folds.rows() || folds.size() == 0 || responses.columns() == 0) {
            throw new IllegalArgumentException("responses [" + responses.rows() + " samples x " + responses.columns()
                    + " targets] but " + folds + "; at least one fold and one target are needed");
        }
        RowCells cells = RowCells.of(
                responses.rows(),
                this.folds.stream()
                        .flatMap(f -> List.of(f.train(), f.test()).stream())
                        .toList());
        x = features.isPresent()
                ? FeatureRows.of(features.get(), cells, options, scope)
                : FeatureRows.ofKernel(cells, options, scope);
        primal = features.map(f -> new PrimalForm(x, scope));
        width = Math.min(settings.tileTargets(), responses.columns());
        for (int from = 0; from < responses.columns(); from += width) {
            int to = Math.min(responses.columns(), from + width);
            TargetTile tile = new TargetTile(x, ColumnSelection.range(responses, from, to));
            tiles.add(tile);
            first.add(primal.isPresent() ? new PrimalRotation(x, tile) : new DualRotation(x, tile));
            reasons.addAll(tile.reasons());
        }
        idle.add(new Lane(first));
    }

    /** Buffers of one thread. */
    private final class Lane implements AutoCloseable {
        private final List<TileRotation> rotations;
        private final FoldScorer scorer;

        private Lane(List<TileRotation> rotations) {
            this.rotations = rotations;
            this.scorer = new FoldScorer(options, x.features(), width);
        }

        @Override
        public void close() {
            rotations.forEach(TileRotation::close);
            scorer.close();
        }
    }

    /**
     * A search over kernels.
     *
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @param folds whose training rows train and whose test rows score
     */
    public static CandidateSearch ofKernels(RowSource responses, Folds folds, SearchSettings settings) {
        return new CandidateSearch(Optional.empty(), responses, folds, settings);
    }

    /**
     * A search over factors of features, for p {@code <} n.
     *
     * @param features [n samples x p features]
     * @param responses [n samples x t targets]
     */
    public static CandidateSearch ofFeatures(
            RowSource features, RowSource responses, Folds folds, SearchSettings settings) {
        if (features.rows() != responses.rows()) {
            throw new IllegalArgumentException("features [" + features.rows() + " samples x " + features.columns()
                    + " features] but responses [" + responses.rows() + " samples x " + responses.columns()
                    + " targets]");
        }
        return new CandidateSearch(Optional.of(features), responses, folds, settings);
    }

    /**
     * The best penalties on a kernel.
     *
     * @param kernel [n x n] float64, symmetric, not centred; not kept
     * @param alphaFactor multiplies all penalties
     * @throws org.neurobeam.schemas.error.NumericalException if a penalty is too small for an indefinite kernel
     */
    public AlphaSelection kernel(DenseMatrix kernel, double alphaFactor) {
        if (KernelCheck.order(kernel) != x.cells().rows()) {
            throw new IllegalArgumentException("kernel of " + kernel.rows() + " samples but responses of "
                    + x.cells().rows());
        }
        try (MatrixScope copy = new MatrixScope()) {
            return select(new KernelForm(x, x.cells().ordered(kernel, copy), options.factorisation()), alphaFactor);
        }
    }

    /**
     * The best penalties on features times a factor each.
     *
     * @param factors finite, [p]; 0 leaves a feature out
     * @param alphaFactor multiplies all penalties
     */
    public AlphaSelection scaled(double[] factors, double alphaFactor) {
        return select(scaledForm(factors), alphaFactor);
    }

    private PrimalForm scaledForm(double[] factors) {
        if (factors.length != x.features()) {
            throw new IllegalArgumentException(
                    "factors of " + factors.length + " features but the search has " + x.features());
        }
        return primal.orElseThrow(() -> new IllegalStateException("a search over kernels has no features"))
                .scaled(factors.clone());
    }

    private AlphaSelection select(Form form, double alphaFactor) {
        RidgeOptions own = options.withAlphas(
                options.alphas().stream().map(a -> a * alphaFactor).toList());
        double[] alphas = own.alphaArray();
        List<DoubleMatrix> scores = new ArrayList<>();
        Lane free = idle.poll();
        Lane lane = free == null
                ? new Lane(first.stream().map(TileRotation::another).toList())
                : free;
        try {
            for (Fold fold : folds) {
                scores.add(scores(form, fold, lane, alphas));
            }
        } finally {
            idle.add(lane);
        }
        AlphaChoice choice = new AlphaChoice(own);
        DoubleMatrix mean = choice.mean(scores);
        int[] chosen = choice.choose(scores, v -> reasons.get(v).isEmpty());
        double[] alpha = new double[chosen.length];
        double[] best = new double[chosen.length];
        for (int v = 0; v < chosen.length; v++) {
            boolean fitted = reasons.get(v).isEmpty();
            alpha[v] = fitted ? alphas[chosen[v]] : Double.NaN;
            best[v] = fitted ? mean.get(chosen[v], v) : Double.NaN;
        }
        return new AlphaSelection(alpha, best);
    }

    /** Scores of all penalties and targets on one fold, [A x t]. */
    private DoubleMatrix scores(Form form, Fold fold, Lane lane, double... alphas) {
        DoubleMatrix all = DoubleMatrix.zeros(alphas.length, reasons.size());
        BitSet every = new BitSet();
        every.set(0, x.cells().count());
        try (MatrixScope foldScope = new MatrixScope()) {
            Spectrum spectrum = form.spectrum(x.cells().cellsOf(fold.train()), foldScope, foldScope);
            spectrum.requirePositive(alphas[0]);
            ValidationFold validation =
                    ValidationFold.of(form, x, spectrum, x.cells().cellsOf(fold.test()), alphas, foldScope);
            int at = 0;
            for (int i = 0; i < tiles.size(); i++) {
                DoubleMatrix part = lane.scorer.scores(validation, every, tiles.get(i), lane.rotations.get(i));
                for (int j = 0; j < alphas.length; j++) {
                    System.arraycopy(
                            part.values(), j * part.columns(), all.values(), j * all.columns() + at, part.columns());
                }
                at += part.columns();
            }
        }
        return all;
    }

    /**
     * Fits all rows on features times a factor each, at given penalties.
     *
     * @param factors [p]
     * @param responses [n samples x g targets] to fit, usually those that chose the factors
     * @param alphas penalty of each of these targets, [g]
     * @return weights for the features without the factors
     */
    public RidgeModel fitScaled(double[] factors, RowSource responses, double... alphas) {
        PrimalForm form = scaledForm(factors);
        BitSet every = new BitSet();
        every.set(0, x.cells().count());
        try (MatrixScope fitScope = new MatrixScope();
                TileFit fit = new TileFit(x, form, options, responses)) {
            Spectrum spectrum = form.spectrum(every, fitScope, fitScope);
            return fit.model(
                    new TrainingSet(
                            spectrum, new BitSet(), Optional.empty(), List.of(), Optional.empty(), Optional.empty()),
                    Arrays.copyOf(alphas, alphas.length));
        }
    }

    @Override
    public void close() {
        idle.forEach(Lane::close);
        tiles.forEach(TargetTile::close);
        scope.close();
    }
}
