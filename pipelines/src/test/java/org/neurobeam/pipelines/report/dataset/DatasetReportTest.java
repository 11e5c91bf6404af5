package org.neurobeam.pipelines.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;

class DatasetReportTest {
    private static final int MB = 1 << 20;

    @TempDir
    Path folder;

    private static byte[] bytes(Dataset dataset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DatasetReport.write(dataset, "neurobeam test", out);
        return out.toByteArray();
    }

    /** The page without the chart library, whose code is not ours to inspect. */
    private static String html(Dataset dataset) throws IOException {
        return new String(bytes(dataset), StandardCharsets.UTF_8)
                .replaceAll("(?s)<script>\\s*/\\*\\s*\\* Licensed to the Apache.*?</script>", "");
    }

    @Test
    void everySectionIsThereAndEveryEntryOfTheContentsLeadsToOne() throws IOException {
        String html = html(HandMadeDataset.write(folder));

        List<String> targets = new ArrayList<>();
        Matcher links = Pattern.compile("<li><a href=\"#([a-z0-9-]+)\">").matcher(html);
        while (links.find()) {
            targets.add(links.group(1));
        }
        assertThat(targets)
                .containsExactly(
                        "summary",
                        "sources",
                        "presence",
                        "labels",
                        "sampling",
                        "missing",
                        "traces",
                        "behaviour",
                        "connectomes",
                        "consensus",
                        "recordings",
                        "issues",
                        "provenance");
        assertThat(targets).allSatisfy(t -> assertThat(html).containsOnlyOnce("id=\"" + t + "\""));
        assertThat(html).contains("data-chart=\"strip\"", "data-chart=\"bars\"", "data-chart=\"stacked\"");
        assertThat(html).contains("data-matrix=\"presence\"", "data-matrix=\"adjacency\"", "data-matrix=\"agreement\"");
        assertThat(html).contains("4 × 5 × 6", "0.200", "299 of the 302 are labelled in none");
        assertThat(html).as("one animal of two sources, one person of fMRI").contains("of 2 subjects<");
    }

    @Test
    void nothingIsLoadedFromAnywhere() throws IOException {
        String html = html(HandMadeDataset.write(folder));

        assertThat(html).contains("default-src 'none'");
        Matcher sources = Pattern.compile("\\s(?:src|href|action|srcset|data)=\"([^\"]*)\"")
                .matcher(html);
        while (sources.find()) {
            assertThat(sources.group(1)).matches("(?s)#.*|data:image/png;base64,.*|https://doi\\.org/.*");
        }
        assertThat(html).doesNotContain("<link", "@import", "url(", "fetch(", "XMLHttpRequest", "<iframe", " src=\"");
    }

    @Test
    void untrustedTextStaysText() throws IOException {
        String html = html(HandMadeDataset.write(folder));

        assertThat(html).contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)");
        assertThat(html).doesNotContain("<script>alert", "<img");
    }

    @Test
    void equalDatasetsGiveEqualBytes() throws IOException {
        Dataset dataset = HandMadeDataset.write(folder);

        assertThat(bytes(dataset)).isEqualTo(bytes(dataset));
        assertThat(bytes(dataset).length).isLessThan(MB * 13 / 10);
    }

    @Test
    void aDatasetWithoutRowsHasAReportThatSaysSo() throws IOException {
        Dataset empty = DatasetWriter.open(DataStore.local(folder))
                .finish(new DatasetInfo("e", "Nothing", Optional.empty(), Optional.empty(), List.of()));

        String html = html(empty);

        assertThat(html).contains("no recordings, no wiring diagrams", "None: every input was read");
        assertThat(html).doesNotContain("id=\"presence\"", "id=\"connectomes\"", ">NaN<", ":NaN");
    }

    @Test
    void longTablesEmbedAllRowsAndShowTheFirst() throws IOException {
        PagedTable table = new PagedTable(
                "many",
                List.of(
                        PagedTable.Column.choice("severity", PagedTable.Look.BADGE),
                        PagedTable.Column.of("file", PagedTable.Look.PATH)));
        for (int n = 0; n < 50; n++) {
            table.row(n < 3 ? "error" : "info", "file " + n);
        }
        ScriptData data = new ScriptData();
        java.io.StringWriter out = new java.io.StringWriter();
        table.write(new org.neurobeam.pipelines.report.Html(out), data);

        assertThat(out.toString()).contains("file 19<").doesNotContain("file 20<");
        assertThat(data.all().get("tables").toString()).contains("file 49", "choices={0=[error, info]}", "total=50");
        assertThatThrownBy(() -> table.row("one cell")).isInstanceOf(IllegalArgumentException.class);
    }
}
