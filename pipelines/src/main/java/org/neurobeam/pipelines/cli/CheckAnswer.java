package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.neurobeam.schemas.io.dataset.CheckReport;
import org.neurobeam.schemas.io.dataset.CheckSummary;
import org.neurobeam.schemas.io.dataset.CheckSummary.WiringTotals;
import org.neurobeam.schemas.io.dataset.Finding;

/**
 * What a check found, as it is printed.
 *
 * @param dataset the folder as the user gave it
 * @param fmri whether it holds fMRI alone
 */
record CheckAnswer(String dataset, boolean fmri, CheckReport report) implements ReadCommand.Answer {
    private static final int REFUSED = 3;

    @Override
    public ObjectNode json() {
        CheckSummary sum = report.summary();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (fmri) {
            json.put("dataset", dataset);
        }
        json.put("recordings", sum.recordings());
        json.put("units", sum.units());
        json.put("labelled", sum.labelled());
        json.put("ambiguous", sum.ambiguous());
        json.put("connectomes", sum.connectomes());
        json.put("nodes", sum.nodes());
        json.put("edges", sum.edges());
        json.put("issues", sum.issues());
        json.put("errors", sum.errors());
        json.put("warnings", sum.warnings());
        json.put("skipped", sum.skipped());
        sum.issuesByCode().forEach(json.putObject("issues_by_code")::put);
        sum.issuesBySeverity().forEach(json.putObject("issues_by_severity")::put);
        json.set("sources", sources(sum));
        json.set("findings", findings());
        return json;
    }

    private static ObjectNode sources(CheckSummary sum) {
        ObjectNode sources = JsonNodeFactory.instance.objectNode();
        sum.sources().forEach((id, totals) -> {
            // a connectome has no recordings to count
            if (!sum.wiring().containsKey(id) || totals.recordings() > 0) {
                sources.putObject(id)
                        .put("recordings", totals.recordings())
                        .put("units", totals.units())
                        .put("labelled", totals.labelled())
                        .put("ambiguous", totals.ambiguous())
                        .put("issues", totals.issues())
                        .put("files", totals.files());
            }
        });
        sum.wiring().forEach((id, totals) -> wiring(sources.withObjectProperty(id), totals));
        return sources;
    }

    private static void wiring(ObjectNode json, WiringTotals totals) {
        json.put("nodes", totals.nodes());
        json.put("nodes_300", totals.nodes300());
        json.put("chemical_edges", totals.chemicalEdges());
        json.put("chemical_weight", totals.chemicalWeight());
        json.put("gap_entries", totals.gapEntries());
        json.put("gap_pairs", totals.gapPairs());
        json.put("gap_weight", totals.gapWeight());
    }

    private ArrayNode findings() {
        ArrayNode listed = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : report.findings()) {
            listed.addObject()
                    .put("rule", finding.rule())
                    .put("scope", finding.scope())
                    .put("severity", severity(finding))
                    .put("expected", finding.expected())
                    .put("found", finding.found());
        }
        return listed;
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!report.findings().isEmpty()) {
            AlignedTable table = new AlignedTable().row("rule", "scope", "severity", "expected", "found");
            for (Finding f : report.findings()) {
                table.row(f.rule(), f.scope(), severity(f), f.expected(), f.found());
            }
            lines.addAll(table.lines());
        }
        CheckSummary sum = report.summary();
        lines.add(dataset + ": " + (report.isGood() ? "good" : "damaged") + ": " + count(sum.recordings(), "recording")
                + ", " + count(sum.units(), "unit") + " (" + sum.labelled() + " labelled), "
                + count(sum.connectomes(), "connectome") + ", " + count(sum.issues(), "issue") + "; "
                + count(sum.errors(), "error") + ", " + count(sum.warnings(), "warning") + ", "
                + count(sum.skipped(), "rule") + " did not apply");
        return lines;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    @Override
    public int exitCode() {
        return report.isGood() ? 0 : REFUSED;
    }
}
