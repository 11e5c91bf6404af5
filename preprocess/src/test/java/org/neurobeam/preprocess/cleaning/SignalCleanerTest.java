package org.neurobeam.preprocess.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NumericalException;

class SignalCleanerTest {
    private static final CleaningOptions DEFAULTS = CleaningOptions.defaults();
    private static final CleaningOptions PLAIN = DEFAULTS.withDetrend(false).withStandardize(Standardization.NONE);
    private static final double ROUNDING = 1e-12;

    @Test
    void zScoresByHand() {
        DoubleMatrix signals = DoubleMatrix.wrap(3, 1, 1, 2, 3);
        CleaningOptions sample = PLAIN.withStandardize(Standardization.ZSCORE_SAMPLE);
        assertThat(SignalCleaner.fit(sample, Timeline.of(3)).clean(signals).signals())
                .isEqualTo(DoubleMatrix.wrap(3, 1, -1, 0, 1));
        CleaningOptions population = PLAIN.withStandardize(Standardization.ZSCORE_POPULATION);
        Golden.assertClose(
                SignalCleaner.fit(population, Timeline.of(3)).clean(signals).signals(),
                DoubleMatrix.wrap(3, 1, -Math.sqrt(1.5), 0, Math.sqrt(1.5)),
                ROUNDING,
                ROUNDING);
        CleaningOptions psc = PLAIN.withStandardize(Standardization.PSC);
        assertThat(SignalCleaner.fit(psc, Timeline.of(3)).clean(signals).signals())
                .isEqualTo(DoubleMatrix.wrap(3, 1, -50, 0, 50));
    }

    @Test
    void removesALineExactly() {
        DoubleMatrix signals = DoubleMatrix.wrap(4, 1, 5, 7, 9, 11);
        CleaningOptions detrend = DEFAULTS.withStandardize(Standardization.NONE);
        Golden.assertClose(
                SignalCleaner.fit(detrend, Timeline.of(4)).clean(signals).signals(),
                DoubleMatrix.zeros(4, 1),
                0,
                ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"ZSCORE_SAMPLE", "ZSCORE_POPULATION"})
    void aConstantVoxelGivesZerosAndIsFlagged(Standardization scale) {
        for (FilterOptions filter : new FilterOptions[] {
            FilterOptions.none(),
            FilterOptions.bandPass(0.01, 0.1, 2.5),
            FilterOptions.highPass(0.008, 2.5),
            FilterOptions.cosine(0.01, 2.5)
        }) {
            for (boolean detrend : new boolean[] {true, false}) {
                for (double level : new double[] {0, 1234.567, -0.1, 3e7}) {
                    CleaningOptions options =
                            DEFAULTS.withDetrend(detrend).withFilter(filter).withStandardize(scale);
                    SignalCleaner cleaner = SignalCleaner.fit(options, Timeline.of(200), noise(200, 2));
                    DoubleMatrix signals = noise(200, 3);
                    for (int t = 0; t < 200; t++) {
                        signals.set(t, 1, level);
                    }
                    Cleaned<DoubleMatrix> cleaned = cleaner.clean(signals);
                    boolean removed = detrend || filter.highPassHz().isPresent();
                    if (removed || level == 0) {
                        assertThat(cleaned.signals().column(1))
                                .as("%s detrend %s level %s", filter.kind(), detrend, level)
                                .containsOnly(0);
                        assertThat(cleaned.statistics().isConstant(1)).isTrue();
                        assertThat(cleaned.warnings()).contains("1 voxels are constant after cleaning");
                    }
                    assertThat(cleaned.statistics().isConstant(0)).isFalse();
                }
            }
        }
    }

    @Test
    void namesTheFirstNonFiniteValue() {
        DoubleMatrix signals = noise(10, 4);
        signals.set(7, 0, Double.POSITIVE_INFINITY);
        signals.set(3, 2, Double.NaN);
        SignalCleaner cleaner = SignalCleaner.fit(DEFAULTS, Timeline.of(10));
        assertThatThrownBy(() -> cleaner.clean(signals))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sample 3, voxel 2")
                .hasMessageContaining("found NaN");
        DoubleMatrix confounds = noise(10, 2);
        confounds.set(4, 1, Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> SignalCleaner.fit(DEFAULTS, Timeline.of(10), confounds))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("volume 4, column 1");
        assertThat(SignalCleaner.fit(DEFAULTS.withEnsureFinite(true), Timeline.of(10))
                        .clean(signals)
                        .signals()
                        .values())
                .doesNotContain(Double.NaN);
    }

