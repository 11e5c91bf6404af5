package org.neurobeam.schemas.io.dataset;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.WrittenFile;

/** The file {@code dataset.json}: what the dataset is, its tables, and every file with rows, bytes and sha256. */
record DatasetIndex(DatasetInfo info, String schemaVersion, Map<String, TableEntry> tables) {
    static final String PATH = "dataset.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(DataStore store, Map<String, Long> recordingsBySource) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", info.id());
        root.put("title", info.title());
        root.put("licence", info.licence().orElse(null));
        root.put("citation", info.citation().orElse(null));
        root.put("schema_version", schemaVersion);
        ArrayNode sources = root.putArray("sources");
        for (Source source : info.sources()) {
            put(sources.addObject(), source)
                    .put("n_recordings", recordingsBySource.getOrDefault(source.datasetId(), 0L));
        }
        ObjectNode all = root.putObject("tables");
        tables.forEach((name, table) -> {
            ObjectNode entry = all.putObject(name);
            entry.put("rows", table.rows());
            ArrayNode files = entry.putArray("files");
            table.files().forEach(file -> put(files.addObject(), file));
        });
        writeJson(store, PATH, root);
    }

    private static ObjectNode put(ObjectNode node, Source source) {
        node.put("dataset_id", source.datasetId())
                .put("title", source.title())
                .put("species", source.species().orElse(null))
                .put("citation", source.citation().orElse(null))
                .put("doi", source.doi().orElse(null))
                .put("licence", source.licence().orElse(null))
                .put("licence_url", source.licenceUrl().orElse(null))
                .put("source_url", source.sourceUrl().orElse(null))
                .put("version", source.version().orElse(null));
        // left out where nobody stated it, so that earlier folders keep their bytes
        source.redistribute().ifPresent(allowed -> node.put("redistribute", allowed));
        return node;
    }

    static ObjectNode put(ObjectNode node, WrittenFile file) {
        return node.put("path", file.path())
                .put("rows", file.rows())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256());
    }

    static WrittenFile file(JsonNode node) {
        return new WrittenFile(
                node.required("path").asText(),
                node.required("rows").asLong(),
                node.required("bytes").asLong(),
                node.required("sha256").asText());
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static void writeJson(DataStore store, String path, JsonNode root) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        String text = JSON.writer(printer).writeValueAsString(root) + "\n";
        try (StagedFile file = new StagedFile(store, path)) {
            file.stream().write(text.getBytes(StandardCharsets.UTF_8));
            file.commit(0);
        }
    }

    static JsonNode readJson(DataStore store, String path) throws IOException {
        try (InputStream in = store.read(path)) {
            return JSON.readTree(in);
        }
    }

    static DatasetIndex read(DataStore store) throws IOException {
        String place = store.location() + "/" + PATH;
        if (!store.exists(PATH)) {
            throw new DataException(
                    store.location(),
                    "",
                    "not_a_dataset",
                    "expected a dataset folder with the file " + PATH
                            + ", found none; name the folder that ingest wrote");
        }
        try {
            return parse(readJson(store, PATH));
        } catch (IOException | RuntimeException e) {
            throw new DataException(
                    place,
                    "",
                    "unreadable_json",
                    "expected the index of a dataset, found " + e.getMessage() + "; make the dataset again",
                    e);
        }
    }

    private static DatasetIndex parse(JsonNode root) {
        List<Source> sources = new ArrayList<>();
        root.path("sources").forEach(node -> sources.add(source(node)));
        Map<String, TableEntry> tables = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = root.required("tables").fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> table = i.next();
            List<WrittenFile> files = new ArrayList<>();
            table.getValue().required("files").forEach(node -> files.add(file(node)));
            tables.put(table.getKey(), new TableEntry(files));
        }
        DatasetInfo info = new DatasetInfo(
                root.required("id").asText(),
                root.required("title").asText(),
                text(root, "licence"),
                text(root, "citation"),
                sources);
        return new DatasetIndex(info, root.required("schema_version").asText(), tables);
    }

    private static Source source(JsonNode node) {
        return new Source(
                node.required("dataset_id").asText(),
                node.required("title").asText(),
                text(node, "species"),
                text(node, "citation"),
                text(node, "doi"),
                text(node, "licence"),
                text(node, "licence_url"),
                text(node, "source_url"),
                text(node, "version"),
                node.hasNonNull("redistribute")
                        ? Optional.of(node.get("redistribute").asBoolean())
                        : Optional.empty());
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.hasNonNull(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
    }
}
