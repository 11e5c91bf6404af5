package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** JSON files of a results folder: indented, moved into place when whole. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    static void write(DataStore store, String path, JsonNode json) throws IOException {
        try (OutputStream out = store.write(path + ".tmp")) {
            out.write(MAPPER.writeValueAsBytes(json));
            out.write('\n');
        }
        store.move(path + ".tmp", path);
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is not JSON
     */
    static JsonNode read(DataStore store, String path) throws IOException {
        try (InputStream in = store.read(path)) {
            return MAPPER.readTree(in);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new DataException(
                    store.location() + "/" + path,
                    at == null ? "start" : "line " + at.getLineNr() + ", column " + at.getColumnNr(),
                    "not_json",
                    "expected JSON, found something else (" + e.getOriginalMessage()
                            + "); copy the file again, or run encode again");
        }
    }
}
