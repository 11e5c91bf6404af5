package org.neurobeam.pipelines.flow.encode;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folds within training samples that choose penalties, decided where the settings leave them open. */
final class InnerChoice {
    private static final Logger LOG = LoggerFactory.getLogger(InnerChoice.class);
    private static final String RUNS = "runs";
    private static final String FIVE_BLOCKS = "kfold:5";

    private InnerChoice() {}

    /**
     * The settings with {@code model.inner: auto} decided: runs where at least two of them train in every outer fold of
     * every group, else five contiguous blocks.
     *
     * @throws org.neurobeam.schemas.error.ConfigException if outer folds cannot be made of the samples
     */
    static EncodeConfig decide(EncodeConfig config, List<ResponseGroup> groups) {
        if (!RidgeConfig.AUTO.equals(config.model().inner())) {
            return config;
        }
        boolean byRun = groups.stream().allMatch(group -> fewestRuns(config, group) > 1);
        if (!byRun) {
            LOG.info(
                    "encode: model.inner: {}, contiguous blocks, because fewer than two runs train where samples are"
                            + " held out",
                    FIVE_BLOCKS);
        }
        return config.withInner(byRun ? RUNS : FIVE_BLOCKS);
    }

    private static long fewestRuns(EncodeConfig config, ResponseGroup group) {
        int[] runs = group.runs();
        return RidgeSettings.outer(config, group.runNames(), runs).list().stream()
                .mapToLong(fold ->
                        Arrays.stream(fold.train()).map(i -> runs[i]).distinct().count())
                .min()
                .orElse(0);
    }
}
