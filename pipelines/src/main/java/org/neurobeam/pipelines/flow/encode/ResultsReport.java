package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.report.GroupReport;
import org.neurobeam.pipelines.report.HtmlReport;
import org.neurobeam.pipelines.report.IssueRow;
import org.neurobeam.pipelines.report.ReportData;
import org.neurobeam.pipelines.report.Summary;
import org.neurobeam.pipelines.report.Truth;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.dataset.Dataset;

/** {@code report.html} of a results folder, made from the folder and the dataset that it names. */
public final class ResultsReport {
    /** Name of the report in its folder. */
    public static final String FILE = "report.html";

    private static final long NO_ROWS = 0;

    private ResultsReport() {}

    /** Whether the folder holds results. */
    public static boolean describes(String location) {
        return Stores.of(location).exists(Provenance.FILE);
    }

    /**
     * Makes or remakes {@code report.html} in the folder itself.
     *
     * @param location the results folder
     * @param truth what a simulation planted
     * @throws DataException if the folder is no results folder
     */
    public static void write(String location, Optional<Truth> truth) throws IOException {
        try (StagedFile file = new StagedFile(Stores.of(location), FILE)) {
            write(location, truth, file.stream());
            file.commit(NO_ROWS);
        }
    }

    /**
     * Writes the report and leaves the stream open.
     *
     * @param location the results folder
     * @param truth what a simulation planted
     * @throws DataException if the folder is no results folder
     */
    public static void write(String location, Optional<Truth> truth, OutputStream out) throws IOException {
        DataStore results = Stores.of(location);
        if (!results.exists(Provenance.FILE)) {
            throw new DataException(
                    location,
                    Provenance.FILE,
                    "not_results",
                    "expected a results folder of encode, found no " + Provenance.FILE
                            + "; give the folder of --output");
        }
        JsonNode provenance = Json.read(results, Provenance.FILE);
        EncodeConfig config = ConfigLoader.parse(
                EncodeConfig.class, provenance.get("configuration").toString());
        List<GroupReport> groups = new ArrayList<>();
        List<ResponseGroup> fitted = ResponseGroups.of(config);
        for (ResponseGroup group : fitted) {
            groups.add(new GroupSummary(config, group, results).report());
        }
        JsonNode numbers = provenance.get("summary");
        Summary summary = Summary.of(
                groups,
                numbers.get("seconds").asDouble(),
                numbers.get("peak_rss_mb").asDouble());
        ReportData data = ReportData.of(heading(config, groups), summary, groups)
                .withConfiguration(ConfigLoader.toYaml(config))
                .withProvenance(origin(provenance))
                .withMethods(new MethodsText(config).methods())
                .withIssues(issues(config, results));
        if (CeilingSummary.seen(config, fitted)) {
            data = data.withWarnings(List.of(CeilingSummary.SEEN));
        }
        if (truth.isPresent()) {
            data = data.withTruth(truth.get());
        }
        HtmlReport.write(data, out);
    }

    private static ReportData.Heading heading(EncodeConfig config, List<GroupReport> groups) throws IOException {
        String names = groups.size() == 1 ? groups.get(0).name() : groups.size() + " groups";
        String title = config.responses().isEmpty()
                ? Dataset.open(Stores.of(config.input())).info().title()
                : config.responses();
        return new ReportData.Heading("Voxelwise encoding: " + names, title, "neurobeam " + BuildInfo.version());
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

    /** Those of the dataset, and targets that were not fitted. */
    private static List<IssueRow> issues(EncodeConfig config, DataStore results) throws IOException {
        List<IssueRow> issues = new ArrayList<>();
        if (config.responses().isEmpty()) {
            Dataset.open(Stores.of(config.input())).issues().stream()
                    .map(i -> new IssueRow(i.getFile(), i.getPlace(), i.getCode(), i.getSeverity(), i.getMessage()))
                    .forEach(issues::add);
        }
        String file = config.responses().isEmpty() ? config.input() : config.responses();
        LeftOut.of(results).forEach(left -> issues.add(left.issue(file)));
        return issues;
    }
}
