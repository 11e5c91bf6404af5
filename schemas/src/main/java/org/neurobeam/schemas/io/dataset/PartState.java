package org.neurobeam.schemas.io.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.WrittenFile;

/**
 * A finished part, as {@code .state/<part>.json} keeps it: the digest of what it was made from, its files, and its rows
 * of the merged tables in Avro's binary encoding (JSON would lose NaN). All that a restarted run needs.
 */
record PartState(String part, String digest, Map<String, List<WrittenFile>> files, Map<String, List<String>> rows) {
    static PartState of(String part, String digest) {
        return new PartState(part, digest, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    void add(Table<?> table, WrittenFile file) {
        files.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(file);
    }

    <T extends SpecificRecordBase> void add(Table<T> table, T row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<>(table.type()).write(row, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        rows.computeIfAbsent(table.name(), name -> new ArrayList<>())
                .add(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    <T extends SpecificRecordBase> List<T> rows(Table<T> table) throws IOException {
        SpecificDatumReader<T> reader =
                new SpecificDatumReader<>(table.schema(), table.schema(), SpecificData.getForClass(table.type()));
        List<T> decoded = new ArrayList<>();
        for (String row : rows.getOrDefault(table.name(), List.of())) {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(Base64.getDecoder().decode(row), null);
            decoded.add(reader.read(null, decoder));
        }
        return decoded;
    }

    List<WrittenFile> allFiles() {
        return files.values().stream().flatMap(List::stream).toList();
    }

    void write(DataStore store) throws IOException {
        ObjectNode root = DatasetIndex.object();
        root.put("part", part).put("digest", digest).put("schema_version", Table.SCHEMA_VERSION);
        ObjectNode written = root.putObject("files");
        files.forEach((table, list) -> {
            ArrayNode array = written.putArray(table);
            list.forEach(file -> DatasetIndex.put(array.addObject(), file));
        });
        ObjectNode kept = root.putObject("rows");
        rows.forEach((table, list) -> list.forEach(kept.putArray(table)::add));
        DatasetIndex.writeJson(store, PartName.statePath(part), root);
    }

    /** The state of a part; empty when there is none or when its schemas are another version. */
    static Optional<PartState> read(DataStore store, String path) throws IOException {
        if (!store.exists(path)) {
            return Optional.empty();
        }
        JsonNode root = DatasetIndex.readJson(store, path);
        if (!root.path("schema_version").asText().equals(Table.SCHEMA_VERSION)) {
            return Optional.empty();
        }
        PartState state =
                of(root.required("part").asText(), root.required("digest").asText());
        root.required("files").fields().forEachRemaining(table -> {
            List<WrittenFile> list = new ArrayList<>();
            table.getValue().forEach(node -> list.add(DatasetIndex.file(node)));
            state.files.put(table.getKey(), list);
        });
        root.required("rows").fields().forEachRemaining(table -> {
            List<String> list = new ArrayList<>();
            table.getValue().forEach(node -> list.add(node.asText()));
            state.rows.put(table.getKey(), list);
        });
        return Optional.of(state);
    }

    /** Whether all its files are there with their sizes. */
    boolean isWhole(DataStore store) throws IOException {
        for (WrittenFile file : allFiles()) {
            if (!store.exists(file.path()) || store.size(file.path()) != file.bytes()) {
                return false;
            }
        }
        return true;
    }
}
