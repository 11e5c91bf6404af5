package org.neurobeam.preprocess.image;

import java.util.Arrays;
import org.neurobeam.schemas.error.NumericalException;

/**
 * Least squares of a series on maps: G series = maps' data with the Gram matrix G = maps' maps over the mask, factored
 * once by Cholesky after scaling to a unit diagonal. The data enter voxel by voxel. Maps without weight in the mask are
 * left out.
 */
final class MapLeastSquares implements ParcelAccumulator {
    /** A scaled pivot is 1 - R^2 of a map given the maps before it; below this, half of the digits are gone. */
    private static final double SMALLEST_PIVOT = 1e-10;

    private final double[][] sums;
    private final double[] scale;
    private final double[][] factor;
    private boolean solved;

    MapLeastSquares(ParcelGrid parcels, Mask mask, int volumes) {
        int n = parcels.names().size();
        this.sums = new double[n][volumes];
        double[][] gram = gram(parcels, mask);
        this.scale = new double[n];
        for (int p = 0; p < n; p++) {
            scale[p] = gram[p][p] > 0 ? 1 / Math.sqrt(gram[p][p]) : 0;
        }
        this.factor = factored(gram, parcels);
    }

    private static double[][] gram(ParcelGrid parcels, Mask mask) {
        int n = parcels.names().size();
        double[][] gram = new double[n][n];
        for (int m = 0; m < mask.count(); m++) {
            int first = parcels.start(mask.index(m));
            int end = parcels.start(mask.index(m) + 1);
            for (int p = first; p < end; p++) {
                double[] row = gram[parcels.parcel(p)];
                for (int q = first; q <= p; q++) {
                    row[parcels.parcel(q)] += parcels.weight(p) * parcels.weight(q);
                }
            }
        }
        return gram;
    }

    private double[][] factored(double[][] gram, ParcelGrid parcels) {
        for (int r = 0; r < gram.length; r++) {
            for (int c = 0; c <= r; c++) {
                double sum = gram[r][c] * scale[r] * scale[c];
                for (int k = 0; k < c; k++) {
                    sum -= gram[r][k] * gram[c][k];
                }
                if (r > c) {
                    gram[r][c] = sum / gram[c][c];
                } else if (scale[r] == 0) {
                    gram[r][r] = 1;
                } else if (sum < SMALLEST_PIVOT) {
                    throw new NumericalException("map '" + parcels.names().get(r)
                            + "' is a combination of the maps before it within the mask (1 - R^2 = " + sum
                            + ", at least " + SMALLEST_PIVOT + " is needed); leave it out or use a larger mask");
                } else {
                    gram[r][r] = Math.sqrt(sum);
                }
            }
        }
        return gram;
    }

    @Override
    public void add(int parcel, double weight, float[] values, int from) {
        double[] sum = sums[parcel];
        for (int t = 0; t < sum.length; t++) {
            sum[t] += weight * values[from + t];
        }
    }

    @Override
    public void series(int parcel, double[] out) {
        if (!solved) {
            solve();
            solved = true;
        }
        System.arraycopy(sums[parcel], 0, out, 0, out.length);
    }

    /** Forward and backward substitution for all volumes together. */
    private void solve() {
        int n = sums.length;
        for (int r = 0; r < n; r++) {
            times(sums[r], scale[r]);
            for (int k = 0; k < r; k++) {
                subtract(sums[r], factor[r][k], sums[k]);
            }
            times(sums[r], 1 / factor[r][r]);
        }
        for (int r = n - 1; r >= 0; r--) {
            for (int k = r + 1; k < n; k++) {
                subtract(sums[r], factor[k][r], sums[k]);
            }
            times(sums[r], 1 / factor[r][r]);
        }
        for (int r = 0; r < n; r++) {
            if (scale[r] == 0) {
                Arrays.fill(sums[r], Double.NaN);
            }
            times(sums[r], scale[r]);
        }
    }

    private static void times(double[] x, double factor) {
        for (int t = 0; t < x.length; t++) {
            x[t] *= factor;
        }
    }

    private static void subtract(double[] x, double factor, double[] y) {
        if (factor != 0) {
            for (int t = 0; t < x.length; t++) {
                x[t] -= factor * y[t];
            }
        }
    }
}
