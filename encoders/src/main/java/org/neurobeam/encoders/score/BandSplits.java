package org.neurobeam.encoders.score;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * How much of the score of a sum of predictions each band of features explains.
 *
 * <p>f_i is the prediction of band i (its split prediction), {@code F = sum f_i}, Y the measured series less its mean.
 * {@code R2 = 1 - sum (Y - F)^2 / sum Y^2}: predictions are not centred, so a model with an intercept passes its bands
 * without it. Targets that are constant or not finite are NaN. Nothing but the Gram matrix is read, O(m^2) per target,
 * O(m^3) for relative weights.
 *
 * @see <a href="https://doi.org/10.1207/S15327906MBR3501_1">Johnson 2000</a>
 */
public final class BandSplits {
    private final SeriesMoments moments;
    private final int bands;

    private BandSplits(SeriesMoments moments) {
        this.moments = moments;
        this.bands = moments.series() - 1;
    }

    /**
     * Splits of accumulated moments.
     *
     * @param moments series 0 measured, series 1 to m the predictions of the bands
     * @throws IllegalArgumentException without a band
     */
    public static BandSplits of(SeriesMoments moments) {
        if (moments.series() < 2) {
            throw new IllegalArgumentException("moments [1 series x " + moments.targets() + " targets] have no band");
        }
        return new BandSplits(moments);
    }

    /** R2 of the sum of all bands, [t]. */
    public double[] r2() {
        return perTarget(v -> (2 * measuredWithSum(v) - sumWithSum(v)) / moments.centred(0, 0, v));
    }

    /** Pearson correlation of the sum of all bands, [t]. */
    public double[] r() {
        return perTarget(v -> measuredWithSum(v) / Math.sqrt(moments.centred(0, 0, v) * centredSum(v)));
    }

    /** Product measure {@code sum (2 Y f_i - f_i F) / sum Y^2}, [m x t]; the bands sum to R2. */
    public DoubleMatrix productMeasure() {
        return perBand((i, v) -> (2 * moments.centred(0, i, v) - bandWithSum(i, v)) / moments.centred(0, 0, v));
    }

    /** The same without the products of different bands, {@code sum (2 Y f_i - f_i^2) / sum Y^2}, [m x t]. */
    public DoubleMatrix withoutCorrelation() {
        return perBand((i, v) -> (2 * moments.centred(0, i, v) - moments.product(i, i, v)) / moments.centred(0, 0, v));
    }

    /** {@code cov(y, f_i) / (sd y sd F)}, [m x t]; the bands sum to r. */
    public DoubleMatrix correlationSplit() {
        return perBand((i, v) -> moments.centred(0, i, v) / Math.sqrt(moments.centred(0, 0, v) * centredSum(v)));
    }

    /** {@code R2(all) - R2(F - f_i)}, [m x t]: what the sum loses without the band, nothing refitted. */
    public DoubleMatrix deltaR2() {
        return perBand((i, v) -> (2 * moments.centred(0, i, v) - 2 * bandWithSum(i, v) + moments.product(i, i, v))
                / moments.centred(0, 0, v));
    }

    /**
     * Relative weights: with the root A of the Gram matrix of the bands (the closest orthonormal series Z have {@code f =
     * Z A}) and {@code b = Z'F = A 1},
     *
     * <pre>{@code R2_i = R2 w_i / sum w,    w_i = sum_l A_il^2 b_l^2 / ||f_l||^2}</pre>
     *
     * @return [m x t]; the bands sum to R2
     */
    public DoubleMatrix relativeWeights() {
        double[] r2 = r2();
        DoubleMatrix split = DoubleMatrix.zeros(bands, r2.length);
        for (int v = 0; v < r2.length; v++) {
            double[] weights = johnson(v);
            double total = Arrays.stream(weights).sum();
            for (int i = 0; i < bands; i++) {
                split.set(i, v, r2[v] * weights[i] / total);
            }
        }
        return split;
    }

    /**
     * Every split of one band with its convention.
     *
     * @param band from 0
     */
    public List<Score> columns(int band) {
        return List.of(
                Score.of(ScoreConvention.R2_PRODUCT_MEASURE, productMeasure().row(band)),
                Score.of(
                        ScoreConvention.R2_WITHOUT_CORRELATION,
                        withoutCorrelation().row(band)),
                Score.of(ScoreConvention.R2_RELATIVE_WEIGHT, relativeWeights().row(band)),
                Score.of(ScoreConvention.R_SPLIT, correlationSplit().row(band)),
                Score.of(ScoreConvention.DELTA_R2, deltaR2().row(band)));
    }

    private double[] johnson(int v) {
        double[][] g = new double[bands][bands];
        for (int i = 0; i < bands; i++) {
            for (int j = 0; j < bands; j++) {
                g[i][j] = moments.product(i + 1, j + 1, v);
            }
        }
        double[][] root = SymmetricRoot.of(g);
        double[] weights = new double[bands];
        for (int l = 0; l < bands; l++) {
            double b = Arrays.stream(root[l]).sum();
            for (int i = 0; i < bands && g[l][l] > 0; i++) {
                weights[i] += root[i][l] * root[i][l] * b * b / g[l][l];
            }
        }
        return weights;
    }

    private double measuredWithSum(int v) {
        return sum(i -> moments.centred(0, i, v));
    }

    private double bandWithSum(int band, int v) {
        return sum(j -> moments.product(band, j, v));
    }

    private double sumWithSum(int v) {
        return sum(i -> bandWithSum(i, v));
    }

    /** Variation of the sum about its mean. */
    private double centredSum(int v) {
        double mean = sum(i -> moments.mean(i, v));
        return sumWithSum(v) - moments.weight() * mean * mean;
    }

    private double sum(IntToDoubleFunction ofBand) {
        double sum = 0;
        for (int i = 1; i <= bands; i++) {
            sum += ofBand.applyAsDouble(i);
        }
        return sum;
    }

    private double[] perTarget(IntToDoubleFunction score) {
        double[] scores = new double[moments.targets()];
        Arrays.setAll(scores, score);
        return scores;
    }

    @FunctionalInterface
    private interface BandScore {
        double of(int band, int target);
    }

    private DoubleMatrix perBand(BandScore score) {
        DoubleMatrix scores = DoubleMatrix.zeros(bands, moments.targets());
        for (int i = 0; i < bands; i++) {
            for (int v = 0; v < moments.targets(); v++) {
                scores.set(i, v, score.of(i + 1, v));
            }
        }
        return scores;
    }
}
