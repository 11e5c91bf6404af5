package org.neurobeam.preprocess.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.neurobeam.preprocess.cleaning.ScrubOptions.Compat;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Cleaning against nilearn and, where nilearn is wrong, against scipy with a boolean mask. */
class SignalCleanerGoldenTest {
    private static final double TR = 2.5;
    /** Only sums, projections and quotients of float64. */
    private static final double PLAIN = 1e-10;
    /** Division by the mean of a detrended series. */
    private static final double PSC = 1e-9;
    /** An order-5 band-pass at 0.01 Hz is ill conditioned. */
    private static final double FILTER_RELATIVE = 1e-7;

    private static final double FILTER_ABSOLUTE = 1e-8;
    /** Interpolation followed by that filter. */
    private static final double SCRUB = 1e-7;

    private static final CleaningOptions RAW =
            CleaningOptions.defaults().withDetrend(false).withStandardize(Standardization.NONE);
    private static final CleaningOptions DETREND = RAW.withDetrend(true);
    private static final CleaningOptions FULL =
            CleaningOptions.defaults().withFilter(FilterOptions.bandPass(0.01, 0.1, TR));
    private static final CleaningOptions FULL_COSINE =
            CleaningOptions.defaults().withFilter(FilterOptions.cosine(0.01, TR));
    private static final ScrubOptions NILEARN = new ScrubOptions(false, Compat.NILEARN);

    private record Case(String name, CleaningOptions options, String confounds, double rtol, double atol) {
        Case(String name, CleaningOptions options, double tolerance) {
            this(name, options, "", tolerance, tolerance);
        }
    }

    @TestFactory
    Stream<DynamicTest> wholeRuns() {
        String motion = "input/haxby_moest";
        return Stream.of(
                        new Case("raw_nothing", RAW, PLAIN),
                        new Case("detrend", DETREND, PLAIN),
                        new Case("zscore_sample", RAW.withStandardize(Standardization.ZSCORE_SAMPLE), PLAIN),
                        new Case("psc", RAW.withStandardize(Standardization.PSC), PSC),
                        new Case("detrend_psc", DETREND.withStandardize(Standardization.PSC), PSC),
                        new Case(
                                "butter_band",
                                DETREND.withFilter(FilterOptions.bandPass(0.01, 0.1, TR)),
                                "",
                                FILTER_RELATIVE,
                                FILTER_ABSOLUTE),
                        new Case(
                                "butter_high",
                                RAW.withFilter(FilterOptions.highPass(0.01, TR)),
                                "",
                                FILTER_RELATIVE,
                                FILTER_ABSOLUTE),
                        new Case("cosine", DETREND.withFilter(FilterOptions.cosine(0.01, TR)), PLAIN),
                        new Case("conf_std", DETREND, motion, PLAIN, PLAIN),
                        new Case("conf_nostd", DETREND.withStandardizeConfounds(false), motion, PLAIN, PLAIN),
                        new Case("full_butter", FULL, motion, FILTER_RELATIVE, FILTER_ABSOLUTE),
                        new Case("full_cosine", FULL_COSINE.withScrub(NILEARN), motion, PLAIN, PLAIN),
                        new Case("full_cosine_motiondiff", FULL_COSINE, "input/haxby_moest_diff", PLAIN, PLAIN),
                        new Case(
                                "full_cosine_motiondiff",
                                FULL_COSINE.withScrub(NILEARN),
                                "input/haxby_moest_diff",
                                PLAIN,
                                PLAIN))
                .map(c -> DynamicTest.dynamicTest(c.name, () -> check(c)));
    }

    private static void check(Case c) {
        DoubleMatrix signals = Golden.array("input/haxby_ts");
        DoubleMatrix confounds =
                c.confounds.isEmpty() ? DoubleMatrix.zeros(signals.rows(), 0) : Golden.array(c.confounds);
        SignalCleaner cleaner = SignalCleaner.fit(c.options, Timeline.of(signals.rows()), confounds);
        Golden.assertClose(cleaner.clean(signals).signals(), Golden.array("clean/" + c.name), c.rtol, c.atol);
    }

    @TestFactory
    Stream<DynamicTest> scrubbedRuns() {
        record Scrubbed(String name, String mask, CleaningOptions options) {}
        ScrubOptions extrapolated = new ScrubOptions(true, Compat.NONE);
        return Stream.of(
                        new Scrubbed("scrub_butter", "sample_mask", FULL.withScrub(NILEARN)),
                        new Scrubbed("ideal_scrub_butter_sample_mask_extrap0", "sample_mask", FULL),
                        new Scrubbed("scrub_butter_inner", "sample_mask_inner", FULL),
                        new Scrubbed("scrub_butter_inner", "sample_mask_inner", FULL.withScrub(NILEARN)),
                        new Scrubbed("ideal_scrub_butter_sample_mask_inner_extrap0", "sample_mask_inner", FULL),
                        new Scrubbed(
                                "ideal_scrub_butter_sample_mask_inner_extrap1",
                                "sample_mask_inner",
                                FULL.withScrub(extrapolated)),
                        new Scrubbed("scrub_cosine", "sample_mask", FULL_COSINE.withScrub(NILEARN)))
                .map(c -> DynamicTest.dynamicTest(c.name, () -> {
                    Timeline timeline = Timeline.of(121).keeping(mask(c.mask));
                    SignalCleaner cleaner = SignalCleaner.fit(c.options, timeline, Golden.array("input/haxby_moest"));
                    DoubleMatrix found =
                            cleaner.clean(Golden.array("input/haxby_ts")).signals();
                    Golden.assertClose(found, Golden.array("clean/" + c.name), SCRUB, SCRUB);
                }));
    }

