package org.neurobeam.pipelines.publish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.io.dataset.Subjects;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;

/** {@code README.md} of a release: front matter for the Hub, and a body whose every number is counted from the rows. */
final class DataCard {
    private static final int FILES_SHOWN = 25;
    private static final String DASH = "-";

    private final ReleaseContent content;
    private final ReleaseTitle title;
    private final List<PublishedTable> tables;
    private final StringBuilder text = new StringBuilder();

    DataCard(ReleaseContent content, ReleaseTitle title, List<PublishedTable> tables) {
        this.content = content;
        this.title = title;
        this.tables = tables;
    }

    /** Markdown after YAML. */
    String markdown() {
        text.setLength(0);
        text.append(new CardHeader(content, title, tables).yaml());
        description();
        uses();
        structure();
        creation();
        sources();
        licences();
        limits();
        paragraph(
                "## Citation", "", "```bibtex", title.bibtex(content.sources()).stripTrailing(), "```");
        return text.toString();
    }

    private void paragraph(String... lines) {
        text.append('\n').append(String.join("\n", lines)).append('\n');
    }

    private void description() {
        List<Recording> recordings = content.recordings();
        long labelled =
                content.sources().stream().mapToLong(ReleasedSource::labelled).sum();
        long units = content.sources().stream().mapToLong(ReleasedSource::units).sum();
        double hours =
                content.sources().stream().mapToDouble(ReleasedSource::hours).sum();
        long connectomes = content.sources().stream()
                .mapToLong(ReleasedSource::connectomes)
                .sum();
        String modalities = recordings.stream()
                .map(Recording::getModality)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        paragraph("# " + title.title(), "", "## Description", "");
        line("- name: " + cell(title.name()));
        title.url().ifPresent(url -> line("- address: " + url));
        line("- release " + title.version() + " of " + title.date());
        line("- " + recordings.size() + " recordings" + (modalities.isEmpty() ? "" : " (" + modalities + ")") + " of "
                + Subjects.count(recordings) + " subjects, "
                + String.format(Locale.ROOT, "%.2f", hours) + " hours");
        line("- " + units + " units, " + labelled + " of them labelled");
        line("- " + connectomes + " connectomes");
        line("- " + content.sources().size() + " sources");
        if (!content.excluded().isEmpty()) {
            line("- left out by the publisher's decision: " + String.join(", ", content.excluded()));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void uses() {
        String first = CardHeader.defaultTable(tables);
        paragraph(
                "## Uses",
                "",
                "Encoding and decoding models, forecasting, functional and structural connectomes. Not for clinical use.",
                "",
                "```python",
                "from datasets import load_dataset",
                load(first),
                "```",
                "",
                "```sql",
                "SELECT * FROM '" + PublishedTable.glob(first) + "' LIMIT 10;  -- DuckDB, in this folder",
                "```");
    }

    /** By the name on the Hub where the release says that it will be there, otherwise by the files. */
    private String load(String table) {
        String split = ", split=\"" + PublishedTable.SPLIT + "\")";
        return title.hubName()
                .map(name -> "rows = load_dataset(\"" + name + "\", \"" + table + "\"" + split)
                .orElse("rows = load_dataset(\"parquet\", data_files=\"" + PublishedTable.glob(table) + "\"" + split
                        + "  # in this folder");
    }

    private void structure() {
        paragraph("## Structure", "", "| table | rows | files | a row is |", "|---|---:|---:|---|");
        for (PublishedTable table : tables) {
            line("| " + table.name() + " | " + table.rows() + " | "
                    + table.files().size() + " | "
                    + cell(String.valueOf(table.schema().getDoc())) + " |");
        }
        paragraph(
                "Tables join by `recording_id` and `roi_index`, or `connectome_id`; `step_id` and `file_id` lead to the"
                        + " processing step and the source file. Missing is null or NaN, never 0. Times are seconds from"
                        + " the start of the recording. `croissant.json` describes every column, `"
                        + ReleaseFiles.CHECKSUMS
                        + "` every file.");
        signals();
    }

    private void signals() {
        Map<String, Long> counts = content.recordings().stream()
                .flatMap(recording -> content.dataset().signals(recording.getRecordingId()).stream())
                .collect(Collectors.groupingBy(
                        signal -> "grid `" + signal.grid() + "`, signal `" + signal.signal() + "`",
                        java.util.TreeMap::new,
                        Collectors.counting()));
        if (!counts.isEmpty()) {
            text.append('\n');
            counts.forEach((signal, count) -> line("- traces of " + signal + ": " + count + " recordings"));
        }
        if (tables.stream().anyMatch(table -> table.name().equals(PaperTable.NAME))) {
            long left = content.recordings().stream()
                    .filter(recording -> PaperTable.isTooShort(content, recording))
                    .count();
            paragraph("`" + PaperTable.NAME + "` leaves out recordings of less than " + PaperTable.MIN_SAMPLES
                    + " samples, as published: " + left + " here. The other tables have them.");
        }
    }

    private void creation() {
        paragraph("## Creation", "");
        line("Written by Neurobeam " + BuildInfo.version() + ". What was done to the signals, by the recordings:");
        line("");
        new SignalHistory(content.recordings()).lines().forEach(this::line);
    }

    private void sources() {
        paragraph(
                "## Source data",
                "",
                "| source | citation | version | recordings | units | labelled | connectomes | licence |",
                "|---|---|---|---:|---:|---:|---:|---|");
        for (ReleasedSource released : content.sources()) {
            Source source = released.source();
            line("| "
                    + source.sourceUrl()
                            .map(url -> "[" + cell(released.id()) + "](" + url + ")")
                            .orElse(cell(released.id()))
                    + " | " + cell(source.citation().orElse(source.title()))
                    + source.doi()
                            .map(doi -> " [doi](https://doi.org/" + doi + ")")
                            .orElse("")
                    + " | " + cell(source.version().orElse(DASH)) + " | " + released.recordings() + " | "
                    + released.units() + " | " + released.labelled() + " | " + released.connectomes() + " | "
                    + cell(released.terms()) + " |");
        }
        for (ReleasedSource released : content.sources()) {
            files(released);
        }
    }

    /** Where every spreadsheet came from, as far as its own row in {@code files} says; its source may know more. */
    private void files(ReleasedSource released) {
        List<SourceFile> files = content.filesOf(released.id());
        if (files.isEmpty()) {
            return;
        }
        paragraph(
                "### Files of " + cell(released.id()),
                "",
                "| file | role | bytes | sha256 | from | version |",
                "|---|---|---:|---|---|---|");
        for (SourceFile file : files.subList(0, Math.min(FILES_SHOWN, files.size()))) {
            line("| " + cell(file.getPath()) + " | " + file.getRole() + " | " + file.getBytes() + " | `"
                    + file.getFileId()
                    + "` | "
                    + cell(file.getRetrievedFrom().orElse(DASH)) + " | "
                    + cell(file.getVersion().orElse(DASH)) + " |");
        }
        if (files.size() > FILES_SHOWN) {
            line("");
            line((files.size() - FILES_SHOWN) + " more stand in the table `" + Table.FILES.name() + "`.");
        }
    }

    private void licences() {
        paragraph("## Licences", "");
        content.byTerms()
                .forEach((terms, sources) -> line("- " + cell(terms) + ": "
                        + sources.stream().map(DataCard::withLink).collect(Collectors.joining(", "))));
        if (content.sources().stream().anyMatch(ReleasedSource::permitted)) {
            paragraph("Sources marked as redistributed by permission carry the licence `other`: ask their authors"
                    + " before passing them on.");
        }
    }

    private static String withLink(ReleasedSource released) {
        return released.id()
                + released.source()
                        .licenceUrl()
                        .map(url -> " ([text](" + url + "))")
                        .orElse("");
    }

    private void limits() {
        Map<String, Long> status = content.recordings().stream()
                .collect(Collectors.groupingBy(Recording::getQcStatus, java.util.TreeMap::new, Collectors.counting()));
        Map<String, Long> reasons = content.recordings().stream()
                .flatMap(recording -> recording.getQcReasons().stream())
                .collect(Collectors.groupingBy(reason -> reason, java.util.TreeMap::new, Collectors.counting()));
        paragraph("## Bias, risks and limitations", "");
        line("Sources differ in species, strain, indicator, rate and labelling; compare within a source first.");
        line("");
        status.forEach((name, count) -> line("- quality " + name + ": " + count + " recordings"));
        reasons.forEach((name, count) -> line("- reason " + cell(name) + ": " + count));
        tables.stream()
                .filter(table -> table.name().equals(Table.ISSUES.name()))
                .forEach(table -> line("- " + table.rows() + " rows in `issues`: what was refused or is doubtful"));
    }

    private static String cell(String value) {
        return value.replace("|", "\\|").replace("\n", " ").replace("\r", " ");
    }
}
