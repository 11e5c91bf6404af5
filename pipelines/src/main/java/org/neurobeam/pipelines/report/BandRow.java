package org.neurobeam.pipelines.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A band of features, or several bands together, in the table of bands.
 *
 * @param name of the feature spaces
 * @param means over targets of what it explains, by the name of the convention; NaN when unknown
 */
public record BandRow(String name, Map<String, Double> means) {
    public BandRow {
        // Map.copyOf loses the order
        means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
    }
}
