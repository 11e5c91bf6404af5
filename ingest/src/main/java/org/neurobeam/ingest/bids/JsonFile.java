package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Reads JSON files; failures name file, line and column. */
final class JsonFile {
    // NaN and Infinity are not JSON, but every Python tool writes them
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFile() {}

    static JsonNode read(DataStore store, String path) throws IOException {
        try (InputStream in = store.read(path)) {
            JsonNode node = MAPPER.readTree(in);
            if (node == null || node.isMissingNode()) {
                throw new DataException(
                        path, "line 1, column 1", "malformed_json", "expected JSON, found an empty file");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw malformed(path, e.getLocation(), e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw MissingContent.of(path, e);
        } catch (CharConversionException e) {
            throw malformed(path, null, "not UTF-8: " + e.getMessage(), e);
        }
    }

    static ObjectNode readObject(DataStore store, String path) throws IOException {
        if (read(store, path) instanceof ObjectNode object) {
            return object;
        }
        throw new DataException(path, "line 1, column 1", "malformed_json", "expected a JSON object {...}");
    }

    private static DataException malformed(String path, JsonLocation at, String why, Exception cause) {
        String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        String first = why == null ? "unreadable" : why.lines().findFirst().orElse("unreadable");
        return new DataException(path, place, "malformed_json", "expected JSON in UTF-8: " + first, cause);
    }
}
