package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neurobeam.pipelines.report.ColourMap;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.pipelines.report.Raster;

/**
 * A heat map over the 302 neurons with logarithmic colour. The picture of the largest matrix is in the page; the script
 * draws the others, and says what lies under the pointer.
 */
final class AdjacencyFigure {
    private static final int LEFT = 66;
    private static final int TOP = 26;
    private static final int SIZE = 760;
    private static final String CHEMICAL = "chemical";
    private static final int GROUND = 0x12151A;

    private final String name;
    private final Map<String, Map<String, Adjacency>> choices;
    private final NeuronOrder order = NeuronOrder.get();

    /** @param choices by title and kind; at least one, none of them empty */
    AdjacencyFigure(String name, Map<String, Map<String, Adjacency>> choices) {
        this.name = name;
        this.choices = choices;
    }

    void write(Html html, ScriptData data) throws IOException {
        String first = first();
        String kind = firstKind(choices.get(first));
        Adjacency shown = choices.get(first).get(kind);
        html.raw("<figure class=\"matrix\" data-matrix=\"" + name + "\">");
        html.raw("<p class=\"controls with-script\"></p>\n");
        html.raw("<p class=\"without-script note\">").text(first + ", " + kind).raw("</p>\n");
        html.raw("<div class=\"beside\"><svg class=\"adjacency\" viewBox=\"0 0 " + (LEFT + SIZE) + " "
                + (TOP + SIZE + 4) + "\" role=\"img\" aria-label=\"Adjacency matrix\">");
        html.raw(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>"
                        + "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"%s\"/>",
                LEFT,
                TOP,
                SIZE,
                SIZE,
                GROUND,
                LEFT,
                TOP,
                SIZE,
                SIZE,
                raster(shown).dataUri(ColourMap.palette(GROUND))));
        groups(html);
        html.raw("</svg>\n<div class=\"side\">");
        scale(html, shown);
        html.raw("<div class=\"facts\"><p>").text(facts(shown)).raw("</p></div></div></div></figure>\n");
        data.put(name, numbers(first, kind));
    }

    /** The diagram with most chemical connections; where none has any, that with most of another kind. */
    private String first() {
        boolean chemical = choices.values().stream().anyMatch(kinds -> kinds.containsKey(CHEMICAL));
        return choices.entrySet().stream()
                .filter(e -> !chemical || e.getValue().containsKey(CHEMICAL))
                .max(Comparator.comparingInt(
                        e -> e.getValue().get(firstKind(e.getValue())).pairs()))
                .orElseThrow()
                .getKey();
    }

    private static String firstKind(Map<String, Adjacency> kinds) {
        return kinds.containsKey(CHEMICAL)
                ? CHEMICAL
                : kinds.keySet().iterator().next();
    }

    private Raster raster(Adjacency matrix) {
        Raster raster = new Raster(order.size(), order.size());
        double low = Math.log(matrix.min());
        double span = Math.log(matrix.max()) - low;
        for (int pre = 0; pre < order.size(); pre++) {
            for (int post = 0; post < order.size(); post++) {
                double w = matrix.weight(pre, post);
                double level = span > 0 ? (Math.log(w) - low) / span : 1;
                raster.set(post, pre, w > 0 ? ColourMap.index(level, 1) : ColourMap.MISSING);
            }
        }
        return raster;
    }

    private void groups(Html html) throws IOException {
        double step = (double) SIZE / order.size();
        for (NeuronOrder.Group g : order.groups()) {
            double at = g.from() * step;
            double middle = (g.from() + g.to()) / 2.0 * step;
            if ((g.to() - g.from()) * step > 20) {
                html.raw(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                                + "<text transform=\"translate(%d %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                        LEFT + middle,
                        TOP - 8,
                        g.title(),
                        LEFT - 8,
                        TOP + middle,
                        g.title()));
            }
            if (g.from() > 0) {
                html.raw(String.format(
                        Locale.ROOT,
                        "<path class=\"grid\" d=\"M%.1f %dv%dM%d %.1fh%d\"/>",
                        LEFT + at,
                        TOP,
                        SIZE,
                        LEFT,
                        TOP + at,
                        SIZE));
            }
        }
        html.raw(String.format(
                Locale.ROOT,
                "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">from (pre)</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">to (post)</text>",
                TOP + SIZE / 2,
                LEFT - 8,
                TOP - 8));
    }

    private static void scale(Html html, Adjacency shown) throws IOException {
        html.raw("<div class=\"ramp\" style=\"background:linear-gradient(90deg,"
                + String.join(",", everyTenth(ColourMap.hex())) + ")\"></div><div class=\"ends\">");
        double low = shown.min();
        double high = shown.max();
        for (double v : new double[] {low, Math.sqrt(low * high), high}) {
            html.raw("<span>").text(NumberText.compact(v)).raw("</span>");
        }
        html.raw("</div><p class=\"unit\">")
                .text(ConnectomeSection.unit(shown.unit()) + ", logarithmic")
                .raw("</p>");
    }

    private static List<String> everyTenth(List<String> colours) {
        return java.util.stream.IntStream.range(0, colours.size())
                .filter(n -> n % 14 == 0)
                .mapToObj(colours::get)
                .toList();
    }

    private String facts(Adjacency shown) {
        String sum = shown.additive() ? ", sum " + ConnectomeSection.weight(shown.sum()) : "";
        return NumberText.count(shown.pairs()) + " pairs of the 302 neurons" + sum;
    }

    private Map<String, Object> numbers(String first, String kind) {
        Map<String, Object> matrices = new LinkedHashMap<>();
        choices.forEach((title, kinds) -> {
            Map<String, Object> byKind = new LinkedHashMap<>();
            kinds.forEach((name1, matrix) -> byKind.put(name1, matrix.data()));
            matrices.put(title, byKind);
        });
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("neurons", order.labels());
        numbers.put("matrices", matrices);
        numbers.put("first", List.of(first, kind));
        return numbers;
    }
}
