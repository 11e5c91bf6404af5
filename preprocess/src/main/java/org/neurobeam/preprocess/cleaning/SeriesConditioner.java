package org.neurobeam.preprocess.cleaning;

import java.util.Optional;
import org.neurobeam.preprocess.cleaning.filter.ZeroPhaseFilter;

/** Scrubs, detrends and filters one series of one run: the part of cleaning that confounds share with signals. */
final class SeriesConditioner {
    private final Censoring censoring;
    private final boolean detrend;
    private final Optional<ZeroPhaseFilter> filter;

    SeriesConditioner(Censoring censoring, boolean detrend, Optional<ZeroPhaseFilter> filter) {
        this.censoring = censoring;
        this.detrend = detrend && censoring.rows() > 1;
        this.filter = filter;
        filter.ifPresent(f -> f.requireLength(censoring.rows()));
    }

    int kept() {
        return censoring.kept();
    }

    /** Whether a single worked row makes detrending and standardising meaningless. */
    boolean single() {
        return censoring.rows() == 1;
    }

    /** Degrees of freedom of the rows that a trend takes: constant and slope, or the constant that scaling removes. */
    int trendTerms() {
        return detrend ? 2 : 1;
    }

    int padLength() {
        return filter.map(ZeroPhaseFilter::padLength).orElse(0);
    }

    /**
     * Leaves the returned rows in {@code work.rows}.
     *
     * @param series volume v of the run at [offset + v]
     * @return mean of the worked rows before detrending
     */
    double condition(double[] series, int offset, Workspace work) {
        int pad = padLength();
        int n = censoring.rows();
        double[] x = work.extended;
        censoring.fill(series, offset, work, pad);
        double mean = LinearTrend.mean(x, pad, n);
        if (detrend) {
            LinearTrend.remove(x, pad, n, mean);
        }
        if (filter.isPresent()) {
            filter.get().apply(x, n);
        }
        censoring.select(x, pad, work.rows);
        return mean;
    }
}
