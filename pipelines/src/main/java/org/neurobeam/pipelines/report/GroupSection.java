package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neurobeam.schemas.array.FloatMatrix;

/** One group: map, viewer, charts, best targets, runs, carpets, design. */
final class GroupSection {
    private static final double OBLIQUE_DEGREES = 3;

    private final GroupReport group;
    private final int number;

    GroupSection(GroupReport group, int number) {
        this.group = group;
        this.number = number;
    }

    /** Anchors and titles for the contents. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        group.volume().ifPresent(v -> {
            entries.put(id("map"), "Score map");
            entries.put(id("viewer"), "Slice viewer");
        });
        entries.put(id("scores"), group.alphas().isPresent() ? "Scores and alphas" : "Scores");
        if (!group.bands().isEmpty()) {
            entries.put(id("bands"), "Feature spaces");
        }
        entries.put(id("targets"), "Best targets");
        if (!group.runs().isEmpty()) {
            entries.put(id("runs"), "Runs");
        }
        group.carpet().ifPresent(c -> entries.put(id("carpet"), "Carpet plots"));
        group.design().ifPresent(d -> entries.put(id("design"), "Design matrix"));
        return entries;
    }

    private String id(String part) {
        return "g" + number + "-" + part;
    }

    void write(Html html) throws IOException {
        html.raw("<section class=\"group\" id=\"g" + number + "\">\n<h2 class=\"group-name\">")
                .text(group.name())
                .raw("</h2>\n");
        if (group.volume().isPresent()) {
            RasVolume volume = new RasVolume(group.volume().get(), group.scores());
            ScoreScale scale = ScoreScale.of(group.scores());
            map(html, volume, scale);
            viewer(html, volume, scale);
        }
        scores(html);
        TargetTables tables = new TargetTables(group, number);
        if (!group.bands().isEmpty()) {
            begin(html, "bands", "Feature spaces");
            tables.bands(html);
            html.raw("</section>\n");
        }
        begin(html, "targets", "Best targets");
        tables.best(html);
        html.raw("</section>\n");
        if (!group.runs().isEmpty()) {
            begin(html, "runs", "Runs");
            tables.runs(html);
            html.raw("</section>\n");
        }
        if (group.carpet().isPresent()) {
            carpet(html, group.carpet().get());
        }
        if (group.design().isPresent()) {
            design(html, group.design().get());
        }
        html.raw("</section>\n");
    }

    private void begin(Html html, String part, String title) throws IOException {
        html.raw("<section class=\"part\" id=\"" + id(part) + "\">\n").element("h3", title);
    }

    private void map(Html html, RasVolume volume, ScoreScale scale) throws IOException {
        begin(html, "map", "Score map");
        SliceMosaic mosaic = new SliceMosaic(volume, scale);
        Svg svg = new Svg(html);
        html.raw("<figure>");
        svg.mosaic(volume, mosaic);
        svg.colourBar(scale);
        html.raw("<figcaption>").text(mapCaption(volume, scale, mosaic)).raw("</figcaption></figure>\n</section>\n");
    }

    private String mapCaption(RasVolume volume, ScoreScale scale, SliceMosaic mosaic) {
        boolean single = mosaic.tiles().size() > 0 && !mosaic.tiles().get(0).withScores();
        StringBuilder text = new StringBuilder();
        if (single) {
            text.append("The volume has scores in one slice, shown without (left) and with scores (right). ");
        } else {
            text.append(mosaic.complete() ? "All " : "").append(mosaic.tiles().size());
            text.append(mosaic.complete() ? " slices. " : " slices, evenly spaced over the part with scores. ");
        }
        text.append("Colour: Pearson r of prediction and held-out response in every voxel ");
        if (group.scores().distribution().count() == 0) {
            text.append("(no voxel has a defined score)");
        } else if (scale.hasFloor()) {
            text.append("above the median noise floor, r > ").append(NumberText.fixed(scale.threshold(), 3));
        } else {
            text.append("with r > 0; no noise floor was computed");
        }
        text.append(". Grey: mean image. The right of the brain is on the right (neurological convention); ");
        text.append("voxels are shown as they are, without interpolation.");
        double oblique = volume.obliqueDegrees();
        if (oblique > OBLIQUE_DEGREES) {
            text.append(String.format(
                    Locale.ROOT,
                    " The grid is tilted by %.0f° against the scanner’s axes; slices follow the grid, and "
                            + "coordinates in mm take the tilt into account.",
                    oblique));
        }
        return text.toString();
    }

    private void viewer(Html html, RasVolume volume, ScoreScale scale) throws IOException {
        begin(html, "viewer", "Slice viewer");
        if (volume.grid().voxels() > VolumeData.MOST_VOXELS) {
            html.raw("<p class=\"notice\">")
                    .text("The viewer is left out: the volume has "
                            + NumberText.count(volume.grid().voxels()) + " voxels and this file embeds at most "
                            + NumberText.count(VolumeData.MOST_VOXELS) + ". The score map above and the NIfTI maps in "
                            + "the results folder show it.")
                    .raw("</p>\n</section>\n");
            return;
        }
        VolumeData embedded = new VolumeData(volume, scale);
        html.raw("<div class=\"viewer\" data-viewer=\"" + number + "\" hidden></div>\n");
        html.raw("<p class=\"without-script note\">The slice viewer needs JavaScript; the score map above shows the "
                + "same scores.</p>\n");
        html.raw("<script type=\"application/json\" id=\"volume-" + number + "\">")
                .raw(Json.scriptSafe(embedded.header()))
                .raw("</script>\n");
        for (Map.Entry<String, String> array : embedded.arrays().entrySet()) {
            html.raw("<script type=\"text/plain\" id=\"volume-" + number + "-" + array.getKey() + "\">")
                    .raw(array.getValue())
                    .raw("</script>\n");
        }
        html.raw("</section>\n");
    }

    private void scores(Html html) throws IOException {
        begin(html, "scores", group.alphas().isPresent() ? "Scores and alphas" : "Scores");
        Distribution r = group.scores().distribution();
        Distribution floors = group.scores().floors();
        html.raw("<div class=\"row\">");
        if (r.count() > 0) {
            String text = "How many targets reach which r: median " + NumberText.fixed(r.median(), 3) + ", best "
                    + NumberText.fixed(r.max(), 3) + "; "
                    + (floors.count() > 0
                            ? "coloured are targets above their own noise floor. The dashed line is the median floor, "
                                    + NumberText.fixed(floors.median(), 3)
                                    + ", the band holds 90\u202F% of the floors."
                            : "no noise floor was computed.")
                    + undefined(r.count());
            chart(html, "histogram", text);
            if (group.volume().isEmpty()) {
                chart(html, "ranks", "Targets from the best to the worst; the dashed line is the median noise floor.");
            }
        } else {
            html.element("p", "No target has a defined score.");
        }
        if (group.alphas().isPresent()) {
            AlphaCounts a = group.alphas().get();
            String text = "Penalties chosen by cross-validation, " + NumberText.count(a.total())
                    + " choices over targets and folds"
                    + (Double.isNaN(a.edgeFraction())
                            ? "."
                            : "; " + NumberText.percent(a.edgeFraction())
                                    + " lie at an edge of the grid (marked), where a wider grid may do better.");
            chart(html, "alphas", text);
        }
        html.raw("</div>\n");
        if (!group.columns().isEmpty()) {
            new TargetTables(group, number).scores(html);
        }
        html.raw("</section>\n");
    }

    private String undefined(int scored) {
        int undefined = group.targets() - scored;
        return undefined == 0
                ? ""
                : " " + NumberText.count(undefined) + " of " + NumberText.count(group.targets())
                        + " targets have no score (constant or not finite) and are left out.";
    }

    private void chart(Html html, String name, String caption) throws IOException {
        html.raw("<figure><div class=\"chart\" data-chart=\"" + name + "\" data-group=\"" + number + "\"></div>");
        html.raw("<figcaption>").text(caption).raw("</figcaption></figure>\n");
    }

    private void carpet(Html html, Carpet carpet) throws IOException {
        begin(html, "carpet", "Carpet plots");
        Svg svg = new Svg(html);
        html.raw("<figure><h4>Before cleaning</h4>");
        svg.carpet(carpet.before(), "Carpet plot before cleaning", runNames());
        html.raw("<h4>After cleaning</h4>");
        svg.carpet(carpet.after(), "Carpet plot after cleaning", runNames());
        FloatMatrix values = carpet.before().values();
        String shown = "Every row is one voxel" + thinned(TimeRaster.MOST_ROWS, values.rows())
                + ", every column one volume" + thinned(TimeRaster.MOST_COLUMNS, values.columns());
        html.raw("<figcaption>")
                .text(shown + ". A row is shown in units of its own standard deviation: black "
                        + "is 2 SD below its mean, white 2 SD above; tinted samples, if any, are censored. Vertical bands and "
                        + "slow ramps are motion and drift; after cleaning they should be gone. "
                        + "Blue lines mark where a run begins.")
                .raw("</figcaption></figure>\n</section>\n");
    }

    private void design(Html html, Design design) throws IOException {
        begin(html, "design", "Design matrix");
        html.raw("<figure>");
        new Svg(html).design(design, runNames());
        int rows = design.values().rows();
        int columns = design.names().size();
        html.raw("<figcaption>")
                .text(NumberText.count(rows) + " samples, downwards" + thinned(TimeRaster.MOST_ROWS, rows) + ", by "
                        + NumberText.count(columns) + " columns" + thinned(TimeRaster.MOST_COLUMNS, columns)
                        + ". Every column is divided by its greatest absolute value: black −1, grey 0, white 1.")
                .raw("</figcaption></figure>\n</section>\n");
    }

    private static String thinned(int most, int all) {
        return all <= most ? "" : " (" + most + " of " + NumberText.count(all) + " are drawn, evenly spaced)";
    }

    private List<String> runNames() {
        return group.runs().stream().map(RunRow::run).toList();
    }
}
