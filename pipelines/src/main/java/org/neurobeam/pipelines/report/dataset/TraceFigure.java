package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.neurobeam.pipelines.report.ColourMap;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.pipelines.report.TimeRaster;
import org.neurobeam.schemas.table.Event;

/** One recording: neurons above, behaviour below them, all units at the bottom, over one axis of time. */
final class TraceFigure {
    private static final int LEFT = 158;
    private static final int WIDTH = 1000 - LEFT - 6;
    private static final int LINE = 42;
    private static final int GAP = 13;
    private static final int MOST_EVENTS = 200;
    private static final int LEAST_PICTURE = 60;
    private static final int MOST_PICTURE = 210;
    private static final int MISSING = 0xE0A090;

    private final Html html;
    private final TraceExample example;
    private final double from;
    private final double to;
    private final boolean timed;

    TraceFigure(Html html, TraceExample example) {
        this.html = html;
        this.example = example;
        List<TraceExample.Line> lines = example.neurons();
        this.timed = !lines.isEmpty() && lines.get(0).series().timed();
        this.from = lines.isEmpty() ? 0 : lines.get(0).series().time(0);
        double end = lines.isEmpty() ? 1 : lines.get(0).series().end();
        this.to = end > from ? end : from + 1;
    }

    void write() throws IOException {
        int lines = example.neurons().size() + example.behaviour().size();
        int picture = (int) Math.min(
                MOST_PICTURE, Math.max(LEAST_PICTURE, 1.4 * example.picture().rows()));
        int top = 4;
        int below = top + lines * (LINE + GAP);
        int height = below + picture + 46;
        html.raw("<svg class=\"traces\" viewBox=\"0 0 1000 " + height
                + "\" role=\"img\" aria-label=\"Example traces\">");
        events(top, below - GAP);
        int y = top;
        for (TraceExample.Line line : example.neurons()) {
            line(line, "raw", y);
            y += LINE + GAP;
        }
        for (TraceExample.Line line : example.behaviour()) {
            line(line, "behaviour", y);
            y += LINE + GAP;
        }
        picture(below, picture);
        ticks(below + picture);
        html.raw("</svg>\n");
    }

    private void line(TraceExample.Line line, String style, int y) throws IOException {
        boolean comparable = line.series().timed() == timed;
        double low = line.series().low();
        double high = line.series().high();
        double middle = y + LINE / 2.0 + (line.unit().isEmpty() ? 4 : -2);
        text(LEFT - 50, middle, "end", abbreviated(line.name()));
        if (!line.unit().isEmpty()) {
            text(LEFT - 50, middle + 14, "end", line.unit());
        }
        if (!comparable) {
            text(LEFT + 4, middle, "start", "its times are not known: not drawn");
            return;
        }
        text(LEFT - 6, y + 10, "end", NumberText.compact(high));
        text(LEFT - 6, y + LINE, "end", NumberText.compact(low));
        Series.Frame frame = new Series.Frame(from, to, LEFT, WIDTH, y, LINE, low, high);
        html.raw("<path class=\"" + style + "\" d=\"" + line.series().path(frame) + "\"/>");
        if (line.over().isPresent()) {
            html.raw("<path class=\"smoothed\" d=\"" + line.over().get().path(frame) + "\"/>");
        }
    }

    private static String abbreviated(String name) {
        return name.length() <= 18 ? name : name.substring(0, 17) + "…";
    }

    private void events(int top, int bottom) throws IOException {
        List<Event> events = example.events();
        for (Event e : timed ? events.subList(0, Math.min(MOST_EVENTS, events.size())) : List.<Event>of()) {
            double x = LEFT + (e.getOnsetS() - from) / (to - from) * WIDTH;
            double w = e.getDurationS().orElse(0.0) / (to - from) * WIDTH;
            if (x >= LEFT && x <= LEFT + WIDTH) {
                html.raw(String.format(
                        Locale.ROOT,
                        "<rect class=\"event\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        x,
                        top,
                        Math.max(1, Math.min(w, LEFT + WIDTH - x)),
                        bottom - top));
            }
        }
    }

    private void picture(int y, int height) throws IOException {
        html.raw(String.format(
                Locale.ROOT,
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"%s\"/>",
                LEFT,
                y,
                WIDTH,
                height,
                TimeRaster.carpet(example.picture()).dataUri(ColourMap.palette(MISSING))));
        int rows = example.picture().rows();
        double edge = y + (double) height * example.picturedLabelled() / Math.max(1, rows);
        if (example.picturedLabelled() > 0) {
            text(LEFT - 6, y + 11, "end", example.picturedLabelled() + " labelled");
        }
        if (example.picturedLabelled() > 0 && example.picturedLabelled() < rows) {
            html.raw(String.format(
                    Locale.ROOT, "<path class=\"run\" d=\"M%d %.1fH%d\"/>", LEFT - 8, edge, LEFT + WIDTH));
        }
        if (example.picturedLabelled() < rows) {
            text(LEFT - 6, y + height - 2.0, "end", rows - example.picturedLabelled() + " unlabelled");
        }
    }

    private void ticks(int y) throws IOException {
        double step = niceStep((to - from) / 8);
        for (double t = Math.ceil(from / step) * step; t <= to + 1e-9; t += step) {
            double x = LEFT + (t - from) / (to - from) * WIDTH;
            html.raw(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M%.1f %dv5\"/>", x, y));
            text(x, y + 18, x > LEFT + WIDTH - 14 ? "end" : "middle", NumberText.compact(t));
        }
        text(LEFT + WIDTH / 2.0, y + 36, "middle", timed ? "time (s)" : "sample (times unknown)");
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double niceStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= atLeast) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void text(double x, double y, String anchor, String text) throws IOException {
        html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .text(text)
                .raw("</text>");
    }
}
