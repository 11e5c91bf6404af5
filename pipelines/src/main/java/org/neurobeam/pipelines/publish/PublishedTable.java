package org.neurobeam.pipelines.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.neurobeam.schemas.io.WrittenFile;

/**
 * A table of a release: one configuration of the Hub, one record set of Croissant.
 *
 * @param name of the table
 * @param schema of its rows
 * @param files in order
 * @param uncompressedBytes of all rows
 */
record PublishedTable(String name, Schema schema, List<WrittenFile> files, long uncompressedBytes) {
    /** The one split; there is no held-out part. */
    static final String SPLIT = "train";

    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("recordings", List.of("recording_id")),
            Map.entry("units", List.of("unit_id")),
            Map.entry("traces", List.of("recording_id", "roi_index", "grid", "signal")),
            Map.entry("timebases", List.of("recording_id", "grid")),
            Map.entry("covariates", List.of("recording_id", "name", "grid")),
            Map.entry("connectomes", List.of("connectome_id")),
            Map.entry("nodes", List.of("connectome_id", "cell")),
            Map.entry("consensus_edges", List.of("pre", "post", "kind", "weight_unit")),
            Map.entry("files", List.of("file_id", "path")),
            Map.entry("steps", List.of("step_id")),
            Map.entry(PaperTable.NAME, List.of("source_dataset", "worm", "neuron")));

    private static final Map<String, String> REFERENCES = Map.of(
            "recording_id", "recordings/recording_id",
            "connectome_id", "connectomes/connectome_id",
            "step_id", "steps/step_id",
            "source_file_ids", "files/file_id",
            "file_id", "files/file_id");

    /** Folder of the files of a table. */
    static String folder(String name) {
        return "data/" + name;
    }

    /** Path of the files without number and suffix. */
    static String prefix(String name) {
        return folder(name) + "/" + SPLIT;
    }

    /** What readers match the files with. */
    String glob() {
        return glob(name);
    }

    static String glob(String name) {
        return prefix(name) + "-*.parquet";
    }

    long rows() {
        return files.stream().mapToLong(WrittenFile::rows).sum();
    }

    long bytes() {
        return files.stream().mapToLong(WrittenFile::bytes).sum();
    }

    List<Column> columns() {
        return Column.of(schema);
    }

    /** Columns that together name a row; none where rows may repeat. */
    List<String> key() {
        return KEYS.getOrDefault(name, List.of());
    }

    /** The column {@code table/column} that the values of a column come from. */
    static Optional<String> reference(String table, String column) {
        return Optional.ofNullable(REFERENCES.get(column)).filter(target -> !target.startsWith(table + "/"));
    }
}
