package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.neurobeam.schemas.array.FloatMatrix;

/** Pictures with their axes: the pixels are a PNG, every letter is text of the page. */
final class Svg {
    private static final int NO_MISSING = 0x000000;
    private static final int CENSORED = 0xE0A090;
    private static final int WIDTH = 1000;
    private static final int LEFT = 66;
    private static final int PANEL = 190;
    private static final int MOST_NAMES = 48;
    private static final int MOST_LETTERS = 22;
    /** Height of a letter of a slanted name. */
    private static final int LETTER = 5;

    private static final String[][] SIDES = {{"L", "R"}, {"P", "A"}, {"I", "S"}};
    private static final String AXIS_NAMES = "xyz";

    private final Html html;

    Svg(Html html) {
        this.html = html;
    }

    /** The mosaic with the position of each slice and the sides of the first. */
    void mosaic(RasVolume volume, SliceMosaic mosaic) throws IOException {
        Raster raster = mosaic.raster();
        open("mosaic", raster.width(), raster.height(), "Score map over the mean image, slice by slice");
        html.raw("<rect width=\"" + raster.width() + "\" height=\"" + raster.height() + "\" fill=\"#000\"/>");
        image(raster, NO_MISSING, 0, 0, raster.width(), raster.height());
        int slice = volume.sliceAxis();
        List<SliceMosaic.Tile> tiles = mosaic.tiles();
        for (SliceMosaic.Tile tile : tiles) {
            String position = String.format(
                            Locale.ROOT,
                            "%c = %.0f mm",
                            AXIS_NAMES.charAt(slice),
                            volume.slicePositionMm(slice, tile.slice()))
                    .replace("-0 ", "0 ")
                    .replace('-', '−');
            String what = tile.withScores() ? position : position + ", mean image alone";
            label(tile.x() + 8, tile.y() + mosaic.tileHeight() + 20, "start", what);
        }
        sides(slice, tiles.get(0), mosaic);
        html.raw("</svg>\n");
    }

    private void sides(int slice, SliceMosaic.Tile first, SliceMosaic mosaic) throws IOException {
        String[] across = SIDES[slice == 0 ? 1 : 0];
        String[] upward = SIDES[slice == 2 ? 1 : 2];
        int middle = first.y() + mosaic.tileHeight() / 2 + 6;
        label(first.x() + 8, middle, "start", across[0]);
        label(first.x() + mosaic.tileWidth() - 8, middle, "end", across[1]);
        label(first.x() + mosaic.tileWidth() / 2, first.y() + 22, "middle", upward[1]);
    }

