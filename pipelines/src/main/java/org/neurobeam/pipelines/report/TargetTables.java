package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The tables of a group: scores, bands, best targets and runs. */
final class TargetTables {
    private static final int BEST = 20;

    private final GroupReport group;
    private final int number;

    TargetTables(GroupReport group, int number) {
        this.group = group;
        this.number = number;
    }

    /** One row a score, with the name of its convention. */
    void scores(Html html) throws IOException {
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (ScoreColumn score : group.columns()) {
            rows.add(List.of(
                    Html.Cell.of(score.name()),
                    Html.Cell.of(NumberText.compact(score.median())),
                    Html.Cell.of(NumberText.compact(score.mean())),
                    Html.Cell.of(NumberText.count(score.targets())),
                    Html.Cell.of(NumberText.count(score.undefined())),
                    Html.Cell.of(score.unit()),
                    Html.Cell.of(score.definition())));
        }
        html.table(
                "scores",
                List.of(
                        Html.Column.text("score"),
                        Html.Column.number("median"),
                        Html.Column.number("mean"),
                        Html.Column.number("targets"),
                        Html.Column.number("undefined"),
                        Html.Column.text("unit"),
                        Html.Column.text("definition")),
                rows);
        html.raw("<p class=\"note\">Over the targets that have the score, by the names of the columns in "
                + "<code>scores.parquet</code>; every row is a convention of its own.</p>\n");
    }

