package org.neurobeam.pipelines.report.dataset;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.pipelines.report.Raster;
import org.neurobeam.pipelines.report.dataset.PresenceMatrix.Row;
import org.neurobeam.pipelines.report.dataset.PresenceMatrix.State;

/** Recordings x neurons as one picture; the pixels carry the numbers, so that 1,000 recordings are as light as 10. */
final class PresenceSection implements Section {
    private static final int LEFT = 172;
    private static final int WIDTH = 1000 - LEFT;
    private static final int COUNTS = 54;
    private static final int TOP = COUNTS + 24;
    private static final int TALLEST_ROW = 16;
    private static final int MOST_HEIGHT = 900;
    private static final int LINE = 13;
    private static final int NARROW = 40;
    private static final int MOST_NAMED = 60;

    /** Indexed by state; absent is transparent, so that it fits light, dark and paper. */
    private static final int[] ARGB = {0x00000000, 0xFFE8A33D, 0xFFB5569B, 0xFF2F6FB0};

    private final PresenceMatrix matrix;
    private final NeuronOrder order = NeuronOrder.get();

    PresenceSection(DatasetFacts facts) {
        this.matrix = facts.presence();
    }

    @Override
    public String id() {
        return "presence";
    }

    @Override
    public String title() {
        return "Neurons in recordings";
    }

    @Override
    public boolean present() {
        return !matrix.isEmpty() && matrix.neuronsIn(1) > 0;
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        List<Row> rows = matrix.rows();
        Raster raster = raster(rows);
        double height = Math.min(MOST_HEIGHT, (double) TALLEST_ROW * rows.size());
        html.raw("<figure class=\"matrix\" data-matrix=\"presence\">");
        legend(html);
        int bottom = (int) Math.ceil(TOP + height + 6);
        html.raw("<svg class=\"presence\" viewBox=\"0 0 1000 " + bottom
                + "\" role=\"img\" aria-label=\"Which neurons each recording has\">");
        counts(html, rows.size());
        groups(html, TOP - 8, height);
        html.raw(String.format(
                Locale.ROOT,
                "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%.1f\"/>"
                        + "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%.1f\" preserveAspectRatio=\"none\" href=\"%s\"/>",
                LEFT,
                TOP,
                WIDTH,
                height,
                LEFT,
                TOP,
                WIDTH,
                height,
                raster.dataUri(palette())));
        sources(html, rows, height / rows.size());
        html.raw("</svg>\n<figcaption>").text(caption(rows.size())).raw("</figcaption></figure>\n");
        data.put("presence", numbers(rows));
    }

    private Raster raster(List<Row> rows) {
        Raster raster = new Raster(order.size(), rows.size());
        for (int y = 0; y < rows.size(); y++) {
            for (int x = 0; x < order.size(); x++) {
                raster.set(x, y, rows.get(y).state(x).ordinal());
            }
        }
        return raster;
    }

    private static IndexColorModel palette() {
        return new IndexColorModel(8, ARGB.length, ARGB, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }

    static String colour(State state) {
        return String.format(Locale.ROOT, "#%06x", ARGB[state.ordinal()] & 0xFFFFFF);
    }

    private static void legend(Html html) throws IOException {
        html.raw("<p class=\"legend\">");
        entry(html, colour(State.LABELLED), "labelled");
        entry(html, colour(State.AMBIGUOUS), "one of the candidates of an ambiguous label");
        entry(html, colour(State.DUPLICATE), "label on several units");
        entry(html, "transparent", "absent");
        html.raw("<output class=\"with-script\"></output></p>\n");
    }

    static void entry(Html html, String colour, String name) throws IOException {
        html.raw("<span><i style=\"background:" + colour + "\"></i>").text(name).raw("</span>");
    }

    /** Bars above the picture: the share of recordings that have the neuron. */
    private void counts(Html html, int recordings) throws IOException {
        StringBuilder path = new StringBuilder();
        double step = (double) WIDTH / order.size();
        for (int n = 0; n < order.size(); n++) {
            double h = (double) COUNTS * matrix.recordingsWith(n) / recordings;
            if (h > 0) {
                path.append(String.format(
                        Locale.ROOT,
                        "M%.2f %.1fh%.2fv%.1fh-%.2fz",
                        LEFT + n * step,
                        COUNTS - h,
                        step * 0.86,
                        h,
                        step * 0.86));
            }
        }
        html.raw("<path class=\"quiet\" d=\"M" + LEFT + " 0h" + WIDTH + "\"/>");
        html.raw("<path class=\"bars\" d=\"" + path + "\"/>");
        html.raw("<text x=\"" + (LEFT - 8) + "\" y=\"10\" text-anchor=\"end\">all " + NumberText.count(recordings)
                + "</text>");
        html.raw("<text x=\"" + (LEFT - 8) + "\" y=\"" + COUNTS + "\" text-anchor=\"end\">recordings with it</text>");
    }

    private void groups(Html html, int y, double height) throws IOException {
        double step = (double) WIDTH / order.size();
        for (NeuronOrder.Group g : order.groups()) {
            double x = LEFT + g.from() * step;
            // two columns of CAN leave no room for a name
            if ((g.to() - g.from()) * step > NARROW) {
                html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">", x + 3, y))
                        .text(g.title())
                        .raw("</text>");
            }
            if (g.from() > 0) {
                html.raw(String.format(
                        Locale.ROOT, "<path class=\"quiet\" d=\"M%.1f %dV%.1f\"/>", x, y - 8, TOP + height));
            }
        }
    }

    private static void sources(Html html, List<Row> rows, double rowHeight) throws IOException {
        double free = 0;
        int from = 0;
        for (int n = 1; n <= rows.size(); n++) {
            if (n == rows.size() || !rows.get(n).source().equals(rows.get(from).source())) {
                double top = TOP + from * rowHeight;
                double y = Math.max(free, top + Math.min(LINE, (n - from) * rowHeight) - 2);
                free = y + LINE;
                String name = rows.get(from).source();
                html.raw(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 8, y));
                html.text(name.length() > 26 ? name.substring(0, 25) + "…" : name)
                        .raw("</text>");
                if (from > 0) {
                    html.raw(String.format(Locale.ROOT, "<path class=\"quiet\" d=\"M%d %.1fH1000\"/>", LEFT - 6, top));
                }
                from = n;
            }
        }
    }

    private String caption(int recordings) {
        List<String> never = matrix.neverLabelled();
        String missing = never.isEmpty()
                ? "Every one of the 302 neurons is labelled in at least one recording."
                : NumberText.count(never.size()) + " of the 302 are labelled in none"
                        + (never.size() <= MOST_NAMED ? ": " + String.join(", ", never) + "." : ".");
        return "Every row is a recording, every column one of the 302 neurons of the hermaphrodite, by type and name; "
                + "bars show in how many recordings a neuron is labelled. "
                + NumberText.count(matrix.neuronsIn((recordings + 1) / 2))
                + " neurons are labelled in at least half of "
                + "the " + NumberText.count(recordings) + " recordings. " + missing;
    }

    private Map<String, Object> numbers(List<Row> rows) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("recordings", rows.stream().map(Row::recording).toList());
        numbers.put("neurons", order.labels());
        Map<String, String> names = new LinkedHashMap<>();
        for (State state : State.values()) {
            if (state != State.ABSENT) {
                names.put(colour(state), state.name().toLowerCase(Locale.ROOT));
            }
        }
        numbers.put("states", names);
        return numbers;
    }
}
