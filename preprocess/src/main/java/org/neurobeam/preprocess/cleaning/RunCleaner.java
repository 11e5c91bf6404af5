package org.neurobeam.preprocess.cleaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.cleaning.filter.Butterworth;
import org.neurobeam.preprocess.cleaning.filter.ZeroPhaseFilter;
import org.neurobeam.schemas.error.NumericalException;

/** Cleans the series of one run; everything that does not depend on the signals is prepared. */
final class RunCleaner {
    private static final int ORDER = 5;
    private static final double EPSILON = Math.ulp(1.0);
    private static final double CORRELATED = 0.9;
    /** What cleaning leaves of a series relative to its magnitude when it was constant or fully explained. */
    private static final double ROUNDING = 1e-11;

    private final Timeline.Run run;
    private final Standardization standardize;
    private final SeriesConditioner conditioner;
    private final ConfoundBasis basis;
    private final int[] read;
    private final List<String> warnings;

    private RunCleaner(
            Timeline.Run run,
            CleaningOptions options,
            SeriesConditioner conditioner,
            ConfoundBasis basis,
            List<String> warnings) {
        this.run = run;
        this.standardize = options.standardize();
        this.conditioner = conditioner;
        this.basis = basis;
        this.warnings = warnings;
        this.read = read(options, run.keep);
    }

    /**
     * Prepares a run.
     *
     * @param confounds [c][volumes of the run]
     * @throws NumericalException if no volume is kept or the run is too short for the filter
     */
    static RunCleaner fit(CleaningOptions options, Timeline.Run run, double[][] confounds) {
        if (IntStream.range(0, run.keep.length).noneMatch(i -> run.keep[i])) {
            throw new NumericalException("run " + run.label + " keeps 0 of " + run.keep.length
                    + " volumes, at least 1 is needed; raise the censoring thresholds or leave the run out");
        }
        List<String> warnings = new ArrayList<>();
        SeriesConditioner conditioner =
                new SeriesConditioner(censoring(options, run.keep), options.detrend(), filter(options.filter()));
        if (conditioner.single() && (options.detrend() || options.standardize() != Standardization.NONE)) {
            warnings.add("a single volume is neither detrended nor standardised");
        }
        double[][] regressors = options.filter().kind() == FilterOptions.Kind.COSINE
                ? withCosines(options, confounds, run, warnings)
                : confounds;
        ConfoundBasis basis = ConfoundBasis.of(regressors, conditioner, options.standardizeConfounds());
        warnings.addAll(basis.warnings());
        return new RunCleaner(
                run,
                options,
                conditioner,
                basis,
                warnings.stream().map(w -> "run " + run.label + ": " + w).toList());
    }

    private static Censoring censoring(CleaningOptions options, boolean[] keep) {
        if (!options.filter().recursive()) {
            return Censoring.dropped(keep);
        }
        boolean extrapolate = options.scrub().extrapolate();
        return options.compatible() ? Censoring.mirrored(keep, extrapolate) : Censoring.interpolated(keep, extrapolate);
    }

    private static Optional<ZeroPhaseFilter> filter(FilterOptions filter) {
        if (!filter.recursive()) {
            return Optional.empty();
        }
        OptionalDouble tr = filter.trSeconds();
        double samplingHz = 1 / tr.orElseThrow();
        return Optional.of(
                new ZeroPhaseFilter(Butterworth.design(ORDER, filter.highPassHz(), filter.lowPassHz(), samplingHz)));
    }

    private static double[][] withCosines(
            CleaningOptions options, double[][] confounds, Timeline.Run run, List<String> warnings) {
        FilterOptions filter = options.filter();
        double[][] cosines = CosineBasis.terms(
                run.keep.length,
                filter.highPassHz().orElseThrow(),
                filter.trSeconds().orElseThrow());
        if (cosines.length == 0) {
            warnings.add("the run is too short for a cosine below "
                    + filter.highPassHz().getAsDouble() + " Hz: no high-pass was applied");
        }
        if (correlated(options, confounds, cosines, run.keep, warnings) && options.compatible()) {
            warnings.add("compatibility: no cosine was applied because one correlates with a confound");
            return confounds;
        }
        double[][] all = new double[confounds.length + cosines.length][];
        System.arraycopy(confounds, 0, all, 0, confounds.length);
        System.arraycopy(cosines, 0, all, confounds.length, cosines.length);
        return all;
    }

