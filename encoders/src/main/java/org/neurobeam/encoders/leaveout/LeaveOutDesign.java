package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.encoders.ridge.AlphaChoice;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.preprocess.split.NestedFolds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ridge with rows left out exactly and without refits, for any folds and any score.
 *
 * <pre>{@code
 * C = (K + alpha I)^-1, with an intercept (K_c + alpha I)^-1 - 11'/(n alpha)
 * yhat_v without B = y_v - (C_BB^-1 (C y)_B)_v = -(C_BB^-1 C_Bt)_v y_t
 * }</pre>
 *
 * <p>Cost for each penalty n^3, for each fold and penalty 2 n_v n_t t as one tall product of all penalties. The inverses
 * are made anew in every call: give many targets at once. Holds memory outside the heap until {@link #close()}; may be
 * shared by threads.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1974.10489157">Allen 1974</a>
 */
public final class LeaveOutDesign implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaveOutDesign.class);
    /** Asymmetry of a kernel that rounding explains, relative to its largest element. */
    private static final double ASYMMETRY = 1e-10;

    private final LeaveOutForm form;
    private final Folds folds;
    private final LeaveOutOptions options;

    LeaveOutDesign(LeaveOutForm form, Folds folds, LeaveOutOptions options) {
        this.form = form;
        this.folds = folds;
        this.options = options;
        LOG.debug("left-out rows of {} by the {}", folds, form.description());
    }

    /**
     * From features, on the side that is cheaper: primal where p plus the rows left out are fewer than the rows that
     * train, else by their linear kernel.
     *
     * @param features [n samples x p features], finite
     * @param folds of the n samples, at least one
     * @throws IllegalArgumentException if the folds are of other rows or a feature is not finite
     */
    public static LeaveOutDesign of(RowSource features, Folds folds, LeaveOutOptions options) {
        requireFolds(features.rows(), folds, "features");
        double train =
                folds.list().stream().mapToInt(f -> f.train().length).average().orElseThrow();
        boolean primal = features.columns() + features.rows() - train < train;
        return primal ? primal(features, folds, options) : dual(features, folds, options);
    }

    static LeaveOutDesign primal(RowSource features, Folds folds, LeaveOutOptions options) {
        requireFinite(features, "feature");
        return new LeaveOutDesign(new PrimalForm(features, options.ridge().intercept()), folds, options);
    }

    static LeaveOutDesign dual(RowSource features, Folds folds, LeaveOutOptions options) {
        requireFinite(features, "feature");
        DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, features.rows(), features.rows());
        try (DenseMatrix x = DenseMatrix.copyOf(features, options.ridge().precision())) {
            Blas.addRowGram(x, kernel);
        }
        return new LeaveOutDesign(new KernelForm(kernel, options.ridge().intercept()), folds, options);
    }

    /**
     * From a precomputed kernel, not centred; an intercept centres it.
     *
     * @param kernel [n samples x n samples], symmetric
     * @param folds of the n samples, at least one
     * @throws IllegalArgumentException if the kernel is not square, finite and symmetric
     */
    public static LeaveOutDesign ofKernel(DoubleMatrix kernel, Folds folds, LeaveOutOptions options) {
        int n = kernel.rows();
        requireFolds(n, folds, "kernel");
        if (kernel.columns() != n) {
            throw new IllegalArgumentException("the kernel must be square but is " + kernel);
        }
        requireFinite(RowSource.of(kernel), "kernel column");
        double size = 0;
        double difference = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                size = Math.max(size, Math.abs(kernel.get(i, j)));
                difference = Math.max(difference, Math.abs(kernel.get(i, j) - kernel.get(j, i)));
            }
        }
        if (difference > ASYMMETRY * size) {
            throw new IllegalArgumentException(
                    kernel + " is not symmetric: elements differ by " + difference + " of at most " + size);
        }
        return taking(DenseMatrix.copyOf(kernel), folds, options);
    }

    /**
     * From a precomputed kernel that is taken over, centred in place with an intercept, and freed with the design.
     *
     * @param kernel [n samples x n samples] float64, symmetric and finite
     * @param folds of the n samples, at least one
     */
    public static LeaveOutDesign taking(DenseMatrix kernel, Folds folds, LeaveOutOptions options) {
        requireFolds(kernel.rows(), folds, "kernel");
        return new LeaveOutDesign(new KernelForm(kernel, options.ridge().intercept()), folds, options);
    }

    private static void requireFolds(int n, Folds folds, String what) {
        if (folds.rows() != n || folds.size() == 0) {
            throw new IllegalArgumentException(
                    what + " [" + n + " samples] but " + folds + "; at least one fold of the same samples is needed");
        }
    }

    private static void requireFinite(RowSource x, String what) {
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException(what + " " + j + " of sample " + i + " is " + row[j]
                            + "; all must be finite: drop the column or fill the samples");
                }
            }
        }
    }

    /** Scores of every fold, penalty and target by the criterion of the options; [A x t] for each fold. */
    public List<DoubleMatrix> scores(RowSource responses) {
        return scores(responses, TargetScore.of(options.ridge().criterion()));
    }

    /** Scores of every fold, penalty and target by a score of the caller; [A x t] for each fold. */
    public List<DoubleMatrix> scores(RowSource responses, TargetScore score) {
        return fit(responses, score).scores();
    }

    /** Chooses penalties by the criterion of the options. */
    public LeaveOutFit fit(RowSource responses) {
        return fit(responses, TargetScore.of(options.ridge().criterion()));
    }

    /**
     * Chooses penalties by a score: largest mean over folds, a tie to the larger penalty, scope and conservative rule
     * as in the options.
     *
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @throws IllegalArgumentException if the samples are not those of the design
     * @throws org.neurobeam.schemas.error.NumericalException if the kernel is too indefinite for a penalty
     */
    public LeaveOutFit fit(RowSource responses, TargetScore score) {
        requireRows(responses);
        long start = System.nanoTime();
        Search search = new Search(form, List.of(Section.whole(folds)), options);
        try (Targets targets = Targets.of(responses, options)) {
            List<DoubleMatrix> tables = search.scores(targets, score).get(0);
            int[] chosen = search.choose(tables, targets);
            DoubleMatrix mean = new AlphaChoice(options.ridge()).mean(tables);
            double[] cvScores = new double[chosen.length];
            for (int v = 0; v < chosen.length; v++) {
                cvScores[v] = targets.valid(v) ? mean.get(chosen[v], v) : Double.NaN;
            }
            LOG.debug(
                    "left-out scores: {} folds, {} alphas, {} targets, {} s",
                    folds.size(),
                    options.ridge().alphas().size(),
                    chosen.length,
                    (System.nanoTime() - start) / 1_000_000 / 1e3);
            return new LeaveOutFit(
                    tables, search.penalties(chosen, targets), cvScores, targets.reasons(), search.shrinkageError());
        }
    }

    /**
     * Predictions of the held-out rows of each fold.
     *
     * @param responses [n samples x t targets]
     * @param alphas penalty of each target, {@code > 0}, [t]; NaN leaves the target out
     * @return for each fold [n_v x t], rows in fold order; NaN for targets left out
     */
    public List<DoubleMatrix> predictions(RowSource responses, double... alphas) {
        requireRows(responses);
        if (alphas.length != responses.columns()) {
            throw new IllegalArgumentException(
                    "alphas of " + alphas.length + " targets but responses of " + responses.columns());
        }
        try (Targets targets = Targets.of(responses, options)) {
            DoubleMatrix each = DoubleMatrix.zeros(folds.size(), alphas.length);
            for (int i = 0; i < each.values().length; i++) {
                double alpha = alphas[i % alphas.length];
                if (alpha <= 0 || Double.isInfinite(alpha)) {
                    throw new IllegalArgumentException("alpha must be finite and > 0 but is " + alpha);
                }
                each.values()[i] = targets.valid(i % alphas.length) ? alpha : Double.NaN;
            }
            return new ChosenPredictions(form, options).of(folds, targets, each);
        }
    }

    /**
     * Log density of the held-out rows of each fold given the rows that train, for y ~ N(0, K + alpha I) and a flat
     * prior on the intercept: {@code -1/2 e' P e + 1/2 log det P - n_v/2 log 2 pi}, P = C_vv where nothing is purged.
     *
     * @return for each fold [A x t]
     */
    public List<DoubleMatrix> logDensities(RowSource responses) {
        requireRows(responses);
        double[] alphas = options.alphas();
        Section section = Section.whole(folds);
        List<DoubleMatrix> tables = new ArrayList<>();
        section.blocks.forEach(b -> tables.add(Search.nan(alphas.length, responses.columns())));
        LeaveOutOptions exact = LeaveOutOptions.of(options.ridge().withPrecision(DensityRows.precision()))
                .withMemory(options.tileWidth(), options.memoryBytes());
        try (Targets targets = Targets.of(responses, exact)) {
            for (int j = 0; j < alphas.length; j++) {
                try (Smoother all = form.at(alphas[j])) {
                    new HeldOutPass(all, 1, DensityRows.precision())
                            .run(section.blocks, targets, new DensityRows(all, targets, tables, j));
                }
            }
        }
        return tables;
    }

    /**
     * Chooses penalties inside every outer fold and predicts its held-out rows with them, all from the same inverses:
     * {@code C without o = C_tt - C_to C_oo^-1 C_ot}. The folds of this design do not matter here.
     *
     * @param nested outer and inner folds of the n samples
     * @param responses [n samples x t targets]
     * @param score by which the inner folds choose
     */
    public NestedFit fitNested(NestedFolds nested, RowSource responses, TargetScore score) {
        requireRows(responses);
        requireFolds(form.rows(), nested.outer(), "the design");
        List<Section> sections = new ArrayList<>();
        for (int o = 0; o < nested.size(); o++) {
            sections.add(Section.inside(nested.outer().list().get(o), nested.inner(o)));
        }
        Search search = new Search(form, sections, options);
        try (Targets targets = Targets.of(responses, options)) {
            List<List<DoubleMatrix>> tables = search.scores(targets, score);
            DoubleMatrix alphas = DoubleMatrix.zeros(nested.size(), targets.targets());
            for (int o = 0; o < nested.size(); o++) {
                double[] row = search.penalties(search.choose(tables.get(o), targets), targets);
                System.arraycopy(row, 0, alphas.values(), o * row.length, row.length);
            }
            return new NestedFit(
                    alphas, tables, new ChosenPredictions(form, options).of(nested.outer(), targets, alphas));
        }
    }

    private void requireRows(RowSource responses) {
        if (responses.rows() != form.rows()) {
            throw new IllegalArgumentException("the design has " + form.rows() + " samples but responses ["
                    + responses.rows() + " samples x " + responses.columns() + " targets]");
        }
    }

    @Override
    public void close() {
        form.close();
    }
}
