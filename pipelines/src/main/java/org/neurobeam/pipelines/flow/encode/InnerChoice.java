package org.neurobeam.pipelines.flow.encode;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.schemas.error.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folds within training samples that choose penalties: decided where the settings leave them open, and checked. */
final class InnerChoice {
    private static final Logger LOG = LoggerFactory.getLogger(InnerChoice.class);
    private static final String RUNS = "runs";
    private static final String BLOCKS = "kfold:";
    private static final String FIVE_BLOCKS = BLOCKS + 5;

    private InnerChoice() {}

    /**
     * The settings with {@code model.inner: auto} decided: runs where at least two of them train in every outer fold of
     * every group, else five contiguous blocks.
     *
     * @throws ConfigException if inner or outer folds cannot be made of the samples
     */
    static EncodeConfig decide(EncodeConfig config, List<ResponseGroup> groups) {
        EncodeConfig decided = config;
        if (RidgeConfig.AUTO.equals(config.model().inner())) {
            boolean byRun = groups.stream().allMatch(group -> fewestRuns(config, group) > 1);
            decided = config.withInner(byRun ? RUNS : FIVE_BLOCKS);
            if (!byRun) {
                LOG.info(
                        "encode: model.inner: {}, contiguous blocks, because fewer than two runs train where samples are"
                                + " held out",
                        FIVE_BLOCKS);
            }
        }
        for (ResponseGroup group : groups) {
            check(decided, group);
        }
        return decided;
    }

    private static void check(EncodeConfig config, ResponseGroup group) {
        String inner = config.model().inner();
        boolean given = config.model().penaltyGiven();
        int samples = fewestSamples(config, group);
        if (!given && RUNS.equals(inner) && fewestRuns(config, group) < 2) {
            throw new ConfigException(
                    "model.inner: runs needs at least two runs among the training samples of each outer"
                            + " fold, but with outer: " + config.outer() + " the runs " + group.runNames() + " of "
                            + group.name() + " leave one; use --set model.inner=" + FIVE_BLOCKS);
        }
        if (!given && inner.startsWith(BLOCKS) && Integer.parseInt(inner.substring(BLOCKS.length())) > samples) {
            throw new ConfigException("model.inner: " + inner + " but " + group.name() + " has only " + samples
                    + " training samples in an outer fold (outer: " + config.outer() + "); allowed: kfold:2 to kfold:"
                    + samples);
        }
    }

    private static long fewestRuns(EncodeConfig config, ResponseGroup group) {
        int[] runs = group.runs();
        return outer(config, group).stream()
                .mapToLong(fold ->
                        Arrays.stream(fold.train()).map(i -> runs[i]).distinct().count())
                .min()
                .orElse(0);
    }

    private static int fewestSamples(EncodeConfig config, ResponseGroup group) {
        return outer(config, group).stream()
                .mapToInt(fold -> fold.train().length)
                .min()
                .orElse(0);
    }

    private static List<Fold> outer(EncodeConfig config, ResponseGroup group) {
        return RidgeSettings.outer(config, group.runNames(), group.runs()).list();
    }
}
