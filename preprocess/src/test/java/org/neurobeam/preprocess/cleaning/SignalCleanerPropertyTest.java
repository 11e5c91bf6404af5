package org.neurobeam.preprocess.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Invariants of cleaning over seeded random recordings with every kind of filter, scale and censoring. */
class SignalCleanerPropertyTest {
    private static final double TR = 2;
    private static final int CONFOUNDS = 3;
    /** Cleaning twice repeats the roundings of values around 1000. */
    private static final double REPEATED = 1e-10;
    /** A float carries 24 bits. */
    private static final double FLOAT_RELATIVE = 1e-6;

    private record Recording(CleaningOptions options, Timeline timeline, DoubleMatrix signals, DoubleMatrix confounds) {
        SignalCleaner cleaner() {
            return SignalCleaner.fit(options, timeline, confounds);
        }

        @Override
        public String toString() {
            return options + " " + signals;
        }
    }

    static Stream<Recording> recordings() {
        SplittableRandom random = new SplittableRandom(20);
        Stream.Builder<Recording> all = Stream.builder();
        for (FilterOptions filter : new FilterOptions[] {
            FilterOptions.none(),
            FilterOptions.bandPass(0.01, 0.1, TR),
            FilterOptions.lowPass(0.1, TR),
            FilterOptions.cosine(0.01, TR)
        }) {
            for (Standardization scale : Standardization.values()) {
                for (boolean flag : new boolean[] {true, false}) {
                    all.add(recording(
                            random,
                            CleaningOptions.defaults()
                                    .withFilter(filter)
                                    .withStandardize(scale)
                                    .withDetrend(flag)
                                    .withScrub(new ScrubOptions(!flag, ScrubOptions.Compat.NONE))));
                }
            }
        }
        return all.build();
    }

    private static Recording recording(SplittableRandom random, CleaningOptions options) {
        int first = 60 + random.nextInt(30);
        int volumes = first + 60 + random.nextInt(30);
        boolean[] keep = new boolean[volumes];
        int[] runs = new int[volumes];
        for (int i = 0; i < volumes; i++) {
            keep[i] = i % 20 > 1 && random.nextDouble() < 0.9;
            runs[i] = i < first ? 4 : 2;
        }
        DoubleMatrix signals = random(random, volumes, 17 + random.nextInt(20), 1000);
        return new Recording(
                options,
                Timeline.of(volumes).keeping(keep).inRuns(runs),
                signals,
                random(random, volumes, CONFOUNDS, 0));
    }