    private void label(int x, int y, String anchor, String text) throws IOException {
        html.raw("<text class=\"on-dark\" x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">")
                .text(text)
                .raw("</text>");
    }

    /** The colour bar of scores: grey up to the threshold. */
    void colourBar(ScoreScale scale) throws IOException {
        int width = 420;
        int margin = 20;
        int bar = width - 2 * margin;
        open("colourbar", width, 58, "Colour bar of Pearson r");
        List<String> colours = ColourMap.hex();
        for (int n = 0; n < colours.size(); n++) {
            double value = scale.end() * n / (colours.size() - 1);
            String fill = value <= scale.threshold() ? "var(--bar-off)" : colours.get(n);
            html.raw(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"18\" width=\"%.2f\" height=\"14\" fill=\"%s\"/>",
                    margin + (double) bar * n / colours.size(),
                    (double) bar / colours.size() + 0.4,
                    fill));
        }
        double step = scale.end() <= 0.3 ? 0.05 : scale.end() <= 0.6 ? 0.1 : 0.2;
        for (int n = 0; n * step <= scale.end() + 1e-9; n++) {
            tick(margin + bar * n * step / scale.end(), NumberText.fixed(n * step, step < 0.1 ? 2 : 1));
        }
        if (scale.hasFloor()) {
            double x = margin + bar * scale.threshold() / scale.end();
            html.raw(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M%.1f 13V34\"/>", x));
            String anchor = x < width / 2.0 ? "start" : "end";
            String text = "median noise floor " + NumberText.fixed(scale.threshold(), 3);
            html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"10\" text-anchor=\"%s\">", x - 3, anchor))
                    .text(text)
                    .raw("</text>");
        }
        html.raw("</svg>\n");
    }

    private void tick(double x, String text) throws IOException {
        html.raw(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M%.1f 32v4\"/>", x));
        html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"48\" text-anchor=\"middle\">", x))
                .text(text)
                .raw("</text>");
    }

    /** One carpet: voxels downwards, time to the right. */
    void carpet(Carpet.Panel panel, String title, List<String> runNames) throws IOException {
        FloatMatrix values = panel.values();
        open("carpet", WIDTH, PANEL + 44, title);
        image(TimeRaster.carpet(values), CENSORED, LEFT, 22, WIDTH - LEFT, PANEL);
        int samples = Math.max(1, values.columns());
        RunStarts runs = panel.runStarts();
        double scale = (double) (WIDTH - LEFT) / samples;
        for (int n = 0; n < runs.runs(); n++) {
            double x = LEFT + runs.start(n) * scale;
            if (n > 0) {
                html.raw(String.format(Locale.ROOT, "<path class=\"run\" d=\"M%.1f 8v%d\"/>", x, PANEL + 14));
            }
            if (n % labelEvery(runs.runs(), 20) == 0 && runs.runs() > 1) {
                text(x + 4, 16, "start", runName(runs, runNames, n));
            }
        }
        double step = niceStep(samples / 8.0);
        for (double t = 0; t <= samples; t += step) {
            text(LEFT + t * scale, PANEL + 38, t == 0 ? "start" : "middle", NumberText.fixed(t, 0));
        }
        html.raw("<text transform=\"translate(48 " + (22 + PANEL / 2)
                + ") rotate(-90)\" text-anchor=\"middle\">voxels</text>");
        html.raw("</svg>\n");
    }

    /** The design matrix: columns to the right, time downwards. */
    void design(Design design, List<String> runNames) throws IOException {
        boolean named = design.names().size() <= MOST_NAMES;
        int longest = design.names().stream().mapToInt(String::length).max().orElse(0);
        int top = named ? 20 + LETTER * Math.min(MOST_LETTERS, longest) : 26;
        int height = 420;
        int columns = Math.max(1, design.names().size());
        int width = Math.min(WIDTH - LEFT - 90, Math.max(320, columns * 40));
        open("design", WIDTH, top + height + 12, "Design matrix");
        image(TimeRaster.design(design.values()), CENSORED, LEFT, top, width, height);
        for (int c = 0; named && c < columns && !design.names().isEmpty(); c++) {
            double x = LEFT + (c + 0.5) * width / columns + 4;
            html.raw(String.format(Locale.ROOT, "<text transform=\"translate(%.1f %d) rotate(-48)\">", x, top - 6))
                    .text(abbreviated(design.names().get(c), MOST_LETTERS))
                    .raw("</text>");
        }
        int samples = Math.max(1, design.values().rows());
        RunStarts runs = design.runStarts();
        for (int n = 0; n < runs.runs(); n++) {
            double y = top + (double) runs.start(n) * height / samples;
            if (n > 0) {
                html.raw(
                        String.format(Locale.ROOT, "<path class=\"run\" d=\"M%d %.1fh%d\"/>", LEFT - 8, y, width + 16));
            }
            if (n % labelEvery(runs.runs(), 24) == 0) {
                text(LEFT - 10, y + 12, "end", runs.runs() > 1 ? runName(runs, runNames, n) : "0");
            }
        }
        html.raw("</svg>\n");
    }

    /** The run's own name where each has one, else its number. */
    private static String runName(RunStarts runs, List<String> names, int n) {
        return names.size() == runs.runs() ? abbreviated(names.get(n), 9) : "run " + (n + 1);
    }

    private static String abbreviated(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }

    private static int labelEvery(int runs, int most) {
        return (runs + most - 1) / most;
    }

    /** 1, 2 or 5 times a power of ten, at least 1. */
    private static double niceStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, atLeast))));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= atLeast) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void open(String classes, int width, int height, String description) throws IOException {
        html.raw("<svg class=\"" + classes + "\" viewBox=\"0 0 " + width + " " + height
                        + "\" role=\"img\" aria-label=\"")
                .text(description)
                .raw("\">");
    }

    private void text(double x, double y, String anchor, String text) throws IOException {
        html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .text(text)
                .raw("</text>");
    }

    private void image(Raster raster, int missing, int x, int y, int width, int height) throws IOException {
        html.raw("<image x=\"" + x + "\" y=\"" + y + "\" width=\"" + width + "\" height=\"" + height
                + "\" preserveAspectRatio=\"none\" href=\"" + raster.dataUri(missing) + "\"/>");
    }
}
