package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.report.IssueRow;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets of a group that have no model, for one reason.
 *
 * @param group name of the group
 * @param reason {@code constant} or {@code non_finite}
 * @param count of the targets
 * @param first names of the first of them
 */
record LeftOut(String group, String reason, int count, List<String> first) {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);
    private static final int NAMED = 5;

    LeftOut {
        first = List.copyOf(first);
    }

    private LeftOut and(String target) {
        List<String> names = new ArrayList<>(first);
        if (names.size() < NAMED) {
            names.add(target);
        }
        return new LeftOut(group, reason, count + 1, names);
    }

    /** One for each group and reason in the scores, in their order. */
    static List<LeftOut> of(DataStore results) throws IOException {
        Map<String, LeftOut> all = new LinkedHashMap<>();
        try (TableRows<Score> rows = TableFile.open(results, ScoreTable.FILE, Table.SCORES)) {
            rows.forEachRemaining(row -> row.getNullReason().ifPresent(reason -> {
                LeftOut none = new LeftOut(row.getGroup(), reason, 0, List.of());
                String target = row.getLabel().orElse("target " + row.getTarget());
                all.merge(row.getGroup() + " " + reason, none.and(target), (old, one) -> old.and(target));
            }));
        }
        return List.copyOf(all.values());
    }

    /** Targets of a group without a model. */
    static int count(List<LeftOut> all, String group) {
        return all.stream()
                .filter(left -> left.group.equals(group))
                .mapToInt(LeftOut::count)
                .sum();
    }

    /** A warning for each group that lacks targets. */
    static void warn(List<LeftOut> all, List<ResponseGroup> groups) {
        for (ResponseGroup group : groups) {
            int count = count(all, group.name());
            if (count > 0 && LOG.isWarnEnabled()) {
                LOG.warn(
                        "encode: {}: {} of {} targets are not fitted: {}",
                        group.name(),
                        count,
                        group.targets(),
                        all.stream()
                                .filter(left -> left.group.equals(group.name()))
                                .map(left -> left.count + " " + left.reason + " (" + left.names() + ")")
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    /** The same for programs. */
    static void put(ObjectNode json, List<LeftOut> all) {
        if (!all.isEmpty()) {
            ArrayNode array = json.putArray("targets_left_out");
            for (LeftOut left : all) {
                ObjectNode node = array.addObject();
                node.put("group", left.group).put("reason", left.reason).put("count", left.count);
                left.first.forEach(node.putArray("first")::add);
            }
        }
    }

    private String names() {
        return String.join(", ", first) + (count > first.size() ? ", ..." : "");
    }

    /** For the report. */
    IssueRow issue(String file) {
        String why = "constant".equals(reason)
                ? "the same response in all samples"
                : "non_finite".equals(reason) ? "responses that are NaN or infinite" : "no model: " + reason;
        String who = count == 1 ? "1 target of " + group + " has " : count + " targets of " + group + " have ";
        return new IssueRow(file, names(), reason, "warn", who + why + "; not fitted, no scores");
    }
}