    @Test
    void aRunTooShortForTheFilterStatesTheMinimum() {
        CleaningOptions band = DEFAULTS.withFilter(FilterOptions.bandPass(0.01, 0.1, 2));
        assertThatThrownBy(() -> SignalCleaner.fit(band, Timeline.of(33)))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("at least 34 volumes, found 33");
        assertThat(SignalCleaner.fit(band, Timeline.of(34))
                        .clean(noise(34, 2))
                        .signals()
                        .rows())
                .isEqualTo(34);
    }

    @Test
    void aSingleVolumeIsNeitherDetrendedNorStandardised() {
        SignalCleaner cleaner = SignalCleaner.fit(DEFAULTS, Timeline.of(1));
        Cleaned<FloatMatrix> cleaned = cleaner.cleanVoxelMajor(FloatMatrix.wrap(2, 1, 5, -3));
        assertThat(cleaned.signals()).isEqualTo(FloatMatrix.wrap(2, 1, 5, -3));
        assertThat(cleaned.warnings()).anyMatch(w -> w.contains("a single volume"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aFewKeptVolumesAreInterpolatedSimply(int kept) {
        boolean[] keep = new boolean[9];
        int[] knots = new int[kept];
        double[] line = new double[9];
        for (int i = 0; i < 9; i++) {
            line[i] = 4 + 3 * i;
        }
        for (int k = 0; k < kept; k++) {
            knots[k] = 1 + k + k / 2;
            keep[knots[k]] = true;
        }
        Workspace work = new Workspace(9, 0);
        Censoring.interpolated(keep, true).fill(line, 0, work, 0);
        for (int i = 0; i < 9; i++) {
            double expected = kept == 1 ? line[1] : line[i];
            assertThat(work.extended[i]).isCloseTo(expected, within(1e-10));
        }
    }

    @Test
    void aCubicIsReproducedByTheSpline() {
        boolean[] keep = new boolean[12];
        Arrays.fill(keep, true);
        keep[0] = false;
        keep[4] = false;
        keep[5] = false;
        keep[11] = false;
        double[] cubic = new double[12];
        for (int i = 0; i < 12; i++) {
            cubic[i] = 2 - i + 0.5 * i * i - 0.1 * i * i * i;
        }
        double[] spoiled = cubic.clone();
        spoiled[4] = Double.NaN;
        spoiled[11] = 1e6;
        Workspace work = new Workspace(12, 0);
        Censoring.interpolated(keep, true).fill(spoiled, 0, work, 0);
        for (int i = 0; i < 12; i++) {
            assertThat(work.extended[i]).isCloseTo(cubic[i], within(1e-9));
        }
    }

    @Test
    void aRunWithoutKeptVolumesIsRefused() {
        Timeline none = Timeline.of(4).inRuns(new int[] {1, 1, 7, 7}).keeping(new boolean[] {true, true, false, false});
        assertThatThrownBy(() -> SignalCleaner.fit(DEFAULTS, none))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("run 7 keeps 0 of 2 volumes");
    }

    @Test
    void duplicateAndConstantConfoundsTakeNoDegreesOfFreedom() {
        DoubleMatrix noise = noise(300, 2);
        DoubleMatrix confounds = DoubleMatrix.zeros(300, 5);
        for (int t = 0; t < 300; t++) {
            confounds.set(t, 0, noise.get(t, 0));
            confounds.set(t, 1, 1e4);
            confounds.set(t, 2, 3 * noise.get(t, 0) + 5);
            confounds.set(t, 3, noise.get(t, 1));
            confounds.set(t, 4, 0.7 * t);
        }
        SignalCleaner cleaner = SignalCleaner.fit(DEFAULTS, Timeline.of(300), confounds);
        assertThat(cleaner.confoundRank(0)).isEqualTo(2);
        assertThat(cleaner.warnings())
                .anyMatch(w -> w.contains("confound column 1 is constant"))
                .anyMatch(w -> w.contains("confound column 4 is constant or a pure trend"))
                .anyMatch(w -> w.contains("3 confound columns have rank 2"));
    }

    @Test
    void asManyConfoundsAsVolumesLeaveNothing() {
        SignalCleaner cleaner = SignalCleaner.fit(DEFAULTS, Timeline.of(6), noise(6, 9));
        assertThat(cleaner.warnings()).anyMatch(w -> w.contains("leave nothing of 6 kept volumes"));
        assertThat(cleaner.clean(noise(6, 2)).statistics().constantVoxels()).isEqualTo(2);
    }

    @Test
    void severalRunsInCompatibilityFallBackToDefaults() {
        ScrubOptions nilearn = new ScrubOptions(true, ScrubOptions.Compat.NILEARN);
        CleaningOptions options = PLAIN.withScrub(nilearn).withStandardizeConfounds(false);
        Timeline runs = Timeline.of(40).inRuns(halves());
        DoubleMatrix signals = noise(40, 3);
        DoubleMatrix confounds = DoubleMatrix.zeros(40, 1);
        for (int t = 0; t < 40; t++) {
            confounds.set(t, 0, 10 + t % 7);
        }
        DoubleMatrix fallback =
                SignalCleaner.fit(options, runs, confounds).clean(signals).signals();
        DoubleMatrix standardised = SignalCleaner.fit(options.withStandardizeConfounds(true), runs, confounds)
                .clean(signals)
                .signals();
        DoubleMatrix correct = SignalCleaner.fit(options.withScrub(ScrubOptions.defaults()), runs, confounds)
                .clean(signals)
                .signals();
        assertThat(fallback).isEqualTo(standardised).isNotEqualTo(correct);
    }

    @Test
    void compatibilityReturnsTheVolumesOfTheReference() {
        // volumes 0, 1 and the mirrored 8, 9 are censored: nothing is removed and nothing is interpolated
        boolean[] ends = new boolean[10];
        Arrays.fill(ends, 2, 8, true);
        assertThat(returned(Censoring.mirrored(ends, false))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(returned(Censoring.interpolated(ends, false))).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(returned(Censoring.dropped(ends))).containsExactly(2, 3, 4, 5, 6, 7);
        // only the first is censored: its mirror image is kept, so it is removed
        boolean[] first = new boolean[10];
        Arrays.fill(first, 1, 10, true);
        assertThat(returned(Censoring.mirrored(first, false))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(returned(Censoring.mirrored(first, true))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        // the middle of an odd run is its own mirror image
        boolean[] middle = {true, true, true, true, false, true, true, true, true};
        Workspace work = new Workspace(9, 0);
        double[] spike = {0, 0, 0, 0, 9, 0, 0, 0, 0};
        Censoring.mirrored(middle, false).fill(spike, 0, work, 0);
        assertThat(work.extended[4]).isEqualTo(9);
        Censoring.interpolated(middle, false).fill(spike, 0, work, 0);
        assertThat(work.extended[4]).isZero();
    }

    private static double[] returned(Censoring censoring) {
        double[] volumes = new double[10];
        Arrays.setAll(volumes, i -> i);
        Workspace work = new Workspace(10, 0);
        censoring.fill(volumes, 0, work, 0);
        censoring.select(work.extended, 0, work.rows);
        return Arrays.copyOf(work.rows, censoring.kept());
    }

    @Test
    void aBlockCannotDecideThePscRule() {
        CleaningOptions psc = DEFAULTS.withStandardize(Standardization.PSC);
        SignalCleaner cleaner = SignalCleaner.fit(psc, Timeline.of(5));
        assertThatThrownBy(() -> cleaner.cleanVoxelMajor(FloatMatrix.zeros(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withPsc");
        SignalCleaner other = SignalCleaner.fit(psc, Timeline.of(4).inRuns(new int[] {0, 0, 1, 1}));
        PscStatistics twoRuns = other.pscStatistics(FloatMatrix.zeros(1, 4));
        assertThatThrownBy(() -> cleaner.withPsc(twoRuns)).hasMessageContaining("2 runs");
        PscStatistics oneRun = cleaner.pscStatistics(FloatMatrix.zeros(1, 5));
        assertThatThrownBy(() -> oneRun.plus(twoRuns)).hasMessageContaining("1 runs and of 2 runs");
    }

    @Test
    void shapesAreChecked() {
        SignalCleaner cleaner = SignalCleaner.fit(DEFAULTS, Timeline.of(5));
        assertThatThrownBy(() -> cleaner.clean(noise(6, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signals [6 volumes x 2 voxels] do not match the cleaner [5 volumes]");
        assertThatThrownBy(() -> SignalCleaner.fit(DEFAULTS, Timeline.of(5), noise(4, 3)))
                .hasMessageContaining("confounds [4 volumes x 3 columns]")
                .hasMessageContaining("[5 volumes]");
        assertThatThrownBy(() -> Timeline.of(5).keeping(new boolean[4])).hasMessageContaining("keep [4 volumes]");
        assertThatThrownBy(() -> Timeline.of(3).inRuns(new int[] {0, 1, 0})).hasMessageContaining("adjacent");
        assertThatThrownBy(() -> Timeline.of(0)).hasMessageContaining(">= 1");
        assertThat(cleaner.volumes()).isEqualTo(5);
        assertThat(cleaner.runs()).isEqualTo(1);
    }

    @Test
    void optionsNameTheAllowedRange() {
        assertThatThrownBy(() -> FilterOptions.highPass(0, 2))
                .hasMessage("highPassHz must be finite and > 0, found 0.0");
        assertThatThrownBy(() -> FilterOptions.lowPass(0.1, Double.NaN)).hasMessageContaining("trSeconds");
        assertThatThrownBy(() -> FilterOptions.bandPass(0.1, 0.01, 2)).hasMessageContaining("below lowPassHz");
        OptionalDouble none = OptionalDouble.empty();
        assertThatThrownBy(() -> new FilterOptions(FilterOptions.Kind.COSINE, none, none, OptionalDouble.of(2)))
                .hasMessageContaining("cosine filter needs highPassHz");
        assertThatThrownBy(() ->
                        new FilterOptions(FilterOptions.Kind.NONE, OptionalDouble.of(0.1), none, OptionalDouble.of(2)))
                .hasMessageContaining("filter NONE");
        assertThatThrownBy(() -> new FilterOptions(FilterOptions.Kind.BUTTERWORTH, OptionalDouble.of(0.1), none, none))
                .hasMessageContaining("needs trSeconds");
        assertThatThrownBy(() -> new HighVarianceConfounds(0, 98)).hasMessageContaining("components");
        assertThatThrownBy(() -> new HighVarianceConfounds(5, 100)).hasMessageContaining("[0, 100)");
    }

    @Test
    void aShortRunHasNoCosine() {
        CleaningOptions cosine = DEFAULTS.withFilter(FilterOptions.cosine(0.01, 2));
        SignalCleaner cleaner = SignalCleaner.fit(cosine, Timeline.of(10));
        assertThat(cleaner.confoundRank(0)).isZero();
        assertThat(cleaner.warnings()).anyMatch(w -> w.contains("no high-pass was applied"));
    }

    @Test
    void fewerVaryingVoxelsGiveFewerConfounds() {
        DoubleMatrix signals = noise(30, 6);
        assertThat(new HighVarianceConfounds(5, 50).of(signals).columns()).isEqualTo(3);
        assertThat(HighVarianceConfounds.defaults().of(DoubleMatrix.zeros(30, 6)))
                .isEqualTo(DoubleMatrix.zeros(30, 0));
    }

    private static int[] halves() {
        int[] runs = new int[40];
        Arrays.fill(runs, 20, 40, 1);
        return runs;
    }

    private static DoubleMatrix noise(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(rows + 31L * columns);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = 100 + random.nextGaussian();
        }
        return m;
    }
}
