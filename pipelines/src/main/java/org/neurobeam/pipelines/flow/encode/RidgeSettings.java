package org.neurobeam.pipelines.flow.encode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.InnerChunks;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.neurobeam.preprocess.split.ChunkedHoldOut;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.preprocess.split.Splitter;
import org.neurobeam.schemas.error.ConfigException;

/** The settings of the encoder as the encoder's own types. */
final class RidgeSettings {
    private static final String K_FOLD = "kfold:";
    private static final String RUN_FOLDS = "runs:";

    private RidgeSettings() {}

    static RidgeOptions of(EncodeConfig settings) {
        RidgeConfig config = settings.model();
        RidgeOptions folds = folds(settings);
        return (config.penalised()
                        ? folds.withAlphas(config.alphaGrid().stream().sorted().toList())
                        : folds)
                .withCriterion(criterion(config))
                .withIntercept(config.intercept())
                .withScope(
                        config.alphaScope() == RidgeConfig.AlphaScope.GLOBAL
                                ? AlphaScope.GLOBAL
                                : AlphaScope.PER_TARGET)
                .withConservative(config.conservative());
    }

    static Criterion criterion(RidgeConfig config) {
        return switch (config.criterion()) {
            case MSE -> Criterion.NEG_MSE;
            case R2 -> Criterion.R2;
            case R -> Criterion.R;
        };
    }

    /** Defaults with the inner folds of the settings. */
    static RidgeOptions folds(EncodeConfig config) {
        RidgeOptions options = RidgeOptions.defaults();
        String inner = config.model().inner();
        Optional<Splitter> chunks = InnerChunks.of(inner)
                .map(c -> ChunkedHoldOut.ofShare(c.draws(), c.share(), c.length(), c.seed())
                        .purged(config.purge()));
        return switch (inner) {
            case "leave-one-out" -> options.withSelection(InnerSelection.LEAVE_ONE_OUT);
            case RidgeConfig.AUTO -> throw new IllegalStateException("model.inner: auto is decided before the folds");
            case "runs" -> options.withSelection(InnerSelection.LEAVE_ONE_RUN_OUT);
            default -> chunks.map(options::withSplitter).orElseGet(() -> blocks(options, inner, config.purge()));
        };
    }

    private static RidgeOptions blocks(RidgeOptions options, String inner, int purge) {
        int k = Integer.parseInt(inner.substring(K_FOLD.length()));
        return purge == 0
                ? options.withInnerFolds(k)
                : options.withSplitter(Splitter.kFold(k).purged(purge));
    }

    /**
     * The folds that choose penalties among some training samples, as positions among them; none where penalties are not
     * chosen by folds.
     *
     * @param train ascending
     * @throws ConfigException if the samples do not allow them
     */
    static Folds inner(EncodeConfig config, ResponseGroup group, int... train) {
        String inner = config.model().inner();
        if (config.model().penaltyGiven() || "leave-one-out".equals(inner)) {
            return Folds.none(train.length);
        }
        int[] runs = group.runs();
        if ("runs".equals(inner)
                && Arrays.stream(train).map(i -> runs[i]).distinct().count() < 2) {
            throw new ConfigException("model.inner: runs needs at least two runs among the training samples of each"
                    + " outer fold, but with outer: " + config.outer() + " the runs " + group.runNames() + " of "
                    + group.name() + " leave one; use --set model.inner=kfold:5");
        }
        if (inner.startsWith(K_FOLD) && Integer.parseInt(inner.substring(K_FOLD.length())) > train.length) {
            throw new ConfigException("model.inner: " + inner + " but " + group.name() + " has only " + train.length
                    + " training samples in an outer fold (outer: " + config.outer() + "); allowed: kfold:2 to kfold:"
                    + train.length);
        }
        try {
            return folds(config).inner(train, runs);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "model.inner: " + inner + " within " + train.length + " training samples of an outer fold of "
                            + group.name() + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * The folds whose rows are held out for the scores.
     *
     * @throws ConfigException if there is nothing to hold out
     */
    static Folds outer(EncodeConfig config, List<String> runNames, int... runs) {
        if (config.outer().startsWith(K_FOLD)) {
            int k = Integer.parseInt(config.outer().substring(K_FOLD.length()));
            if (k > runs.length) {
                throw new ConfigException("outer: " + config.outer() + " but there are " + runs.length
                        + " samples; allowed: kfold:2 to kfold:" + runs.length);
            }
            return purged(Folds.kFold(runs.length, k), config.purge(), runs);
        }
        if (runNames.size() < 2) {
            throw new ConfigException(
                    "outer: runs needs at least two runs, found " + runNames
                            + "; use --outer kfold:5 (contiguous blocks), or tell the run of every sample of arrays with --runs RUNS.npy");
        }
        if (config.outer().startsWith(RUN_FOLDS)) {
            int k = Integer.parseInt(config.outer().substring(RUN_FOLDS.length()));
            if (k > runNames.size()) {
                throw new ConfigException("outer: " + config.outer() + " but there are " + runNames.size()
                        + " runs; use" + " outer: runs, or fewer folds");
            }
            return Folds.kFoldOfRuns(runs, k);
        }
        return Folds.leaveOneRunOut(runs);
    }

    private static Folds purged(Folds folds, int gap, int... runs) {
        try {
            return folds.purged(gap, runs);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("purge: " + e.getMessage(), e);
        }
    }
}