    /** The targets with the highest r; the lower index first where they are equal. */
    void best(Html html) throws IOException {
        TargetScores s = group.scores();
        List<Integer> best = IntStream.range(0, s.size())
                .filter(n -> Float.isFinite(s.r(n)))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(n -> -s.r(n)).thenComparing(n -> n))
                .limit(BEST)
                .toList();
        if (best.isEmpty()) {
            html.element("p", "No target has a defined score.");
            return;
        }
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (int n : best) {
            rows.add(row(rows.size() + 1, n, s.r(best.get(0))));
        }
        html.table("best", columns(), rows);
        String where = group.volume().isPresent()
                ? "Voxel indices count from 0, coordinates are in mm. "
                        + "<span class=\"with-script\">Click a voxel to see it in the viewer.</span>"
                : "Target indices count from 0.";
        html.raw("<p class=\"note\">The " + best.size() + " targets with the highest r. " + where + meanings()
                + "</p>\n");
    }

    /** What the columns of tests and ceilings mean. */
    private String meanings() {
        String test = group.scores().test();
        String corrected =
                "p".equals(test) ? "not corrected for the number of targets" : "corrected for all tested targets";
        String q = group.scores().tested() > 0 ? " " + test + ": significance " + corrected + ", see Methods." : "";
        return group.scores().hasCeiling()
                ? q
                        + " CC max: the highest r that the noise allows, estimated from repeats; CC norm: r relative to it, "
                        + "above 1 by sampling error only."
                : q;
    }

    private List<Html.Column> columns() {
        TargetScores s = group.scores();
        List<Html.Column> columns = new ArrayList<>();
        columns.add(Html.Column.number("rank"));
        if (group.volume().isPresent()) {
            columns.add(Html.Column.number("voxel i, j, k"));
            columns.add(Html.Column.number("x, y, z (mm)"));
        } else {
            columns.add(Html.Column.number("target"));
        }
        addIf(s.labelled(), columns, Html.Column.text("label"));
        columns.add(Html.Column.text("r"));
        addIf(s.hasNoiseFloor(), columns, Html.Column.number("noise floor"));
        addIf(s.tested() > 0, columns, Html.Column.number(s.test()));
        addIf(s.hasR2(), columns, Html.Column.number("R²"));
        addIf(s.hasCeiling(), columns, Html.Column.number("CC max"));
        addIf(s.hasCeiling(), columns, Html.Column.number("CC norm"));
        addIf(s.hasAlpha(), columns, Html.Column.number("alpha"));
        return columns;
    }

    private List<Html.Cell> row(int rank, int n, double greatest) {
        TargetScores s = group.scores();
        List<Html.Cell> cells = new ArrayList<>();
        cells.add(Html.Cell.of(Integer.toString(rank)));
        if (group.volume().isPresent()) {
            position(group.volume().get().grid(), n, cells);
        } else {
            cells.add(Html.Cell.of(Integer.toString(n)));
        }
        addIf(s.labelled(), cells, Html.Cell.of(s.label(n)));
        cells.add(bar(s.r(n), greatest));
        addIf(s.hasNoiseFloor(), cells, Html.Cell.of(NumberText.fixed(s.noiseFloor(n), 3)));
        addIf(s.tested() > 0, cells, Html.Cell.of(NumberText.fixed(s.significance(n), 3)));
        addIf(s.hasR2(), cells, Html.Cell.of(NumberText.fixed(s.r2(n), 3)));
        addIf(s.hasCeiling(), cells, Html.Cell.of(NumberText.fixed(s.ccMax(n), 3)));
        addIf(s.hasCeiling(), cells, Html.Cell.of(NumberText.fixed(s.ccNorm(n), 3)));
        addIf(s.hasAlpha(), cells, Html.Cell.of(NumberText.compact(s.alpha(n))));
        return cells;
    }

    private static <T> void addIf(boolean known, List<T> list, T item) {
        if (known) {
            list.add(item);
        }
    }

    private void position(VolumeGrid grid, int n, List<Html.Cell> cells) {
        int i = n % grid.size(0);
        int j = n / grid.size(0) % grid.size(1);
        int k = n / grid.size(0) / grid.size(1);
        double[] mm = grid.positionMm(i, j, k);
        String voxel = i + ", " + j + ", " + k;
        boolean viewer = grid.voxels() <= VolumeData.MOST_VOXELS;
        cells.add(Html.Cell.markup(
                viewer
                        ? "<button type=\"button\" class=\"goto\" data-group=\"" + number + "\" data-voxel=\"" + i + ","
                                + j + "," + k + "\">" + voxel + "</button>"
                        : voxel));
        cells.add(Html.Cell.of(String.format(Locale.ROOT, "%.1f, %.1f, %.1f", mm[0], mm[1], mm[2])));
    }

    /** A number with a bar behind it. */
    private static Html.Cell bar(double value, double full) {
        if (Double.isNaN(value)) {
            return Html.Cell.of(NumberText.fixed(value, 3));
        }
        double percent = full > 0 ? 100 * Math.min(1, Math.max(0, value / full)) : 0;
        return Html.Cell.markup(String.format(
                Locale.ROOT,
                "<span class=\"bar\"><i style=\"width:%.1f%%\"></i></span><span class=\"value\">%s</span>",
                percent,
                NumberText.fixed(value, 3)));
    }

    /** One row a band and one column a convention; then one row for each subset of bands, where they were refitted. */
    void bands(Html html) throws IOException {
        List<BandRow> bands = group.bands();
        Set<String> names = new LinkedHashSet<>(bands.get(0).means().keySet());
        Set<String> ofSubsets =
                new LinkedHashSet<>(bands.get(bands.size() - 1).means().keySet());
        boolean partition = !ofSubsets.equals(names);
        if (partition) {
            names.removeAll(ofSubsets);
        }
        bandTable(
                html,
                bands.stream()
                        .filter(b -> b.means().keySet().containsAll(names))
                        .toList(),
                names);
        html.raw(
                "<p class=\"note\">What each feature space explains of the held-out responses, mean over all targets with a"
                        + " score. r2_product_measure (products with the other spaces included; below 0 makes predictions worse),"
                        + " r2_split_johnson2000 (relative weights) and r_split sum, with what the means of the training runs"
                        + " explain, to the R² and r of the targets; r2_split_no_correlation leaves the products out;"
                        + " delta_r2 is lost without the space, nothing refitted"
                        + (partition ? "; unique_r2 is lost without the space, the others refitted" : "") + ".</p>\n");
        if (partition) {
            bandTable(html, bands, ofSubsets);
            html.raw(
                    "<p class=\"note\">Every subset of the spaces fitted for itself: r2_of_subset is its R², shared_r2 what"
                            + " exactly these spaces share (of one space, its unique part); shared_r2 sums to the R² of all.</p>\n");
        }
    }

    /** The first column of numbers has bars. */
    private static void bandTable(Html html, List<BandRow> bands, Set<String> names) throws IOException {
        List<Html.Column> columns = new ArrayList<>(List.of(Html.Column.text("feature space")));
        names.forEach(name -> columns.add(columns.size() == 1 ? Html.Column.text(name) : Html.Column.number(name)));
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (BandRow band : bands) {
            List<Html.Cell> cells = new ArrayList<>(List.of(Html.Cell.of(band.name())));
            for (String name : names) {
                double mean = band.means().getOrDefault(name, Double.NaN);
                double full = bands.stream()
                        .mapToDouble(b -> b.means().getOrDefault(name, 0.0))
                        .max()
                        .orElse(0);
                cells.add(cells.size() == 1 ? bar(mean, full) : Html.Cell.of(NumberText.fixed(mean, 3)));
            }
            rows.add(cells);
        }
        html.table("bands", columns, rows);
    }

    /** One row a run. */
    void runs(Html html) throws IOException {
        List<RunRow> all = group.runs();
        boolean timed = any(all, RunRow::trSeconds);
        boolean moved = any(all, RunRow::meanFdMm);
        boolean scored = any(all, r -> r.scores().median());
        boolean floors = any(all, r -> r.scores().fractionAboveFloor());
        List<Html.Column> columns = new ArrayList<>(
                List.of(Html.Column.text("run"), Html.Column.number("volumes"), Html.Column.number("kept")));
        addIf(timed, columns, Html.Column.number("TR (s)"));
        addIf(moved, columns, Html.Column.number("mean FD (mm)"));
        addIf(scored, columns, Html.Column.number("r max"));
        addIf(scored, columns, Html.Column.number("r p95"));
        addIf(scored, columns, Html.Column.text("r median"));
        addIf(floors, columns, Html.Column.number("above floor"));
        double full = all.stream()
                .mapToDouble(r -> r.scores().median())
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (RunRow r : all) {
            List<Html.Cell> cells = new ArrayList<>(
                    List.of(Html.Cell.of(r.run()), Html.Cell.of(NumberText.count(r.volumes())), Html.Cell.of(kept(r))));
            addIf(timed, cells, Html.Cell.of(NumberText.compact(r.trSeconds())));
            addIf(moved, cells, Html.Cell.of(NumberText.fixed(r.meanFdMm(), 3)));
            addIf(scored, cells, Html.Cell.of(NumberText.fixed(r.scores().max(), 3)));
            addIf(scored, cells, Html.Cell.of(NumberText.fixed(r.scores().p95(), 3)));
            addIf(scored, cells, bar(r.scores().median(), full));
            addIf(floors, cells, Html.Cell.of(NumberText.percent(r.scores().fractionAboveFloor())));
            rows.add(cells);
        }
        html.table("runs", columns, rows);
        String held = scored
                ? "r of every run while it was held out. "
                : "The folds are not runs, so that no run has an r of its own. ";
        html.raw("<p class=\"note\">" + held + "Kept: volumes that entered the fit after censoring."
                + (moved ? " FD: framewise displacement." : "") + " A dash is unknown.</p>\n");
    }

    private static boolean any(List<RunRow> runs, ToDoubleFunction<RunRow> number) {
        return runs.stream().anyMatch(r -> !Double.isNaN(number.applyAsDouble(r)));
    }

    private static String kept(RunRow r) {
        return r.keptVolumes() == r.volumes()
                ? NumberText.count(r.keptVolumes())
                : NumberText.count(r.keptVolumes()) + " (" + NumberText.percent((double) r.keptVolumes() / r.volumes())
                        + ")";
    }
}
