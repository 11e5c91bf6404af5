package org.neurobeam.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

class HtmlReportTest {
    private static final String HOSTILE = "</script><script>alert('x')</script><img src=http://evil.example/a.png>";
    private static final int MB = 1 << 20;

    private static String html(ReportData data) {
        StringWriter out = new StringWriter();
        try {
            HtmlReport.write(data, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    private static PseudoBrain smallBrain() {
        return new PseudoBrain(PseudoBrain.grid(20, 22, 14, 9), 1);
    }

    private static ReportData small() {
        return PseudoBrain.report(List.of(smallBrain().group("sub-01")));
    }

    /** The page without the chart library, whose code is not ours to inspect. */
    private static String withoutLibrary(String html) {
        return html.replaceAll("(?s)<script>\\s*/\\*\\s*\\* Licensed to the Apache.*?</script>", "");
    }

    @Test
    void everySectionIsThereAndEveryEntryOfTheContentsLeadsToOne() {
        String html = withoutLibrary(html(small().withTruth(PseudoBrain.truth(50))));

        List<String> targets = new ArrayList<>();
        Matcher links = Pattern.compile("<li><a href=\"#([a-z0-9-]+)\">").matcher(html);
        while (links.find()) {
            targets.add(links.group(1));
        }
        assertThat(targets)
                .containsExactly(
                        "summary",
                        "truth",
                        "g0-map",
                        "g0-viewer",
                        "g0-scores",
                        "g0-targets",
                        "g0-runs",
                        "g0-carpet",
                        "g0-design",
                        "issues",
                        "methods",
                        "configuration",
                        "provenance");
        assertThat(targets).allSatisfy(t -> assertThat(html).containsOnlyOnce("id=\"" + t + "\""));
        assertThat(html).contains("delays_s: [2.5, 5.0]", "OpenBLAS 0.3.31", "expected 10485760 bytes", "run-03");
        assertThat(html).contains("data-chart=\"histogram\"", "data-chart=\"alphas\"", "data-chart=\"truth\"");
        assertThat(html).contains("neurological convention", "5\u202F% by chance");
    }

    @Test
    void citationsLinkToReferencesAndReferencesToTheirDoi() {
        String html = html(small());

        assertThat(html).contains("[<a href=\"#ref-1\">1</a>, <a href=\"#ref-2\">2</a>]");
        assertThat(html).contains("<li id=\"ref-2\">Huth");
        assertThat(html).contains("href=\"https://doi.org/10.1038/nature17637\"");
    }

    @Test
    void equalDataGiveEqualBytes() throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        HtmlReport.write(small(), first);
        HtmlReport.write(small(), second);

        assertThat(first.toByteArray()).isEqualTo(second.toByteArray());
        assertThat(first.toString(StandardCharsets.UTF_8)).isEqualTo(html(small()));
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        String html = withoutLibrary(html(small()));

        assertThat(html).contains("default-src 'none'");
        Matcher sources = Pattern.compile("\\s(?:src|href|action|srcset|data)=\"([^\"]*)\"")
                .matcher(html);
        while (sources.find()) {
            assertThat(sources.group(1)).matches("(?s)#.*|data:image/png;base64,.*|https://doi\\.org/.*");
        }
        assertThat(html).doesNotContain("<link", "@import", "url(", "fetch(", "XMLHttpRequest", "<iframe", "src=");
    }

    @Test
    void untrustedTextStaysText() {
        ReportData hostile = PseudoBrain.report(List.of(
                        smallBrain().group(HOSTILE),
                        PseudoBrain.arrays(3),
                        GroupReport.of(
                                "labels", TargetScores.of(new float[] {0.5f}).withLabels(List.of(HOSTILE)))))
                .withIssues(List.of(new IssueRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)))
                .withWarnings(List.of(HOSTILE))
                .withConfiguration("input: " + HOSTILE)
                .withProvenance(Map.of(HOSTILE, HOSTILE))
                .withMethods(new Methods(
                        List.of(HOSTILE + " [1] [9]"),
                        List.of(new Methods.Reference(HOSTILE, "10.1000/\"><script>alert(1)</script>"))))
                .withTruth(Truth.of(HOSTILE, new float[] {1}, new float[] {1}, 1));
        String plain = withoutLibrary(html(PseudoBrain.report(List.of(
                smallBrain().group("a"), PseudoBrain.arrays(3), GroupReport.of("b", TargetScores.of(new float[] {1
                }))))));
        String html = withoutLibrary(html(hostile));

        assertThat(html).contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)");
        assertThat(html).doesNotContain("<script>alert", "<img", "src=http://evil.example/a.png>");
        assertThat(count(html, "<script")).isEqualTo(count(plain, "<script"));
        assertThat(count(html, "</script")).isEqualTo(count(plain, "</script"));
        assertThat(html).contains("\\u003c/script\\u003e").contains("[9]");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void aWholeBrainStaysSmall() {
        GroupReport brain = new PseudoBrain(PseudoBrain.grid(97, 115, 97, 2), 3).group("sub-01");
        int chartLibraryAndPage = html(PseudoBrain.report(List.of())).length();

        int length = html(PseudoBrain.report(List.of(brain))).length();

        assertThat(chartLibraryAndPage).isLessThan(MB * 12 / 10);
        assertThat(length - chartLibraryAndPage).isLessThan(6 * MB);
    }

    @Test
    void onlyTheFirstGroupsAreShownInFullAndTheReportSaysSo() throws IOException {
        List<GroupReport> groups = Collections.nCopies(6, smallBrain().group("sub"));
        StringWriter out = new StringWriter();

        HtmlReport.write(PseudoBrain.report(groups), out, 2);

        assertThat(out.toString())
                .contains("the first 2 of 6 groups", "id=\"g1-map\"")
                .doesNotContain("id=\"g2-map\"");
        assertThat(count(withoutLibrary(out.toString()), "<td>sub</td>")).isEqualTo(4);
        assertThatThrownBy(() -> HtmlReport.write(small(), out, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSingleSliceIsShownOnceWithoutAndOnceWithScores() {
        GroupReport slice = new PseudoBrain(PseudoBrain.grid(40, 20, 1, 3.5), 2).group("sub-1");

        String html = html(PseudoBrain.report(List.of(slice)));

        assertThat(html).contains("mean image alone", "scores in one slice", "\"flat\":true,\"sliceAxis\":2");
    }

    @Test
    void targetsWithoutAVolumeGetTablesAndChartsAndNoViewer() {
        String html = withoutLibrary(html(PseudoBrain.report(List.of(PseudoBrain.arrays(100)))));

        assertThat(html).contains("data-chart=\"ranks\"", "parcel-", "6 of 100 targets have no score");
        assertThat(html).doesNotContain("id=\"g0-map\"", "id=\"g0-viewer\"", "<svg", "class=\"num\">R²");
    }

    @Test
    void scoresThatAreAllUndefinedGiveAReportThatSaysSo() {
        VolumeGrid grid = PseudoBrain.grid(8, 8, 8, 3);
        float[] nothing = new float[512];
        Arrays.fill(nothing, Float.NaN);
        GroupReport none = GroupReport.of("sub-01", TargetScores.of(nothing))
                .withTargets(400)
                .withVolume(MeanVolume.of(grid, nothing.clone()));
        ReportData.Heading heading = new ReportData.Heading("Nothing", "", "Neurobeam");

        String html = withoutLibrary(
                html(ReportData.of(heading, Summary.of(List.of(none), Double.NaN, Double.NaN), List.of(none))));

        assertThat(html).contains("no voxel has a defined score", "No target has a defined score.");
        assertThat(html)
                .contains("None: every input was read")
                .doesNotContain(">NaN<", ":NaN", ":\"NaN\"", ":Infinity");
    }

    @Test
    void aVolumeTooLargeForTheViewerIsSaidToBeLeftOut() {
        VolumeGrid grid = PseudoBrain.grid(200, 200, 40, 1);
        float[] r = new float[grid.voxels()];
        Arrays.fill(r, Float.NaN);
        r[800_000] = 0.5f;
        GroupReport large = GroupReport.of("sub-01", TargetScores.of(r)).withVolume(MeanVolume.of(grid, r.clone()));

        String html = html(PseudoBrain.report(List.of(large)));

        assertThat(html)
                .contains("The viewer is left out", "1\u202F600\u202F000 voxels")
                .doesNotContain("id=\"volume-0\"");
    }

    @Test
    void withoutNoiseFloorsNothingIsSaidAboutThem() {
        float[] r = {0.1f, 0.4f, -0.1f};
        GroupReport bare = GroupReport.of("all", TargetScores.of(r));

        String html =
                withoutLibrary(html(PseudoBrain.report(List.of(bare)).withMethods(new Methods(List.of(), List.of()))));

        assertThat(html).contains("no noise floor was computed", "not computed", "not recorded");
        assertThat(html).doesNotContain("by chance</span>", "95th percentile of its r", "% lie at an edge");
    }

    @Test
    void longPicturesAreThinnedAndSaySo() {
        FloatMatrix series = FloatMatrix.zeros(600, 2000);
        Carpet.Panel panel = new Carpet.Panel(series, RunStarts.of(0, 1000));
        Design design = new Design(
                Collections.nCopies(60, "x"), RowSource.of(DoubleMatrix.zeros(2000, 60)), RunStarts.of(0, 1000));
        RunRow run = new RunRow("run-07", 1000, 1000, 2, Double.NaN, ScoreSummary.unknown());
        GroupReport group = PseudoBrain.arrays(5)
                .withRuns(List.of(run, run))
                .withCarpet(new Carpet(panel, panel))
                .withDesign(design);

        String html = html(PseudoBrain.report(List.of(group)));

        assertThat(html).contains("one voxel (500 of 600 are drawn", "one volume (1600 of 2\u202F000 are drawn");
        assertThat(html).contains("downwards (500 of 2\u202F000 are drawn", ">run-07</text>");
    }
}
