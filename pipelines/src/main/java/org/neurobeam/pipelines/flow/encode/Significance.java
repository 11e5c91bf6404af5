package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.table.Score;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code encode} says about r against chance. */
final class Significance {
    private static final Logger LOG = LoggerFactory.getLogger(Significance.class);

    private Significance() {}

    /** The count, or why there is none. */
    static void log(EncodeConfig config, List<ResponseGroup> groups, ScoreTable scores) {
        if (config.test().kind() == ChanceConfig.Kind.NONE) {
            return;
        }
        obstacles(config, groups).forEach(reason -> LOG.warn("encode: r is not tested: {}", reason));
        if (scores.tested() > 0) {
            LOG.info(
                    "encode: {} of {} targets at {} ({})",
                    scores.significant(),
                    scores.tested(),
                    config.test().criterion(),
                    procedure(config.test()));
        }
    }

    /** The value of a target that is compared with 0.05, by what was corrected for; empty where it was not tested. */
    static Optional<Double> decisive(Score row) {
        return row.getQ().or(row::getPFamilywise).or(row::getP);
    }

    private static List<String> obstacles(EncodeConfig config, List<ResponseGroup> groups) {
        return groups.stream()
                .flatMap(group -> new TargetChance(config.test(), group.runs())
                        .obstacle().stream().map(reason -> group.name() + ": " + reason))
                .toList();
    }

    /** The count with what it counts, absent where nothing was tested, and why groups were not tested. */
    static void put(ObjectNode json, EncodeConfig config, List<ResponseGroup> groups, ScoreTable scores) {
        List<String> obstacles = obstacles(config, groups);
        if (!obstacles.isEmpty()) {
            obstacles.forEach(json.putArray("not_tested")::add);
        }
        if (scores.tested() > 0) {
            json.put("targets_tested", scores.tested());
            json.put("targets_significant", scores.significant());
            json.put("significance", config.test().criterion());
        }
    }

    /** The test in a few words. */
    static String procedure(ChanceConfig test) {
        return test.kind() == ChanceConfig.Kind.CIRCULAR_SHIFT
                ? "all circular shifts of at least 10 samples"
                : test.draws() + " permutations of blocks of " + test.block() + " samples within runs";
    }
}
