package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A file to describe.
 *
 * @param store where it is
 * @param path its path in the store
 * @param shownAs its path as the user gave it
 * @param bytes its size
 */
public record InspectedFile(DataStore store, String path, String shownAs, long bytes) {
    /** A new object with the keys that every file has. */
    public ObjectNode begin() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("file", shownAs);
        json.put("bytes", bytes);
        return json;
    }

    /** The description of a file whose header cannot be read. */
    public FileDescription unreadable(DataException problem) {
        ObjectNode json = begin();
        json.put("load_error", problem.getMessage());
        return new FileDescription(json, false);
    }
}
