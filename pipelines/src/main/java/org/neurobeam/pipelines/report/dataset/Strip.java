package org.neurobeam.pipelines.report.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.report.Json;

/** A chart with one line a source and one point a recording, thinned evenly where there are very many. */
final class Strip {
    private static final int MOST_POINTS = 4000;

    private final String axis;
    private final List<String> sources;
    private final List<List<Object>> points = new ArrayList<>();

    Strip(String axis, List<String> sources) {
        this.axis = axis;
        this.sources = List.copyOf(sources);
    }

    /** A recording; one without a value is left out. */
    void add(String source, String recording, double value, double low, double high) {
        if (Double.isFinite(value)) {
            points.add(List.of(
                    Json.number(value), sources.indexOf(source), recording, Json.number(low), Json.number(high)));
        }
    }

    /** For the function {@code strip} of dataset.js. */
    Map<String, Object> data() {
        int step = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<List<Object>> shown = new ArrayList<>();
        for (int n = 0; n < points.size(); n += step) {
            shown.add(points.get(n));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("axis", axis);
        data.put("sources", sources);
        data.put("points", shown);
        return data;
    }
}
