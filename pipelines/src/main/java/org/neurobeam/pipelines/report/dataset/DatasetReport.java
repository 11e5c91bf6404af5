package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.HtmlPage;
import org.neurobeam.schemas.io.dataset.Dataset;

/** Writes the report of a dataset as one HTML file: no other file, no network, the same bytes for equal data. */
public final class DatasetReport {
    private DatasetReport() {}

    /**
     * Reads the tables once and writes UTF-8; does not close the stream.
     *
     * @param dataset any dataset folder: calcium, connectomes, fMRI, or several of these
     * @param generatedBy program and version
     * @param out where to
     */
    public static void write(Dataset dataset, String generatedBy, OutputStream out) throws IOException {
        DatasetFacts facts = DatasetFacts.read(dataset);
        List<Section> sections =
                sections(facts).stream().filter(Section::present).toList();
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("summary", "Summary");
        for (Section section : sections) {
            contents.put(section.id(), section.title());
        }
        HtmlPage page = new HtmlPage(
                facts.info().title(),
                generatedBy,
                contents,
                List.of("dataset/dataset.css"),
                List.of("charts.js", "dataset/charts.js", "dataset/matrix.js", "dataset/tables.js", "page.js"));
        ScriptData data = new ScriptData();
        // the page writes the script data after the body, which fills them
        page.write(
                new OutputStreamWriter(out, StandardCharsets.UTF_8),
                html -> {
                    new OverviewSection(facts).write(html);
                    for (Section section : sections) {
                        write(section, html, data);
                    }
                },
                data.all());
    }

    private static List<Section> sections(DatasetFacts facts) {
        return List.of(
                new SourcesSection(facts),
                new PresenceSection(facts),
                new LabelSection(facts),
                new SamplingSection(facts),
                new MissingSection(facts),
                new TraceSection(facts),
                new ChannelSection(facts),
                new ConnectomeSection(facts),
                new ConsensusSection(facts),
                new RecordingSection(facts),
                new IssueSection(facts),
                new ProvenanceSection(facts));
    }

    private static void write(Section section, Html html, ScriptData data) throws IOException {
        html.raw("<section class=\"sheet\" id=\"" + section.id() + "\">\n").element("h2", section.title());
        section.write(html, data);
        html.raw("</section>\n");
    }
}
