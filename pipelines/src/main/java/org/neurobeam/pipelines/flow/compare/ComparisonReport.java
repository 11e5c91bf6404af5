package org.neurobeam.pipelines.flow.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.report.ComparedScores;
import org.neurobeam.pipelines.report.ComparisonPage;
import org.neurobeam.pipelines.report.IssueRow;
import org.neurobeam.pipelines.report.ReportData;
import org.neurobeam.pipelines.report.Summary;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Comparison;

/** Makes the report of a comparison from its folder. */
public final class ComparisonReport {
    /** Name of the report in its folder. */
    public static final String FILE = "report.html";

    /** Name of the table in its folder. */
    static final String TABLE = "comparison.parquet";

    private ComparisonReport() {}

    /** Whether the folder holds a comparison. */
    public static boolean describes(String location) {
        DataStore store = Stores.of(location);
        return store.exists(TABLE) && store.exists(ComparisonRecord.FILE);
    }

    /** Makes or remakes {@code report.html} in the folder itself. */
    static void write(String location) throws IOException {
        try (StagedFile file = new StagedFile(Stores.of(location), FILE)) {
            write(location, file.stream());
            file.commit(0);
        }
    }

    /** Writes the report and leaves the stream open. */
    public static void write(String location, OutputStream out) throws IOException {
        DataStore store = Stores.of(location);
        JsonNode provenance;
        try (InputStream in = store.read(ComparisonRecord.FILE)) {
            provenance = new ObjectMapper().readTree(in);
        }
        CompareConfig config = ConfigLoader.parse(
                CompareConfig.class, provenance.path("configuration").toString());
        Map<String, Rows> groups = new LinkedHashMap<>();
        try (TableRows<Comparison> rows = TableFile.open(store, TABLE, Table.COMPARISONS)) {
            rows.forEachRemaining(row ->
                    groups.computeIfAbsent(row.getGroup(), k -> new Rows()).add(row));
        }
        JsonNode numbers = provenance.path("summary");
        Summary summary = Summary.of(
                List.of(),
                numbers.path("seconds").asDouble(),
                numbers.path("peak_rss_mb").asDouble());
        ReportData.Heading heading =
                new ReportData.Heading("Comparison of two encoders", "", "neurobeam " + BuildInfo.version());
        ReportData data = ReportData.of(heading, summary, List.of())
                .withMethods(new ComparisonMethods(config).methods())
                .withConfiguration(ConfigLoader.toYaml(config))
                .withProvenance(origin(provenance))
                .withIssues(issues(groups, location));
        List<ComparedScores> scores = new ArrayList<>();
        groups.forEach((group, rows) -> scores.add(rows.scores(group)));
        new ComparisonPage(data, model(provenance, "first"), model(provenance, "second"), config.criterion(), scores)
                .write(out);
    }

    private static String model(JsonNode provenance, String name) {
        return provenance.path(name + "_folder").asText() + " ("
                + provenance.path(name + "_model").asText() + ")";
    }

    private static Map<String, String> origin(JsonNode provenance) {
        Map<String, String> map = new LinkedHashMap<>();
        provenance.properties().forEach(e -> {
            if (e.getValue().isValueNode()) {
                map.put(e.getKey(), e.getValue().asText());
            }
        });
        return map;
    }

    private static List<IssueRow> issues(Map<String, Rows> groups, String location) {
        List<IssueRow> issues = new ArrayList<>();
        groups.forEach((group, rows) -> rows.reasons.forEach((reason, count) -> issues.add(new IssueRow(
                location + "/" + TABLE, group, reason, "info", count + " targets have no comparison: " + reason))));
        return issues;
    }

    /** What the report needs of the rows of a group. */
    private static final class Rows {
        private final List<String> labels = new ArrayList<>();
        private final List<Float> first = new ArrayList<>();
        private final List<Float> second = new ArrayList<>();
        private final List<ComparedScores.Winner> winners = new ArrayList<>();
        private final Map<String, Integer> reasons = new LinkedHashMap<>();

        void add(Comparison row) {
            labels.add(row.getLabel().orElse(Integer.toString(row.getTarget())));
            // without a difference there is no point
            boolean known = row.getDeltaR().isPresent();
            first.add(number(row.getRFirst(), known));
            second.add(number(row.getRSecond(), known));
            winners.add(row.getWinner()
                    .map(w -> ComparedTargets.FIRST.equals(w)
                            ? ComparedScores.Winner.FIRST
                            : ComparedScores.Winner.SECOND)
                    .orElse(ComparedScores.Winner.NONE));
            row.getNullReason().ifPresent(reason -> reasons.merge(reason, 1, Integer::sum));
        }

        private static float number(Optional<Double> value, boolean known) {
            return known ? value.map(Double::floatValue).orElse(Float.NaN) : Float.NaN;
        }

        ComparedScores scores(String group) {
            return ComparedScores.of(group, labels, array(first), array(second), winners);
        }

        private static float[] array(List<Float> values) {
            float[] array = new float[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i);
            }
            return array;
        }
    }
}
