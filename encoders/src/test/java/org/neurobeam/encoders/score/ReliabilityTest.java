package org.neurobeam.encoders.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

class ReliabilityTest {
    /** Closed forms in float64. */
    private static final double ROUNDING = 1e-10;

    private final Random random = new Random(7);

    private DoubleMatrix gauss(int rows, int columns) {
        return DoubleMatrix.wrap(
                rows,
                columns,
                random.doubles((long) rows * columns)
                        .map(u -> random.nextGaussian())
                        .toArray());
    }

    @Test
    void everyColumnNameSaysItsConventionOnce() {
        assertThat(Arrays.stream(ScoreConvention.values()).map(ScoreConvention::column))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9_]+"));
        DoubleMatrix y = gauss(12, 2);
        NoiseCeiling ceiling = NoiseCeiling.of(RowSource.of(y), 3);
        RowSource f = RowSource.of(y.rows(0, 4));
        Stream<Score> columns = Stream.of(
                        TargetScores.of(f, f).columns(),
                        ceiling.columns(),
                        ceiling.against(f).columns())
                .flatMap(list -> list.stream());
        assertThat(columns.map(Score::convention)).doesNotHaveDuplicates().hasSize(15);
    }

    @Test
    void aColumnNeverMixesConventionsAndCountsWhatIsUndefined() {
        Score first = Score.of(ScoreConvention.R, 0.5, Double.NaN);
        Score all = first.followedBy(Score.of(ScoreConvention.R, 0.1, 0.3));
        assertThat(all.values()).containsExactly(0.5, Double.NaN, 0.1, 0.3);
        assertThat(all.undefined()).isEqualTo(1);
        assertThat(all.median()).isCloseTo(0.3, within(ROUNDING));
        assertThat(all.mean()).isCloseTo(0.3, within(ROUNDING));
        assertThat(Score.of(ScoreConvention.R2, Double.NaN).median()).isNaN();
        assertThatThrownBy(() -> first.followedBy(Score.of(ScoreConvention.CC_NORM, 1)))
                .hasMessageContaining("r [2 targets]")
                .hasMessageContaining("cc_norm_schoppe2016 [1 targets]");
    }

    @Test
    void sumsOverRepeatsEqualTheirDefinitions() {
        int repeats = 3;
        int samples = 7;
        DoubleMatrix y = gauss(repeats * samples, 1);
        DoubleMatrix f = gauss(samples, 1);
        NoiseCeiling ceiling = NoiseCeiling.of(RowSource.of(y), repeats);
        double total = variance(1, y.values());
        double noise = 0;
        double mse = 0;
        DoubleMatrix others = DoubleMatrix.zeros(repeats * samples, 1);
        for (int s = 0; s < samples; s++) {
            double[] trials = {y.get(s, 0), y.get(samples + s, 0), y.get(2 * samples + s, 0)};
            noise += variance(1, trials) / samples;
            for (int r = 0; r < repeats; r++) {
                mse += Math.pow(trials[r] - f.get(s, 0), 2) / (repeats * samples);
                others.set(r * samples + s, 0, (Arrays.stream(trials).sum() - trials[r]) / (repeats - 1));
            }
        }
        assertThat(ceiling.fev()[0]).isCloseTo((total - noise) / total, within(ROUNDING));
        double feve = ceiling.against(RowSource.of(f)).feve()[0];
        if (total > noise) {
            assertThat(feve).isCloseTo(1 - (mse - noise) / (total - noise), within(ROUNDING));
        } else {
            assertThat(feve).isNaN();
        }
        assertThat(ceiling.oracleJackknife()[0])
                .isCloseTo(
                        TargetScores.of(RowSource.of(y), RowSource.of(others)).r()[0], within(ROUNDING));
    }

    private static double variance(int ddof, double... x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(a -> (a - mean) * (a - mean)).sum() / (x.length - ddof);
    }

    @Test
    void unitsAndOffsetsOfAVoxelChangeNoCeiling() {
        DoubleMatrix signal = gauss(40, 3);
        DoubleMatrix y = gauss(160, 3);
        DoubleMatrix f = gauss(40, 3);
        DoubleMatrix scaled = DoubleMatrix.zeros(160, 3);
        DoubleMatrix scaledF = DoubleMatrix.zeros(40, 3);
        double[] scale = {1e-3, 7, 1e4};
        for (int i = 0; i < 160; i++) {
            for (int v = 0; v < 3; v++) {
                y.set(i, v, y.get(i, v) + signal.get(i % 40, v));
                scaled.set(i, 2 - v, y.get(i, v) * scale[v] + 100 * scale[v]);
            }
        }
        for (int i = 0; i < 40; i++) {
            for (int v = 0; v < 3; v++) {
                f.set(i, v, f.get(i, v) + signal.get(i, v));
                scaledF.set(i, 2 - v, f.get(i, v) * scale[v] + 100 * scale[v]);
            }
        }
        NoiseCeiling a = NoiseCeiling.of(RowSource.of(y), 4);
        NoiseCeiling b = NoiseCeiling.of(RowSource.of(scaled), 4);
        RepeatScores sa = a.against(RowSource.of(f));
        RepeatScores sb = b.against(RowSource.of(scaledF));
        assertMirrored(a.explainableVariance(), b.explainableVariance());
        assertMirrored(a.ccMax(), b.ccMax());
        assertMirrored(a.fev(), b.fev());
        assertMirrored(a.oracleJackknife(), b.oracleJackknife());
        assertMirrored(sa.ccNorm(), sb.ccNorm());
        assertMirrored(sa.rNcc(), sb.rNcc());
        assertMirrored(sa.feve(), sb.feve());
        NsdNoiseCeiling na = NsdNoiseCeiling.of(RowSource.of(y), 4);
        NsdNoiseCeiling nb = NsdNoiseCeiling.of(RowSource.of(scaled), 4);
        assertMirrored(na.ncsnr(), nb.ncsnr());
        assertMirrored(
                SplitHalfReliability.of(RowSource.of(y), 4, 10, 1).reliability(),
                SplitHalfReliability.of(RowSource.of(scaled), 4, 10, 1).reliability());
    }

    /** The targets of b are those of a in reverse order. */
    private static void assertMirrored(double[] a, double[] b) {
        for (int v = 0; v < a.length; v++) {
            assertThat(b[a.length - 1 - v]).isCloseTo(a[v], within(1e-8));
        }
    }

    @Test
    void missingTrialsAreLeftOutAndConstantTargetsUndefined() {
        double nan = Double.NaN;
        // two targets: the first lacks a trial, the second is constant
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{1, 5}, {2, 5}, {3, 5}, {1.5, 5}, {nan, 5}, {3.5, 5}});
        TrialHalves halves = TrialHalves.of(RowSource.of(y), 2, new int[] {0}, new int[] {1});
        assertThat(halves.all().column(0)).containsExactly(1.25, 2, 3.25);
        assertThat(halves.second().column(0)).containsExactly(1.5, nan, 3.5);
        NsdNoiseCeiling nsd = NsdNoiseCeiling.of(RowSource.of(y), 2);
        double total = variance(1, 1, 2, 3, 1.5, 3.5);
        assertThat(nsd.noiseVariance()[0]).isCloseTo(0.125 / total, within(ROUNDING));
        assertThat(nsd.noiseVariance()[1]).isNaN();
        assertThat(nsd.column(1).undefined()).isEqualTo(1);
        assertThat(SplitHalfReliability.of(RowSource.of(y), 2, 3, 1).column().undefined())
                .isEqualTo(1);
        assertThatThrownBy(() -> nsd.ceiling(3, 0)).hasMessageContaining("0 trials");
    }

    @Test
    void withoutSignalNothingIsNormalised() {
        // the second repeat is the negative of the first: signal power is negative
        DoubleMatrix y = DoubleMatrix.of(new double[][] {{1}, {2}, {4}, {-1}, {-2}, {-4}});
        RepeatScores scores = NoiseCeiling.of(RowSource.of(y), 2).against(RowSource.of(y.rows(0, 3)));
        assertThat(scores.columns().stream().mapToInt(Score::undefined)).containsExactly(1, 1, 1, 1);
        assertThat(SplitHalfReliability.explained(0.4, 0)).isNaN();
    }

    @Test
    void wrongShapesAreNamed() {
        RowSource a = RowSource.of(DoubleMatrix.zeros(8, 2));
        RowSource b = RowSource.of(DoubleMatrix.zeros(4, 3));
        assertThatThrownBy(() -> NoiseCeiling.of(a, 2).against(b)).hasMessageContaining("[4 samples x 3 targets]");
        assertThatThrownBy(() -> NsdNoiseCeiling.of(a, 3)).hasMessageContaining("8 rows are not 3");
        assertThatThrownBy(() -> AlgonautsAccuracy.of(new double[2], new double[3], 0.05))
                .hasMessage("r [2 targets] but ceiling [3 targets]");
        assertThatThrownBy(() -> SplitHalfReliability.of(a, 2, 0, 1)).hasMessageContaining("not 0");
        NoiseCorrectedConsistency.Plan plan = new NoiseCorrectedConsistency.Plan(Folds.kFold(5, 5), 2, 1);
        assertThatThrownBy(() -> NoiseCorrectedConsistency.of(a, 2, plan, fold -> y -> y))
                .hasMessage("splits of 5 stimuli but trials of 4");
    }
}
