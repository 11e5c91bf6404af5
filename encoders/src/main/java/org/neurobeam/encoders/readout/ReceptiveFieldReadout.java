package org.neurobeam.encoders.readout;

import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/**
 * Readout of feature maps through one receptive field for each target, chosen from a grid: population receptive fields,
 * and with point candidates the Gaussian readout at its mean.
 *
 * <pre>{@code
 * z_c = sum_s g_s x_cs        g Gaussian at (x, y, sigma), or the bilinear weights of a point
 * f   = argmin ||y - f'(z - mean z)/(sd z + 1e-6) - b||^2 + alpha ||f||^2
 * }</pre>
 *
 * <p>Each candidate costs 2 n p flops of pooling and one cross-validated ridge design of C features for all targets; a
 * target keeps the candidate with the best inner validation score, the first of equals. Means and deviations are those
 * of the samples given: give training samples only.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2017.06.035">St-Yves and Naselaris 2018 (feature-weighted receptive
 *     fields)</a>
 * @see <a href="https://openreview.net/forum?id=Tp7kI90Htd">Lurz et al. 2021 (Gaussian readout)</a>
 */
public final class ReceptiveFieldReadout {
    /** Added to the standard deviation of a pooled channel. */
    private static final double DEVIATION_OFFSET = 1e-6;

    private final FeatureMaps maps;
    private final ReceptiveFieldOptions options;

    /** For maps of a shape, with the given settings. */
    public ReceptiveFieldReadout(FeatureMaps maps, ReceptiveFieldOptions options) {
        this.maps = maps;
        this.options = options;
    }

    /**
     * Chooses the receptive field and the penalty of each target.
     *
     * @param x flattened maps, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @param runs run of each sample, [n]
     * @throws IllegalArgumentException if shapes disagree or a feature is not finite
     * @throws org.neurobeam.schemas.error.ConfigException if there are too few runs for the inner folds
     */
    public ReceptiveFieldFit fit(RowSource x, RowSource y, int... runs) {
        if (x.rows() != y.rows() || runs.length != x.rows()) {
            throw new IllegalArgumentException("features [" + x.rows() + " samples x " + x.columns()
                    + " features] but responses [" + y.rows() + " samples x " + y.columns() + " targets] and runs of "
                    + runs.length + " samples");
        }
        BestFields best = new BestFields(maps, options.candidates(), y.columns());
        try (PooledMaps pooled = new PooledMaps(x, maps, options.ridge().precision())) {
            pooled.forEach(options.candidates(), (candidate, z) -> {
                double[][] scale = standardise(z);
                try (RidgeDesign design = RidgeDesign.of(z, runs, Folds.none(x.rows()), options.ridge())) {
                    RidgeFit fit = design.fitTile(y);
                    best.offer(candidate, fit, scale);
                }
            });
        }
        return best.fit();
    }

    /** z-scores columns in place; returns their means and the divisors, [2][channels]. */
    private static double[][] standardise(DenseMatrix z) {
        int n = z.rows();
        double[][] scale = new double[2][z.columns()];
        double[] row = new double[z.columns()];
        for (int i = 0; i < n; i++) {
            z.readRow(i, row);
            for (int c = 0; c < row.length; c++) {
                scale[0][c] += row[c] / n;
            }
        }
        for (int i = 0; i < n; i++) {
            z.readRow(i, row);
            for (int c = 0; c < row.length; c++) {
                scale[1][c] += (row[c] - scale[0][c]) * (row[c] - scale[0][c]) / n;
            }
        }
        for (int c = 0; c < row.length; c++) {
            scale[1][c] = Math.sqrt(scale[1][c]) + DEVIATION_OFFSET;
        }
        for (int i = 0; i < n; i++) {
            z.readRow(i, row);
            for (int c = 0; c < row.length; c++) {
                row[c] = (row[c] - scale[0][c]) / scale[1][c];
            }
            z.writeRow(i, row);
        }
        return scale;
    }
}
