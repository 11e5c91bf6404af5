package org.neurobeam.encoders.ridge;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features factorised once for ridge regression of any number of targets with nested cross-validation.
 *
 * <pre>{@code w = argmin ||X w - y||^2 + alpha ||w||^2}</pre>
 *
 * <p>Each distinct training set (outer, inner, all rows) costs one eigendecomposition of order p (p {@code <} n) or
 * n; after that the scores of all penalties on an inner fold cost O(r) per target (partial fractions), so the number
 * of penalties is almost free. Penalties are chosen from training rows alone. Inner folds are made of training rows.
 *
 * <p>The design is a plain value of X, runs, folds and options: a worker rebuilds the same bits from the same input.
 * It holds memory outside the heap until {@link #close()} and may be shared by threads that fit different tiles. The
 * same tile gives the same bits; another partition of the targets into tiles may change the last bits of float32
 * products, because OpenBLAS sums the columns at the edge of a tile in another order.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl and Kennard 1970</a>
 */
public final class RidgeDesign implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RidgeDesign.class);

    private final MatrixScope scope;
    private final PreparedFeatures x;
    private final Form form;
    private final List<TrainingSet> sets;
    private final RidgeOptions options;

    RidgeDesign(MatrixScope scope, PreparedFeatures x, Form form, List<TrainingSet> sets, RidgeOptions options) {
        this.scope = scope;
        this.x = x;
        this.form = form;
        this.sets = sets;
        this.options = options;
    }

    /**
     * Factorises float32 features.
     *
     * @param features [n samples x p features]
     * @param runs run of each sample, [n]
     * @param outer folds whose test rows are predicted; {@link Folds#none} fits on all rows only
     * @throws IllegalArgumentException if lengths disagree or a feature is not finite
     * @throws org.neurobeam.schemas.error.ConfigException if a training set has too few runs for the inner folds
     */
    public static RidgeDesign of(FloatMatrix features, int[] runs, Folds outer, RidgeOptions options) {
        return of(RowSource.of(features), runs, outer, options);
    }

    /** Factorises float64 features; see {@link #of(FloatMatrix, int[], Folds, RidgeOptions)}. */
    public static RidgeDesign of(DoubleMatrix features, int[] runs, Folds outer, RidgeOptions options) {
        return of(RowSource.of(features), runs, outer, options);
    }

    /** Factorises features from anywhere; see {@link #of(FloatMatrix, int[], Folds, RidgeOptions)}. */
    public static RidgeDesign of(RowSource features, int[] runs, Folds outer, RidgeOptions options) {
        return of(features, runs, outer, options, DesignSettings.defaults());
    }

    /**
     * Factorises training sets side by side, in the way that is cheapest for the targets to come; see {@link
     * #of(FloatMatrix, int[], Folds, RidgeOptions)}.
     */
    public static RidgeDesign of(
            RowSource features, int[] runs, Folds outer, RidgeOptions options, DesignSettings settings) {
        requireShapes(features, runs, outer);
        DesignPlan plan = DesignPlan.of(runs, outer, options);
        DesignSettings.Choice choice = settings.choose(features.rows(), features.columns(), plan, options);
        return build(features, plan, options, choice, new Workers(settings.workers()));
    }

    /** By a given way, whatever it costs. */
    static RidgeDesign by(Way way, RowSource features, int[] runs, Folds outer, RidgeOptions options) {
        requireShapes(features, runs, outer);
        DesignSettings.Choice given = new DesignSettings.Choice(way, "as demanded");
        return build(features, DesignPlan.of(runs, outer, options), options, given, new Workers(1));
    }

    private static void requireShapes(RowSource features, int[] runs, Folds outer) {
        String what = "features [" + features.rows() + " samples x " + features.columns() + " features]";
        requireShapes(what, features.rows(), features.columns(), runs, outer);
    }

    private static void requireShapes(String what, int n, int p, int[] runs, Folds outer) {
        if (runs.length != n || outer.rows() != n || n < 2 || p == 0) {
            throw new IllegalArgumentException(what + " but runs of " + runs.length + " samples and folds of "
                    + outer.rows() + " rows; at least 2 samples and 1 feature are needed");
        }
    }

    private static RidgeDesign build(
            RowSource features, DesignPlan plan, RidgeOptions options, DesignSettings.Choice choice, Workers workers) {
        long start = System.nanoTime();
        MatrixScope scope = new MatrixScope();
        // Gram matrices are needed only until every training set is factorised
        try (MatrixScope building = new MatrixScope()) {
            RowCells cells = RowCells.of(features.rows(), plan.sets());
            Form form = choice.way() == Way.PRIMAL
                    ? new PrimalForm(FeatureRows.of(features, cells, options, scope), building)
                    : new DualForm(
                            PreparedFeatures.dual(features, cells, options, scope), options.factorisation(), building);
            PreparedFeatures x = form.x();
            List<TrainingSet> sets = new DesignBuilder(x, form, choice.way(), options, plan, scope).build(workers);
            LOG.info(
                    "ridge design: {} ({} samples, {} features), {} outer folds, {} MB, {} s; {}",
                    choice.way().label(),
                    features.rows(),
                    features.columns(),
                    sets.size() - 1,
                    scope.bytes() >> 20,
                    (System.nanoTime() - start) / 1_000_000 / 1e3,
                    choice.reason());
            return new RidgeDesign(scope, x, form, sets, options);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /**
     * Factorises a given kernel instead of features. In the models that come out a feature is a column of the kernel,
     * a weight a dual weight, and {@code predict} takes the kernel between new samples and these.
     *
     * @param kernel [n x n] float64, symmetric, not centred, not kept; if it is indefinite, the smallest alpha must be at
     *     least twice the size of its most negative eigenvalue
     * @throws org.neurobeam.schemas.error.NumericalException if a penalty is too small for an indefinite kernel
     */
    public static RidgeDesign ofKernel(DenseMatrix kernel, int[] runs, Folds outer, RidgeOptions options) {
        return ofKernel(kernel, runs, outer, options, DesignSettings.defaults());
    }

    /** With settings; always by partial fractions. */
    public static RidgeDesign ofKernel(
            DenseMatrix kernel, int[] runs, Folds outer, RidgeOptions options, DesignSettings settings) {
        int n = KernelCheck.order(kernel);
        requireShapes("kernel [" + n + " x " + n + "]", n, n, runs, outer);
        DesignPlan plan = DesignPlan.of(runs, outer, options);
        MatrixScope scope = new MatrixScope();
        try (MatrixScope building = new MatrixScope()) {
            PreparedFeatures x = PreparedFeatures.ofKernel(RowCells.of(n, plan.sets()), options, scope);
            Form form = new KernelForm(x, x.cells().ordered(kernel, building), options.factorisation());
            List<TrainingSet> sets = new DesignBuilder(x, form, Way.PARTIAL_FRACTIONS, options, plan, scope)
                    .build(new Workers(settings.workers()));
            LOG.info("ridge design: kernel ({} samples), {} outer folds, {} MB", n, outer.size(), scope.bytes() >> 20);
            return new RidgeDesign(scope, x, form, sets, options);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** Fits a tile of float32 targets, [n samples x t targets]. */
    public RidgeFit fitTile(FloatMatrix responses) {
        return fitTile(RowSource.of(responses));
    }

    /** Fits a tile of float64 targets, [n samples x t targets]. */
    public RidgeFit fitTile(DoubleMatrix responses) {
        return fitTile(RowSource.of(responses));
    }

    /**
     * Fits a tile of targets: chooses penalties, predicts held-out rows, fits the final model.
     *
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @throws IllegalArgumentException if the samples are not those of the features
     */
    public RidgeFit fitTile(RowSource responses) {
        return fitTile(responses, KeptWeights.PRIMAL);
    }

    /**
     * The same, with a choice of what the model keeps.
     *
     * @param responses [n samples x t targets]
     * @param kept weights of the model; dual ones need p {@code >=} n
     * @throws IllegalArgumentException also for dual weights of fewer features than samples
     */
    public RidgeFit fitTile(RowSource responses, KeptWeights kept) {
        requireSmaller(kept);
        return onTile(responses, tile -> tile.fit(sets, kept, Optional.empty()));
    }

    /**
     * The same, with a penalty for each group of targets: the one that maximises the mean of their scores, whatever the
     * scope of the options.
     *
     * @param responses all targets of the groups, [n samples x t targets]; those that are not fitted have no say
     */
    public RidgeFit fitTile(RowSource responses, KeptWeights kept, AlphaGroups groups) {
        requireSmaller(kept);
        requireTargets("groups", groups.targets(), responses);
        return onTile(responses, tile -> tile.fit(sets, kept, Optional.of(groups)));
    }

    /**
     * The same at given penalties; {@link RidgeFit#cvScores} are NaN.
     *
     * @param alphas penalty of each target in each outer fold, then in the final fit, [(k + 1) x t], e.g. those that
     *     groups in several tiles have chosen by their {@link #votes}
     */
    public RidgeFit fitTile(RowSource responses, KeptWeights kept, DoubleMatrix alphas) {
        requireSmaller(kept);
        requireTargets("alphas", alphas.columns(), responses);
        if (alphas.rows() != sets.size()) {
            throw new IllegalArgumentException("alphas of " + alphas.rows() + " training sets but there are "
                    + sets.size() + ", the outer folds and all rows");
        }
        for (int s = 0; s < sets.size(); s++) {
            sets.get(s).requirePenalties(alphas.row(s));
        }
        return onTile(responses, tile -> tile.fit(sets, kept, alphas));
    }

    /**
     * What the targets of a tile say on the penalties of groups that may lie in several tiles.
     *
     * @param responses [n samples x t targets]
     * @param groups of the targets of this tile
     */
    public AlphaVotes votes(RowSource responses, AlphaGroups groups) {
        requireTargets("groups", groups.targets(), responses);
        return onTile(responses, tile -> tile.selection().votes(sets, groups));
    }

    /**
     * Fits all rows at given penalties, without selection.
     *
     * @param responses [n samples x t targets]
     * @param alphas penalty of each target, [t], finite and {@code > 0}
     */
    public RidgeModel fitAt(RowSource responses, double... alphas) {
        requireTargets("alphas", alphas.length, responses);
        sets.get(sets.size() - 1).requirePenalties(alphas);
        return onTile(responses, tile -> tile.model(sets.get(sets.size() - 1), alphas));
    }

    /** Scores of all penalties in each inner fold of the final fit, [A x t] each. */
    public List<DoubleMatrix> innerScores(RowSource responses) {
        return onTile(responses, tile -> tile.selection().innerScores(sets.get(sets.size() - 1)));
    }

    private <R> R onTile(RowSource responses, Function<TileFit, R> work) {
        if (responses.rows() != samples()) {
            throw new IllegalArgumentException("features has " + samples() + " samples but responses has "
                    + responses.rows() + " (features [" + samples() + " samples x " + features()
                    + " features], responses [" + responses.rows() + " samples x " + responses.columns()
                    + " targets])");
        }
        try (TileFit tile = new TileFit(x, form, options, responses)) {
            return work.apply(tile);
        }
    }

    private static void requireTargets(String name, int targets, RowSource responses) {
        if (targets != responses.columns()) {
            throw new IllegalArgumentException(
                    name + " of " + targets + " targets but responses of " + responses.columns());
        }
    }

    private void requireSmaller(KeptWeights kept) {
        if (kept == KeptWeights.DUAL && form instanceof PrimalForm) {
            throw new IllegalArgumentException("dual weights need at least as many features as samples (features ["
                    + samples() + " samples x " + features() + " features]); keep primal weights, they are smaller");
        }
    }

    /** Number of samples, n. */
    public int samples() {
        return x.cells().rows();
    }

    /** Number of features, p. */
    public int features() {
        return x.features();
    }

    /** Bytes held outside the heap. */
    public long bytes() {
        return scope.bytes();
    }

    @Override
    public void close() {
        scope.close();
    }
}
