package org.neurobeam.preprocess.cleaning;

import java.util.Arrays;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The common time courses of the voxels that vary most: confounds without anatomical masks, as in CompCor.
 *
 * <pre>{@code S = detrended series with mean square strictly above the percentile;  eigenvectors of S S'/T}</pre>
 *
 * @param components how many, {@code >= 1}
 * @param percentile share of the voxels left out, in [0, 100); 98 keeps the 2 % that vary most
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2007.04.042">Behzadi et al. 2007</a>
 */
public record HighVarianceConfounds(int components, double percentile) {
    public HighVarianceConfounds {
        if (components < 1) {
            throw new IllegalArgumentException("components must be >= 1, found " + components);
        }
        if (!(percentile >= 0 && percentile < 100)) {
            throw new IllegalArgumentException("percentile must be in [0, 100), found " + percentile);
        }
    }

    /** Five components of the 2 % of the voxels that vary most. */
    public static HighVarianceConfounds defaults() {
        return new HighVarianceConfounds(5, 98);
    }

    /**
     * The confounds.
     *
     * @param signals [T volumes x V voxels], finite
     * @return [T x at most components], orthonormal columns by falling variance with arbitrary sign; fewer where the
     *     selected voxels have less rank
     */
    public DoubleMatrix of(DoubleMatrix signals) {
        int t = signals.rows();
        double[] power = new double[signals.columns()];
        for (int v = 0; v < power.length; v++) {
            for (double x : detrended(signals, v)) {
                power[v] += x * x / t;
            }
        }
        double threshold = percentile(power);
        double[][] gram = new double[t][t];
        for (int v = 0; v < power.length; v++) {
            if (power[v] > threshold) {
                double[] x = detrended(signals, v);
                for (int i = 0; i < t; i++) {
                    double[] row = gram[i];
                    double scale = x[i] / t;
                    for (int j = 0; j < t; j++) {
                        row[j] += scale * x[j];
                    }
                }
            }
        }
        double[][] vectors = SymmetricEigen.leading(gram, components);
        return vectors.length == 0
                ? DoubleMatrix.zeros(t, 0)
                : DoubleMatrix.of(vectors).transposed();
    }

    private static double[] detrended(DoubleMatrix signals, int voxel) {
        double[] x = signals.column(voxel);
        LinearTrend.remove(x, 0, x.length, LinearTrend.mean(x, 0, x.length));
        return x;
    }

    /** Linear interpolation between order statistics. */
    private double percentile(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = percentile / 100 * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
