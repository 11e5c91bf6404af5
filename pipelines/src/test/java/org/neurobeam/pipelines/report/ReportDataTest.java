package org.neurobeam.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

class ReportDataTest {
    private static final double ROUNDING = 1e-6;

    private static TargetScores scores() {
        return TargetScores.of(new float[] {0.1f, 0.5f, Float.NaN, 0.3f, -0.2f})
                .withNoiseFloor(new float[] {0.2f, 0.2f, 0.2f, Float.NaN, 0.2f});
    }

    @Test
    void theSummaryCountsOnlyTargetsThatHaveAScoreAndAFloor() {
        ScoreSummary s = ScoreSummary.of(List.of(scores()));

        assertThat(s.max()).isEqualTo(0.5, within(ROUNDING));
        assertThat(s.median()).isEqualTo(0.2, within(ROUNDING));
        assertThat(s.fractionAboveFloor()).isEqualTo(1.0 / 3, within(ROUNDING));
        assertThat(ScoreSummary.of(List.of(TargetScores.of(new float[] {1}))).fractionAboveFloor())
                .isNaN();
    }

    @Test
    void theSummaryPoolsGroups() {
        AlphaCounts edge = AlphaCounts.of(new double[] {1, 10, 100}, new long[] {30, 60, 10});
        AlphaCounts middle = AlphaCounts.of(new double[] {1, 10, 100}, new long[] {0, 300, 0});
        RunRow run = new RunRow("run-1", 100, 90, 2, Double.NaN, ScoreSummary.unknown());
        GroupReport a = GroupReport.of("a", scores()).withAlphas(edge).withRuns(List.of(run));
        GroupReport b = GroupReport.of("b", scores()).withAlphas(middle).withTargets(7);

        Summary s = Summary.of(List.of(a, b), 1, 2);

        assertThat(s.targets()).isEqualTo(4 + 7);
        assertThat(s.samples()).isEqualTo(90);
        assertThat(s.alphaEdgeFraction()).isEqualTo(0.1, within(ROUNDING));
        assertThat(edge.edgeFraction()).isEqualTo(0.4, within(ROUNDING));
    }

    @Test
    void shapesThatDisagreeAreRefusedWithBothShapes() {
        assertThatThrownBy(() -> scores().withR2(new float[3])).hasMessage("R2 [3] but r [5]");
        assertThatThrownBy(() -> scores().withLabels(List.of("a"))).hasMessage("labels [1] but r [5]");
        assertThatThrownBy(() -> AlphaCounts.of(new double[2], new long[3])).hasMessage("grid [2] but counts [3]");
        assertThatThrownBy(() -> AlphaCounts.of(new double[] {2, 1}, new long[2]))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> RunStarts.of(0, 5, 5)).hasMessageContaining("ascend from 0");
        assertThatThrownBy(() -> new Carpet.Panel(FloatMatrix.zeros(2, 5), RunStarts.of(0, 5)))
                .hasMessageContaining("has 5 samples");
        assertThatThrownBy(() -> new Design(List.of("a"), RowSource.of(DoubleMatrix.zeros(5, 2)), RunStarts.of()))
                .hasMessage("names [1] but design [5 samples x 2 columns]");
        assertThatThrownBy(() -> Truth.of("r", new float[1], new float[2], 1))
                .hasMessage("planted [1] but recovered [2]");
        assertThatThrownBy(() -> new RunRow("run-1", 5, 6, 2, 0, ScoreSummary.unknown()))
                .hasMessageContaining("keeps 6 volumes of 5");
        assertThatThrownBy(() -> GroupReport.of("a", scores()).withTargets(3)).hasMessageContaining("3 targets but 4");
        VolumeGrid grid = PseudoBrain.grid(2, 2, 2, 1);
        assertThatThrownBy(() -> GroupReport.of("a", scores()).withVolume(MeanVolume.of(grid, new float[8])))
                .hasMessageContaining("scores [5] but VolumeGrid[2 x 2 x 2 voxels]");
    }

    @Test
    void valuesWithEqualContentsAreEqual() {
        PseudoBrain one = new PseudoBrain(PseudoBrain.grid(6, 6, 6, 3), 1);
        PseudoBrain same = new PseudoBrain(PseudoBrain.grid(6, 6, 6, 3), 1);
        PseudoBrain other = new PseudoBrain(PseudoBrain.grid(6, 6, 6, 3), 2);

        assertThat(one.group("a")).isEqualTo(same.group("a")).hasSameHashCodeAs(same.group("a"));
        assertThat(other.group("a")).isNotEqualTo(one.group("a"));
        assertThat(PseudoBrain.truth(9)).isEqualTo(PseudoBrain.truth(9)).hasSameHashCodeAs(PseudoBrain.truth(9));
        assertThat(PseudoBrain.truth(9))
                .isNotEqualTo(PseudoBrain.truth(8))
                .hasToString("Truth[correlation of the response with its noiseless part, 9 pairs]");
    }

    @Test
    void numbersReadWell() {
        assertThat(NumberText.compact(0.00001)).isEqualTo("1e-05");
        assertThat(NumberText.compact(100)).isEqualTo("100");
        assertThat(NumberText.compact(0)).isEqualTo("0");
        assertThat(NumberText.compact(2.5)).isEqualTo("2.5");
        assertThat(NumberText.compact(1438.4)).isEqualTo("1438");
        assertThat(NumberText.compact(Double.NaN)).isEqualTo("–");
        assertThat(NumberText.fixed(-0.0001, 2)).isEqualTo("0.00");
        assertThat(NumberText.seconds(12.34)).isEqualTo("12.3 s");
        assertThat(NumberText.seconds(133)).isEqualTo("2 min 13 s");
        assertThat(NumberText.seconds(7260)).isEqualTo("2 h 1 min");
        assertThat(NumberText.megabytes(2048)).isEqualTo("2.00 GB");
        assertThat(NumberText.percent(0.0512)).isEqualTo("5.1\u202F%");
    }

    @Test
    void carpetRowsAreStandardisedAndCensoredSamplesMarked() {
        FloatMatrix values = FloatMatrix.of(new float[][] {{1, 3, 1, 3, Float.NaN}, {5, 5, 5, 5, 5}});

        Raster raster = TimeRaster.carpet(values);

        // one standard deviation is a quarter of the way from black to white
        assertThat(raster.get(0, 0)).isCloseTo(ColourMap.greyIndex(0.25), within(3));
        assertThat(raster.get(1, 0)).isCloseTo(ColourMap.greyIndex(0.75), within(3));
        assertThat(raster.get(4, 0)).isEqualTo(ColourMap.MISSING);
        assertThat(raster.get(2, 1)).isEqualTo(ColourMap.greyIndex(0.5));
    }

    @Test
    void theColourMapDarkensNowhere() {
        double before = 0;
        for (String hex : ColourMap.hex()) {
            int rgb = Integer.parseInt(hex.substring(1), 16);
            double luma = 0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
            assertThat(luma).isGreaterThanOrEqualTo(before);
            before = luma;
        }
        assertThat(before).isGreaterThan(220);
    }
}
