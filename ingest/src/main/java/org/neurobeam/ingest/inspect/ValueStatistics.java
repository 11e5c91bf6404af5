package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Count, range, mean and population standard deviation of finite numbers, one pass in float64.
 *
 * <p>Each block is summed twice while it is in cache and merged by the pairwise update of Chan et al., so a large mean
 * costs no digits of the deviation.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub, LeVeque 1983</a>
 */
final class ValueStatistics {
    private long finite;
    private long nonZero;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;

    /** Adds count values that begin at offset and are stride apart. */
    void add(double[] values, int offset, int stride, int end) {
        long n = 0;
        double sum = 0;
        for (int i = offset; i < end; i += stride) {
            double x = values[i];
            // false for NaN and infinities alike
            if (Math.abs(x) <= Double.MAX_VALUE) {
                n++;
                sum += x;
                min = Math.min(min, x);
                max = Math.max(max, x);
                if (x != 0) {
                    nonZero++;
                }
            }
        }
        if (n > 0) {
            merge(values, offset, stride, end, n, sum / n);
        }
    }

    private void merge(double[] values, int offset, int stride, int end, long n, double blockMean) {
        double blockSquares = 0;
        for (int i = offset; i < end; i += stride) {
            double x = values[i];
            if (Math.abs(x) <= Double.MAX_VALUE) {
                blockSquares += (x - blockMean) * (x - blockMean);
            }
        }
        double delta = blockMean - mean;
        long total = finite + n;
        mean += delta * n / total;
        squares += blockSquares + delta * delta * finite / total * n;
        finite = total;
    }

    long finite() {
        return finite;
    }

    long nonZero() {
        return nonZero;
    }

    double min() {
        return finite == 0 ? Double.NaN : min;
    }

    double max() {
        return finite == 0 ? Double.NaN : max;
    }

    double mean() {
        return finite == 0 ? Double.NaN : mean;
    }

    /** Population standard deviation (ddof 0). */
    double deviation() {
        return finite == 0 ? Double.NaN : Math.sqrt(squares / finite);
    }

    /** Adds nfinite, min, max, mean and std. */
    void write(ObjectNode json) {
        json.put("nfinite", finite);
        json.set("min", JsonNumbers.of(min()));
        json.set("max", JsonNumbers.of(max()));
        json.set("mean", JsonNumbers.of(mean()));
        json.set("std", JsonNumbers.of(deviation()));
    }
}
