package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.score.AlgonautsAccuracy;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.io.DataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code encode} says about noise ceilings, where runs are declared to be repeats. */
final class CeilingSummary {
    /** What a reader must know where folds split repeats. */
    static final String SEEN = "Held-out runs repeat the stimulus of training runs, so that scores tell how well known"
            + " stimuli are predicted, not new ones. Hold the repeats of a stimulus out together (outer: kfold:N).";

    private static final Logger LOG = LoggerFactory.getLogger(CeilingSummary.class);

    private CeilingSummary() {}

    /** Medians over targets, how many have no ceiling, and whether folds split repeats; nothing without repeats. */
    static void put(ObjectNode json, EncodeConfig config, List<ResponseGroup> groups, DataStore results)
            throws IOException {
        if (config.repeats().isEmpty()) {
            return;
        }
        ObjectNode node = json.putObject("repeats");
        ScoreColumns columns = ScoreColumns.read(results, RepeatColumns.conventions(config));
        for (ScoreConvention convention : RepeatColumns.conventions(config)) {
            if (columns.count(convention) > 0) {
                node.put(convention.column() + "_median", Percentiles.of(columns.sorted(convention), 0.5));
            }
        }
        RepeatColumns.asked(config).forEach(c -> node.put(c.column() + "_undefined", columns.undefined(c)));
        if (config.conventions().contains(Convention.ALGONAUTS_2023)) {
            algonauts(node, columns);
        }
        int defined = columns.count(ScoreConvention.CC_NORM);
        node.put("targets_with_ceiling", defined);
        boolean seen = seen(config, groups);
        node.put("stimulus_seen_in_training", seen);
        LOG.info("encode: noise ceilings of {} targets, medians {}", defined, node);
        if (seen) {
            LOG.warn("encode: {}", SEEN);
        }
    }

    /** Whether folds of any group split repeats. */
    static boolean seen(EncodeConfig config, List<ResponseGroup> groups) {
        return groups.stream()
                .anyMatch(g -> RepeatedRuns.of(config, g)
                        .map(r -> r.seenInTraining(config, g))
                        .orElse(false));
    }

    /** The score of the challenge is a mean; papers give the median, too. */
    private static void algonauts(ObjectNode node, ScoreColumns columns) {
        String name = ScoreConvention.ALGONAUTS_2023_PERCENT.column();
        Arrays.stream(columns.sorted(ScoreConvention.ALGONAUTS_2023_PERCENT))
                .average()
                .ifPresent(mean -> node.put(name + "_mean", mean));
        node.put(name + "_excluded", columns.excluded());
        node.put(name + "_least_ceiling", AlgonautsAccuracy.DEFAULT_THRESHOLD);
    }
}
