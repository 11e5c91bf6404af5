package org.neurobeam.ingest.connectome;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.DataException;

/** Edges of a JSON array of objects, one after another; a weight that is an array counts as its sum. */
final class JsonEdges implements EdgeReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Takes one object; returns whether more are wanted. */
    private interface Entry {
        boolean take(int index, JsonNode object);
    }

    /** The keys of the first object; none where the file is no array of objects. */
    @Override
    public List<String> names(SourceContent file) throws IOException {
        List<String> names = new ArrayList<>();
        each(file, (index, object) -> {
            object.fieldNames().forEachRemaining(names::add);
            return false;
        });
        return names;
    }

    @Override
    public void read(SourceContent file, EdgeLayout layout, IngestMode mode, Consumer<RawEdge> edges)
            throws IOException {
        String pre = layout.pre().orElse("pre");
        String post = layout.post().orElse("post");
        each(file, (index, object) -> {
            if (!object.path(pre).isTextual() || !object.path(post).isTextual()) {
                throw new DataException(
                        file.path(),
                        "/" + index,
                        "missing_key",
                        "expected text at " + pre + " and " + post + ", found " + object + "; correct the recipe");
            }
            Optional<EdgeKind> kind = layout.kindOf(
                    layout.type().map(key -> object.path(key).asText()).orElse(""), mode);
            double weight = layout.weight().map(key -> sum(object.path(key))).orElse(1.0);
            if (kind.isPresent() && RawEdge.isWeight(weight)) {
                edges.accept(RawEdge.of(
                        object.get(pre).asText().strip(),
                        object.get(post).asText().strip(),
                        kind.get(),
                        weight,
                        "/" + index));
            }
            return true;
        });
    }

    private static double sum(JsonNode node) {
        if (!node.isArray()) {
            return node.asDouble();
        }
        double sum = 0;
        for (JsonNode item : node) {
            sum += item.asDouble();
        }
        return sum;
    }

    private static void each(SourceContent file, Entry entry) throws IOException {
        try (JsonParser parser = JSON.getFactory().createParser(file.text())) {
            boolean more = parser.nextToken() == JsonToken.START_ARRAY;
            for (int i = 0; more && parser.nextToken() == JsonToken.START_OBJECT; i++) {
                more = entry.take(i, JSON.readTree(parser));
            }
        } catch (JsonProcessingException e) {
            throw new DataException(
                    file.path(),
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr(),
                    "unreadable_json",
                    "expected a whole JSON array, found " + e.getOriginalMessage() + "; get the file again",
                    e);
        }
    }
}