    @Test
    void cosinesAreAppliedEvenIfOneCorrelatesWithAConfound() {
        DoubleMatrix motion = Golden.array("input/haxby_moest");
        SignalCleaner cleaner = SignalCleaner.fit(FULL_COSINE, Timeline.of(121), motion);
        assertThat(cleaner.confoundRank(0)).isEqualTo(motion.columns() + 6);
        assertThat(cleaner.warnings()).anyMatch(w -> w.contains("correlate with r = 0.906"));
        SignalCleaner compatible = SignalCleaner.fit(FULL_COSINE.withScrub(NILEARN), Timeline.of(121), motion);
        assertThat(compatible.confoundRank(0)).isEqualTo(motion.columns());
    }

    @Test
    void cosines() {
        checkCosines("drift/cosine_n121_hp0.01_tr2.5", CosineBasis.terms(121, 0.01, 2.5));
        checkCosines("drift/cosine_n355_hp0.0078125_tr2.0", CosineBasis.terms(355, 0.0078125, 2));
    }

    private static void checkCosines(String name, double[][] terms) {
        DoubleMatrix expected = Golden.array(name);
        DoubleMatrix found = DoubleMatrix.zeros(expected.rows(), expected.columns());
        for (int i = 0; i < found.rows(); i++) {
            for (int k = 0; k < terms.length; k++) {
                found.set(i, k, terms[k][i]);
            }
            // the constant of a design is no confound
            found.set(i, terms.length, 1);
        }
        Golden.assertClose(found, expected, PLAIN, PLAIN);
    }

    @Test
    void twoRuns() {
        int[] runs = new int[121];
        Arrays.fill(runs, 60, 121, 1);
        SignalCleaner cleaner = SignalCleaner.fit(
                CleaningOptions.defaults().withFilter(FilterOptions.none()),
                Timeline.of(121).inRuns(runs),
                Golden.array("input/haxby_moest"));
        DoubleMatrix found = cleaner.clean(Golden.array("input/haxby_ts")).signals();
        Golden.assertClose(found, Golden.array("clean/two_runs"), PLAIN, PLAIN);
    }

    @Test
    void ensureFinite() {
        DoubleMatrix signals = Golden.array("input/haxby_ts");
        signals.set(5, 0, Double.NaN);
        signals.set(6, 1, Double.POSITIVE_INFINITY);
        SignalCleaner cleaner = SignalCleaner.fit(CleaningOptions.defaults().withEnsureFinite(true), Timeline.of(121));
        Golden.assertClose(cleaner.clean(signals).signals(), Golden.array("clean/ensure_finite"), PLAIN, PLAIN);
    }

    @Test
    void interpolation() {
        DoubleMatrix signals = Golden.array("input/haxby_ts");
        DoubleMatrix found = interpolated(signals, Censoring.interpolated(mask("sample_mask_inner"), false));
        Golden.assertClose(found, Golden.array("clean/interp_ideal"), SCRUB, SCRUB);
        Golden.assertClose(found, Golden.array("clean/interp_as_nilearn"), SCRUB, SCRUB);
        DoubleMatrix compatible = interpolated(signals, Censoring.mirrored(mask("sample_mask_inner"), false));
        Golden.assertClose(compatible, Golden.array("clean/interp_as_nilearn"), SCRUB, SCRUB);
    }

    @Test
    void interpolationOfAMirroredPair() {
        DoubleMatrix signals = Golden.array("input/haxby_ts");
        for (int v = 0; v < signals.columns(); v++) {
            signals.set(17, v, signals.get(17, v) + 1000);
            signals.set(103, v, signals.get(103, v) + 1000);
        }
        boolean[] keep = mask("sample_mask_mirrored");
        Golden.assertClose(
                interpolated(signals, Censoring.interpolated(keep, false)),
                Golden.array("clean/interp_mirrored_ideal"),
                SCRUB,
                SCRUB);
        Golden.assertClose(
                interpolated(signals, Censoring.mirrored(keep, false)),
                Golden.array("clean/interp_mirrored_nilearn"),
                SCRUB,
                SCRUB);
    }

    @Test
    void highVarianceConfounds() {
        DoubleMatrix found = HighVarianceConfounds.defaults().of(Golden.array("input/haxby_all"));
        DoubleMatrix expected = Golden.array("clean/hvc");
        assertThat(found.columns()).isEqualTo(expected.columns());
        for (int j = 0; j < expected.columns(); j++) {
            double dot = 0;
            for (int i = 0; i < expected.rows(); i++) {
                dot += found.get(i, j) * expected.get(i, j);
            }
            for (int i = 0; i < expected.rows(); i++) {
                found.set(i, j, found.get(i, j) * Math.signum(dot));
            }
        }
        Golden.assertClose(found, expected, PLAIN, PLAIN);
    }

    private static DoubleMatrix interpolated(DoubleMatrix signals, Censoring censoring) {
        DoubleMatrix out = DoubleMatrix.zeros(signals.rows(), signals.columns());
        Workspace work = new Workspace(signals.rows(), 0);
        for (int v = 0; v < signals.columns(); v++) {
            censoring.fill(signals.column(v), 0, work, 0);
            for (int t = 0; t < signals.rows(); t++) {
                out.set(t, v, work.extended[t]);
            }
        }
        return out;
    }

    static boolean[] mask(String name) {
        boolean[] keep = new boolean[121];
        for (double kept : Golden.array("clean/" + name).values()) {
            keep[(int) kept] = true;
        }
        return keep;
    }
}