    private static DoubleMatrix random(SplittableRandom random, int rows, int columns, double offset) {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = offset + 10 * random.nextGaussian();
        }
        return m;
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aCensoredValueChangesNothing(Recording r) {
        Cleaned<DoubleMatrix> expected = r.cleaner().clean(r.signals);
        for (Timeline.Run run : r.timeline.runs()) {
            for (int i = 0; i < run.keep.length; i++) {
                if (!run.keep[i]) {
                    for (int v = 0; v < r.signals.columns(); v++) {
                        r.signals.set(run.start + i, v, v == 1 ? Double.NaN : 1e3 * (i + 1));
                    }
                    r.confounds.set(run.start + i, 0, 1e3);
                }
            }
        }
        Cleaned<DoubleMatrix> found = r.cleaner().clean(r.signals);
        assertThat(found.signals()).isEqualTo(expected.signals());
        assertThat(found.warnings()).isEqualTo(expected.warnings());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void blocksAndPermutationsOfVoxelsGiveTheSameBits(Recording r) {
        SignalCleaner cleaner = r.cleaner();
        FloatMatrix voxelMajor = floats(r.signals).transposed();
        PscStatistics half = cleaner.pscStatistics(voxelMajor.rows(0, 9));
        SignalCleaner decided =
                cleaner.withPsc(half.plus(cleaner.pscStatistics(voxelMajor.rows(9, voxelMajor.rows()))));
        Cleaned<FloatMatrix> whole = decided.cleanVoxelMajor(voxelMajor);
        assertThat(decided.clean(floats(r.signals)).signals().transposed()).isEqualTo(whole.signals());
        for (int from = 0; from < voxelMajor.rows(); from += 5) {
            int to = Math.min(from + 5, voxelMajor.rows());
            Cleaned<FloatMatrix> block = decided.cleanVoxelMajor(voxelMajor.rows(from, to));
            assertThat(block.signals()).isEqualTo(whole.signals().rows(from, to));
            assertThat(block.statistics().mean().get(1, 0))
                    .isEqualTo(whole.statistics().mean().get(1, from));
        }
        FloatMatrix backwards = FloatMatrix.zeros(voxelMajor.rows(), voxelMajor.columns());
        for (int v = 0; v < voxelMajor.rows(); v++) {
            for (int t = 0; t < voxelMajor.columns(); t++) {
                backwards.set(voxelMajor.rows() - 1 - v, t, voxelMajor.get(v, t));
            }
        }
        FloatMatrix reversed = decided.cleanVoxelMajor(backwards).signals();
        for (int v = 0; v < voxelMajor.rows(); v++) {
            assertThat(reversed.row(voxelMajor.rows() - 1 - v))
                    .isEqualTo(whole.signals().row(v));
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void runsAreCleanedOnTheirOwn(Recording r) {
        SignalCleaner all = r.cleaner();
        DoubleMatrix expected = all.withPsc(pscKeepingMean(2)).clean(r.signals).signals();
        int from = 0;
        for (Timeline.Run run : r.timeline.runs()) {
            int end = run.start + run.keep.length;
            SignalCleaner one = SignalCleaner.fit(
                            r.options, Timeline.of(run.keep.length).keeping(run.keep), r.confounds.rows(run.start, end))
                    .withPsc(pscKeepingMean(1));
            DoubleMatrix part = one.clean(r.signals.rows(run.start, end)).signals();
            assertThat(part).isEqualTo(expected.rows(from, from + part.rows()));
            from += part.rows();
        }
        assertThat(from).isEqualTo(expected.rows()).isEqualTo(r.timeline.keptVolumes());
    }

    private static PscStatistics pscKeepingMean(int runs) {
        PscStatistics statistics = new PscStatistics(new double[runs], new double[runs]);
        for (int r = 0; r < runs; r++) {
            statistics.add(r, 0, 1);
        }
        return statistics;
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void statisticsInvertTheStandardisation(Recording r) {
        SignalCleaner cleaner = r.cleaner();
        Cleaned<DoubleMatrix> scaled = cleaner.clean(r.signals);
        DoubleMatrix plain = SignalCleaner.fit(r.options.withStandardize(Standardization.NONE), r.timeline, r.confounds)
                .clean(r.signals)
                .signals();
        int row = r.timeline.keptVolumes() - 1;
        for (int v = 0; v < plain.columns(); v++) {
            double z = scaled.signals().get(row, v);
            double mean = scaled.statistics().mean().get(1, v);
            double sd = scaled.statistics().sd().get(1, v);
            // psc with the mean added back differs from the plain series by that mean
            double back = switch (r.options.standardize()) {
                case NONE -> z;
                case PSC -> z * Math.abs(mean) / 100;
                default -> z * sd;
            };
            double expected = r.options.standardize() == Standardization.PSC
                    ? plain.get(row, v) - LinearTrend.mean(lastRun(r, plain, v), 0, lastRun(r, plain, v).length)
                    : plain.get(row, v) - (r.options.standardize() == Standardization.NONE ? 0 : mean);
            assertThat(back).isCloseTo(expected, within(1e-8));
        }
    }

    private static double[] lastRun(Recording r, DoubleMatrix plain, int voxel) {
        Timeline.Run last = r.timeline.runs().get(1);
        int kept = 0;
        for (boolean k : last.keep) {
            kept += k ? 1 : 0;
        }
        return plain.rows(plain.rows() - kept, plain.rows()).column(voxel);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void floatsAgreeWithDoubles(Recording r) {
        DoubleMatrix rounded = DoubleMatrix.zeros(r.signals.rows(), r.signals.columns());
        FloatMatrix floats = floats(r.signals);
        for (int i = 0; i < floats.values().length; i++) {
            rounded.values()[i] = floats.values()[i];
        }
        DoubleMatrix expected = r.cleaner().clean(rounded).signals();
        FloatMatrix found = r.cleaner().clean(floats).signals();
        DoubleMatrix widened = DoubleMatrix.zeros(found.rows(), found.columns());
        for (int i = 0; i < found.values().length; i++) {
            widened.values()[i] = found.values()[i];
        }
        Golden.assertClose(widened, expected, FLOAT_RELATIVE, FLOAT_RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void detrendingIsIdempotentAndConfoundsAreGone(Recording r) {
        CleaningOptions options =
                r.options.withDetrend(true).withFilter(FilterOptions.none()).withStandardize(Standardization.NONE);
        Timeline timeline = Timeline.of(r.signals.rows());
        DoubleMatrix once =
                SignalCleaner.fit(options, timeline).clean(r.signals).signals();
        DoubleMatrix twice = SignalCleaner.fit(options, timeline).clean(once).signals();
        Golden.assertClose(twice, once, 0, REPEATED);
        SignalCleaner cleaner = SignalCleaner.fit(options, timeline, r.confounds);
        DoubleMatrix confounds =
                SignalCleaner.fit(options, timeline).clean(r.confounds).signals();
        DoubleMatrix cleaned = cleaner.clean(r.signals).signals();
        assertThat(cleaner.confoundRank(0)).isEqualTo(CONFOUNDS);
        for (int j = 0; j < CONFOUNDS; j++) {
            double dot = 0;
            for (int t = 0; t < cleaned.rows(); t++) {
                dot += cleaned.get(t, 0) * confounds.get(t, j);
            }
            assertThat(Math.abs(dot)).isLessThan(1e-8);
        }
    }

    private static FloatMatrix floats(DoubleMatrix m) {
        FloatMatrix f = FloatMatrix.zeros(m.rows(), m.columns());
        for (int i = 0; i < m.values().length; i++) {
            f.values()[i] = (float) m.values()[i];
        }
        return f;
    }
}
