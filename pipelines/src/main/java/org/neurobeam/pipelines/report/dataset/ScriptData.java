package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.neurobeam.pipelines.report.Html;

/** The numbers that scripts draw from, filled while the sections are written. */
final class ScriptData {
    private final Map<String, Object> charts = new LinkedHashMap<>();
    private final Map<String, Object> tables = new LinkedHashMap<>();
    private final Map<String, Object> all = new LinkedHashMap<>();

    ScriptData() {
        all.put("charts", charts);
        all.put("tables", tables);
    }

    /**
     * A chart.
     *
     * @param kind function of dataset.js that draws it
     * @param name its numbers
     * @param height CSS pixels
     */
    void chart(Html html, String kind, String name, int height, Map<String, Object> numbers, String caption)
            throws IOException {
        charts.put(name, numbers);
        html.raw("<figure><div class=\"chart\" data-chart=\"" + kind + "\" data-numbers=\"" + name
                + "\" style=\"height:" + height + "px\"></div><figcaption>");
        html.text(caption).raw("</figcaption></figure>\n");
    }

    void table(String name, Object numbers) {
        tables.put(name, numbers);
    }

    /** Anything else, by its own name. */
    void put(String name, Object numbers) {
        all.put(name, numbers);
    }

    Map<String, Object> all() {
        return all;
    }
}