    /** Warns of every strong correlation; true if one of them is positive, which is what the reference looks at. */
    private static boolean correlated(
            CleaningOptions options, double[][] confounds, double[][] cosines, boolean[] keep, List<String> warnings) {
        int[] read = read(options, keep);
        boolean positive = false;
        for (int k = 0; k < cosines.length; k++) {
            for (int j = 0; j < confounds.length; j++) {
                double r = correlation(cosines[k], confounds[j], read);
                positive |= r > CORRELATED;
                if (Math.abs(r) > CORRELATED) {
                    warnings.add("cosine " + (k + 1) + " and confound column " + j + " correlate with r = " + r);
                }
            }
        }
        return positive;
    }

    private static double correlation(double[] a, double[] b, int[] at) {
        double meanA = Arrays.stream(at).mapToDouble(i -> a[i]).average().orElseThrow();
        double meanB = Arrays.stream(at).mapToDouble(i -> b[i]).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i : at) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Volumes that cleaning looks at: a censored value is never looked at; the reference looks at all. */
    private static int[] read(CleaningOptions options, boolean[] keep) {
        return IntStream.range(0, keep.length)
                .filter(i -> keep[i] || options.compatible())
                .toArray();
    }

    int start() {
        return run.start;
    }

    int volumes() {
        return run.keep.length;
    }

    int kept() {
        return conditioner.kept();
    }

    int padLength() {
        return conditioner.padLength();
    }

    int confoundRank() {
        return basis.rank();
    }

    List<String> warnings() {
        return warnings;
    }

    /** Volumes of the run, from its start, that cleaning looks at. */
    int[] read() {
        return read;
    }

    /** Largest magnitude that cleaning looks at; not finite if any of them is not. */
    double peak(double[] series, int offset) {
        double peak = 0;
        for (int i : read) {
            double a = Math.abs(series[offset + i]);
            if (!(a <= Double.MAX_VALUE)) {
                return Double.NaN;
            }
            peak = Math.max(peak, a);
        }
        return peak;
    }

    /**
     * Everything before standardisation; leaves the kept rows in {@code work.rows}.
     *
     * @return mean before detrending
     */
    double residual(double[] series, int offset, Workspace work) {
        double mean = conditioner.condition(series, offset, work);
        basis.remove(work.rows, kept());
        return mean;
    }

    /**
     * Standardises {@code work.rows} in place.
     *
     * @param added a constant that is added first: the mean before detrending, or 0
     * @param peak magnitude of the raw series
     */
    Moments standardize(Workspace work, double added, double peak) {
        double[] x = work.rows;
        int n = kept();
        for (int i = 0; i < n && added != 0; i++) {
            x[i] += added;
        }
        double mean = LinearTrend.mean(x, 0, n);
        double sum = 0;
        double more = 0;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            sum += (x[i] - mean) * (x[i] - mean);
            more += (x[i + 1] - mean) * (x[i + 1] - mean);
        }
        if (i < n) {
            sum += (x[i] - mean) * (x[i] - mean);
        }
        int freedom = standardize == Standardization.ZSCORE_POPULATION ? n : n - 1;
        double sd = freedom == 0 ? 0 : Math.sqrt((sum + more) / freedom);
        boolean constant = n > 1 && sd <= Math.max(EPSILON, ROUNDING * peak);
        if (!conditioner.single()) {
            scale(x, mean, constant ? 0 : 1 / sd);
        }
        return new Moments(mean, sd, constant);
    }

    private void scale(double[] x, double mean, double inverseSd) {
        if (standardize == Standardization.NONE) {
            return;
        }
        double percent = Math.abs(mean) < EPSILON ? 0 : 100 / Math.abs(mean);
        double factor = standardize == Standardization.PSC ? percent : inverseSd;
        if (factor == 0) {
            // not a product with 0, which would leave negative zeros
            Arrays.fill(x, 0, kept(), 0);
            return;
        }
        for (int i = 0; i < kept(); i++) {
            x[i] = (x[i] - mean) * factor;
        }
    }

    /** Mean and sd before standardisation; constant if nothing but rounding was left. */
    record Moments(double mean, double sd, boolean constant) {}
}
