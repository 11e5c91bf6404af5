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
 * <p>Held-out predictions of several folds are {@code o + F} with an offset o of each fold, the mean of its training
 * responses. {@link #aboutOffsets} takes o as a last series: bands are then measured against {@code Y - o}, and o has
 * shares of its own, {@code R2_o = 1 - sum (y - o)^2 / sum (y - m)^2} (about 0 or below) with m the mean of the measured
 * series, and {@code r_o = cov(y, o) / (sd y sd(o + F))}; with them the shares of the bands sum to R2 and r of {@code o +
 * F}.
 *
 * @see <a href="https://doi.org/10.1207/S15327906MBR3501_1">Johnson 2000</a>
 */
public final class BandSplits {
    /** A variance below this share of the sum of those of its parts is rounding. */
    private static final double CONSTANT = 1e-14;

    private final SeriesMoments moments;
    private final int bands;
    /** Whether a last series holds the offsets of the predictions. */
    private final boolean offsets;

    private BandSplits(SeriesMoments moments, boolean offsets) {
        this.moments = moments;
        this.offsets = offsets;
        this.bands = moments.series() - (offsets ? 2 : 1);
    }

    /**
     * Splits of accumulated moments.
     *
     * @param moments series 0 measured, series 1 to m the predictions of the bands
     * @throws IllegalArgumentException without a band
     */
    public static BandSplits of(SeriesMoments moments) {
        return checked(new BandSplits(moments, false));
    }

    /**
     * Splits of predictions with offsets.
     *
     * @param moments series 0 measured, series 1 to m the predictions of the bands without offsets, series m + 1 the
     *     offset of each row
     * @throws IllegalArgumentException without a band
     */
    public static BandSplits aboutOffsets(SeriesMoments moments) {
        return checked(new BandSplits(moments, true));
    }

    private static BandSplits checked(BandSplits splits) {
        if (splits.bands < 1) {
            throw new IllegalArgumentException("moments [" + splits.moments.series() + " series x "
                    + splits.moments.targets() + " targets] have no band");
        }
        return splits;
    }

    /** Number of bands, m. */
    public int bands() {
        return bands;
    }

    /** R2 of the sum of all bands and the offsets, [t]. */
    public double[] r2() {
        return perTarget(v -> r2OfBands(v) + r2OfOffsets(v));
    }

    /** Pearson correlation of the sum of all bands and the offsets, [t]; 0 where that is constant. */
    public double[] r() {
        return perTarget(v -> sum(i -> correlation(i, v)) + (offsets ? correlation(bands + 1, v) : 0));
    }

    /** R2 of the offsets alone, [t]; 0 without offsets. */
    public double[] offsetR2() {
        return perTarget(this::r2OfOffsets);
    }

    /** What the offsets bring to r, {@code cov(y, o) / (sd y sd(o + F))}, [t]; 0 without offsets. */
    public double[] offsetR() {
        return perTarget(v -> offsets ? correlation(bands + 1, v) : 0 * moments.centred(0, 0, v));
    }

    /** Product measure {@code sum (2 Y f_i - f_i F) / sum Y^2}, [m x t]; the bands sum to R2. */
    public DoubleMatrix productMeasure() {
        return perBand((i, v) -> (2 * measured(i, v) - bandWithSum(i, v)) / moments.centred(0, 0, v));
    }

    /** The same without the products of different bands, {@code sum (2 Y f_i - f_i^2) / sum Y^2}, [m x t]. */
    public DoubleMatrix withoutCorrelation() {
        return perBand((i, v) -> (2 * measured(i, v) - moments.product(i, i, v)) / moments.centred(0, 0, v));
    }

    /** {@code cov(y, f_i) / (sd y sd F)}, [m x t]; the bands sum to r. */
    public DoubleMatrix correlationSplit() {
        return perBand(this::correlation);
    }

    /** {@code R2(all) - R2(F - f_i)}, [m x t]: what the sum loses without the band, nothing refitted. */
    public DoubleMatrix deltaR2() {
        return perBand((i, v) ->
                (2 * measured(i, v) - 2 * bandWithSum(i, v) + moments.product(i, i, v)) / moments.centred(0, 0, v));
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
        DoubleMatrix split = DoubleMatrix.zeros(bands, moments.targets());
        for (int v = 0; v < split.columns(); v++) {
            double r2 = r2OfBands(v);
            double[] weights = johnson(v);
            double total = Arrays.stream(weights).sum();
            for (int i = 0; i < bands; i++) {
                // bands without any prediction explain nothing
                split.set(i, v, total == 0 ? r2 : r2 * weights[i] / total);
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

    private double r2OfBands(int v) {
        return (2 * sum(i -> measured(i, v)) - sumWithSum(v)) / moments.centred(0, 0, v);
    }

    /** {@code 1 - sum (y - o)^2 / sum (y - m)^2}. */
    private double r2OfOffsets(int v) {
        double about = moments.centred(0, 0, v);
        if (!offsets) {
            return 0 * about;
        }
        int o = bands + 1;
        double apart = moments.mean(0, v) - moments.mean(o, v);
        return (2 * moments.variation(0, o, v) - moments.variation(o, o, v) - moments.weight() * apart * apart) / about;
    }

    /** {@code sum Y f_i}, or {@code sum (y - o) f_i}. */
    private double measured(int band, int v) {
        double product = moments.centred(0, band, v);
        if (!offsets) {
            return product;
        }
        int o = bands + 1;
        double apart = moments.mean(0, v) - moments.mean(o, v);
        return product - moments.variation(o, band, v) + moments.weight() * apart * moments.mean(band, v);
    }

    /** Share of a series in r; 0 where the prediction is constant. */
    private double correlation(int series, int v) {
        double variation = 0;
        double squares = 0;
        for (int i = 1; i < moments.series(); i++) {
            squares += moments.variation(i, i, v);
            for (int j = 1; j < moments.series(); j++) {
                variation += moments.variation(i, j, v);
            }
        }
        double product = moments.variation(0, series, v) / Math.sqrt(moments.centred(0, 0, v));
        return variation > CONSTANT * squares || Double.isNaN(product) ? product / Math.sqrt(variation) : 0;
    }

    private double bandWithSum(int band, int v) {
        return sum(j -> moments.product(band, j, v));
    }

    private double sumWithSum(int v) {
        return sum(i -> bandWithSum(i, v));
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
