package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;
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
        median(node, ScoreConvention.EV_REPEATS_CORRECTED, Score::getEvRepeatsCorrectedHsu2004, results);
        median(node, ScoreConvention.CC_MAX, Score::getCcMaxSchoppe2016, results);
        median(node, ScoreConvention.CC_ABS, Score::getCcAbsSchoppe2016, results);
        int defined = median(node, ScoreConvention.CC_NORM, Score::getCcNormSchoppe2016, results);
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

    private static int median(
            ObjectNode node, ScoreConvention convention, Function<Score, Optional<Double>> column, DataStore results)
            throws IOException {
        List<Double> values = new ArrayList<>();
        try (TableRows<Score> rows = TableFile.open(results, ScoreTable.FILE, Table.SCORES)) {
            rows.forEachRemaining(row -> column.apply(row).ifPresent(values::add));
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length > 0) {
            node.put(convention.column() + "_median", Percentiles.of(sorted, 0.5));
        }
        return sorted.length;
    }
}
