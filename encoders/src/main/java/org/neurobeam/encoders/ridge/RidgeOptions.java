package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.split.Chunks;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.preprocess.split.Splitter;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of ridge regression, {@code min ||Y - X b||^2 + alpha ||b||^2} (sum, not mean).
 *
 * @param alphas penalties to choose from, finite, {@code > 0}, ascending; one alpha is used without selection
 * @param selection how the inner validation rows are chosen
 * @param innerFolds number of folds of {@link InnerSelection#K_FOLD}, at least 2; otherwise unused
 * @param splitter the rule of {@link InnerSelection#SPLITTER}; its folds may overlap and leave rows out; else empty
 * @param criterion what the chosen penalty maximises
 * @param intercept whether X and Y are centred by the means of the training rows; the intercept is not penalised
 * @param scope which targets share a penalty
 * @param conservative the largest alpha whose mean score exceeds the best mean minus one standard deviation over
 *     folds; needs inner folds
 * @param precision of data and wide products; statistics and scores are always float64
 * @param factorisation precision of the eigendecompositions of kernels (p {@code >=} n); float32 takes half the time
 *     and errs by about 1e-6 of a score; those of features are always float64
 */
public record RidgeOptions(
        List<Double> alphas,
        InnerSelection selection,
        int innerFolds,
        Optional<Splitter> splitter,
        Criterion criterion,
        boolean intercept,
        AlphaScope scope,
        boolean conservative,
        Precision precision,
        Precision factorisation) {
    private static final int DEFAULT_ALPHAS = 20;
    private static final int DEFAULT_FOLDS = 5;

    /** @throws ConfigException if a setting is out of range or two contradict each other */
    public RidgeOptions {
        alphas = List.copyOf(alphas);
        if (alphas.isEmpty()) {
            throw new ConfigException("ridge.alphas is empty; give at least one penalty > 0");
        }
        double previous = 0;
        for (double alpha : alphas) {
            if (!(alpha > previous) || Double.isInfinite(alpha)) {
                throw new ConfigException("ridge.alphas must be finite, > 0 and ascending but has " + alpha + " after "
                        + previous + " in " + alphas);
            }
            previous = alpha;
        }
        if (innerFolds < 2) {
            throw new ConfigException("ridge.innerFolds is " + innerFolds + "; allowed: 2 or more");
        }
        if ((selection == InnerSelection.SPLITTER) != splitter.isPresent()) {
            throw new ConfigException("ridge.selection is " + selection + " but ridge.splitter is "
                    + (splitter.isPresent() ? "given" : "missing") + "; give it with selection splitter alone");
        }
        if (factorisation == Precision.FLOAT32 && precision == Precision.FLOAT64) {
            throw new ConfigException("ridge.factorisation is float32 but ridge.precision is float64;"
                    + " allowed with float64 data: float64");
        }
        if (conservative && selection == InnerSelection.LEAVE_ONE_OUT) {
            throw new ConfigException("ridge.conservative needs scores of several folds; "
                    + "use ridge.selection leave_one_run_out or k_fold instead of leave_one_out");
        }
    }

    /** Alphas logspace(0, 5, 20), leave-one-run-out, negative MSE, intercept, alpha per target, float32 data. */
    public static RidgeOptions defaults() {
        return new RidgeOptions(
                logspace(0, 5, DEFAULT_ALPHAS),
                InnerSelection.LEAVE_ONE_RUN_OUT,
                DEFAULT_FOLDS,
                Optional.empty(),
                Criterion.NEG_MSE,
                true,
                AlphaScope.PER_TARGET,
                false,
                Precision.FLOAT32,
                Precision.FLOAT64);
    }

    /** Powers of ten from 10^from to 10^to at equal steps of the exponent. */
    public static List<Double> logspace(double from, double to, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Math.pow(10, count == 1 ? from : from + (to - from) * i / (count - 1)))
                .toList();
    }

    /** The same settings with other penalties. */
    public RidgeOptions withAlphas(List<Double> other) {
        return new RidgeOptions(
                other,
                selection,
                innerFolds,
                splitter,
                criterion,
                intercept,
                scope,
                conservative,
                precision,
                factorisation);
    }

    /** The same settings with another choice of inner validation rows. */
    public RidgeOptions withSelection(InnerSelection other) {
        return new RidgeOptions(
                alphas,
                other,
                innerFolds,
                Optional.empty(),
                criterion,
                intercept,
                scope,
                conservative,
                precision,
                factorisation);
    }

    /** The same settings with k contiguous inner folds. */
    public RidgeOptions withInnerFolds(int k) {
        return new RidgeOptions(
                alphas,
                InnerSelection.K_FOLD,
                k,
                Optional.empty(),
                criterion,
                intercept,
                scope,
                conservative,
                precision,
                factorisation);
    }

    /** The same settings with inner folds by a rule of the caller. */
    public RidgeOptions withSplitter(Splitter rule) {
        return new RidgeOptions(
                alphas,
                InnerSelection.SPLITTER,
                innerFolds,
                Optional.of(rule),
                criterion,
                intercept,
                scope,
                conservative,
                precision,
                factorisation);
    }

    /**
     * The folds that choose among some training rows, as positions in {@code train}.
     *
     * @param train ascending
     * @param runs run of each row of the whole, [n]
     * @throws ConfigException if there are too few runs
     */
    public Folds inner(int[] train, int... runs) {
        int[] own = Arrays.stream(train).map(i -> runs[i]).toArray();
        return switch (selection) {
            case K_FOLD -> Folds.kFold(train.length, innerFolds);
            case SPLITTER -> splitter.orElseThrow().split(Chunks.pieces(train, runs));
            case LEAVE_ONE_RUN_OUT -> {
                if (Arrays.stream(own).distinct().count() < 2) {
                    throw new ConfigException("ridge.selection leave_one_run_out needs at least 2 runs among the"
                            + " training rows but found 1; use k_fold or leave_one_out");
                }
                yield Folds.leaveOneRunOut(own);
            }
            case LEAVE_ONE_OUT -> throw new IllegalStateException("leave-one-out has a closed form and no folds");
        };
    }

    /** The same settings with another criterion. */
    public RidgeOptions withCriterion(Criterion other) {
        return new RidgeOptions(
                alphas,
                selection,
                innerFolds,
                splitter,
                other,
                intercept,
                scope,
                conservative,
                precision,
                factorisation);
    }

    /** The same settings with or without an intercept. */
    public RidgeOptions withIntercept(boolean other) {
        return new RidgeOptions(
                alphas,
                selection,
                innerFolds,
                splitter,
                criterion,
                other,
                scope,
                conservative,
                precision,
                factorisation);
    }

    /** The same settings with another scope of the penalty. */
    public RidgeOptions withScope(AlphaScope other) {
        return new RidgeOptions(
                alphas,
                selection,
                innerFolds,
                splitter,
                criterion,
                intercept,
                other,
                conservative,
                precision,
                factorisation);
    }

    /** The same settings with or without the rule of one standard deviation. */
    public RidgeOptions withConservative(boolean other) {
        return new RidgeOptions(
                alphas, selection, innerFolds, splitter, criterion, intercept, scope, other, precision, factorisation);
    }

    /** The same settings with another precision of data and wide products. */
    public RidgeOptions withPrecision(Precision other) {
        return new RidgeOptions(
                alphas,
                selection,
                innerFolds,
                splitter,
                criterion,
                intercept,
                scope,
                conservative,
                other,
                factorisation);
    }

    /** The same settings with eigendecompositions of kernels in float32 (fast) or float64 (exact). */
    public RidgeOptions withFactorisation(Precision other) {
        return new RidgeOptions(
                alphas, selection, innerFolds, splitter, criterion, intercept, scope, conservative, precision, other);
    }

    /** The penalties as an array, [A]. */
    double[] alphaArray() {
        return alphas.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
