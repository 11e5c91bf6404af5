package org.neurobeam.preprocess.cleaning.confounds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;

/** What the JSON file beside an fMRIPrep confounds table says about its CompCor components. */
public final class CompCorMetadata {
    private final Map<String, Component> components;

    private CompCorMetadata(Map<String, Component> components) {
        this.components = components;
    }

    /** No metadata: the file is missing. */
    public static CompCorMetadata none() {
        return new CompCorMetadata(Map.of());
    }

    /**
     * Reads the text of a JSON file.
     *
     * @param file the file as the user named it, for messages
     * @throws DataException if the text is no JSON object
     */
    public static CompCorMetadata parse(String file, String json) {
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            if (root == null || !root.isObject()) {
                throw new DataException(file, "", "json_object", "expected a JSON object with one key for each column");
            }
            Map<String, Component> components = new LinkedHashMap<>();
            root.properties().forEach(e -> components.put(e.getKey(), component(e.getValue())));
            return new CompCorMetadata(components);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            throw new DataException(file, place, "json_syntax", "expected JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Component component(JsonNode node) {
        return new Component(
                node.path("Mask").asText(""),
                node.path("CumulativeVarianceExplained").asDouble(Double.NaN));
    }

    Optional<Component> of(String column) {
        return Optional.ofNullable(components.get(column));
    }

    /** Mask ("" if absent) and cumulative share of variance in [0, 1] (NaN if absent). */
    record Component(String mask, double cumulativeVariance) {}
}
