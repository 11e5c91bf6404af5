package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The work on one tile of targets: selection, held-out predictions, final model. */
final class TileFit implements AutoCloseable {
    private final PreparedFeatures x;
    private final Form form;
    private final RidgeOptions options;
    private final RowSource responses;
    private final TargetTile tile;
    private final TileRotation rotation;
    private final TileSelection selection;

    TileFit(PreparedFeatures x, Form form, RidgeOptions options, RowSource responses) {
        this.x = x;
        this.form = form;
        this.options = options;
        this.responses = responses;
        this.tile = new TargetTile(x, responses);
        this.rotation = form.rotation(tile);
        this.selection = new TileSelection(x, options, tile, rotation);
    }

    /** The penalties of one training set. */
    @FunctionalInterface
    private interface Penalties {
        /**
         * Penalties, [t]; NaN for targets that are not fitted.
         *
         * @param set index of the training set
         * @param meanScores takes the mean scores at them, [t]
         */
        double[] of(int set, double... meanScores);
    }

    /** At penalties chosen inside each training set; by the scope of the options where no groups are given. */
    RidgeFit fit(List<TrainingSet> sets, KeptWeights kept, Optional<AlphaGroups> groups) {
        return fit(sets, kept, (set, scores) -> selection.choose(sets.get(set), groups, scores));
    }

    /** At given penalties of each training set, [sets x t]. */
    RidgeFit fit(List<TrainingSet> sets, KeptWeights kept, DoubleMatrix given) {
        return fit(sets, kept, (set, scores) -> {
            double[] alpha = given.row(set);
            for (int v = 0; v < alpha.length; v++) {
                alpha[v] = tile.valid(v) ? alpha[v] : Double.NaN;
            }
            return alpha;
        });
    }

    private RidgeFit fit(List<TrainingSet> sets, KeptWeights kept, Penalties penalties) {
        int last = sets.size() - 1;
        HeldOut heldOut = heldOut(sets.subList(0, last), penalties);
        double[] cvScores = new double[tile.targets()];
        Arrays.fill(cvScores, Double.NaN);
        double[] alpha = penalties.of(last, cvScores);
        return new RidgeFit(heldOut, model(sets.get(last), alpha, kept), cvScores, tile.reasons(), options);
    }

    private RidgeModel model(TrainingSet set, double[] alpha, KeptWeights kept) {
        return switch (kept) {
            case PRIMAL -> model(set, alpha);
            case DUAL -> dualModel(set, alpha);
            case NONE -> RidgeModel.withoutWeights(alpha);
        };
    }

    TileSelection selection() {
        return selection;
    }

    private HeldOut heldOut(List<TrainingSet> outer, Penalties penalties) {
        int t = tile.targets();
        int k = outer.size();
        if (k == 0) {
            return HeldOut.none(responses.rows(), t);
        }
        StoredMatrix predictions = new StoredMatrix(options.precision(), responses.rows(), t);
        DoubleMatrix chosen = DoubleMatrix.zeros(k, t);
        DoubleMatrix r = DoubleMatrix.zeros(k, t);
        DoubleMatrix r2 = DoubleMatrix.zeros(k, t);
        boolean[] tested = new boolean[responses.rows()];
        for (int o = 0; o < k; o++) {
            double[] alpha = penalties.of(o, new double[t]);
            predict(outer.get(o), alpha, predictions, tested);
            TargetScores scores = TargetScores.of(responses, predictions, rowsOf(outer.get(o)));
            write(chosen, o, alpha);
            write(r, o, scores.r());
            write(r2, o, scores.r2());
        }
        double[] missing = new double[t];
        Arrays.fill(missing, Double.NaN);
        for (int i = 0; i < tested.length; i++) {
            if (!tested[i]) {
                predictions.writeRow(i, missing);
            }
        }
        DoubleMatrix pooled = HeldOut.pooled(TargetScores.of(responses, predictions, tested));
        return new HeldOut(responses.rows(), Optional.of(predictions), chosen, r, r2, pooled);
    }

    private static void write(DoubleMatrix m, int row, double[] values) {
        System.arraycopy(values, 0, m.values(), row * m.columns(), m.columns());
    }

    /** Rotated weights z = a / (s + alpha), [r x t]; the caller closes them. */
    private DenseMatrix rotatedWeights(Spectrum spectrum, double[] alpha) {
        DenseMatrix z = DenseMatrix.zeros(options.precision(), spectrum.rank(), tile.targets());
        rotation.train(spectrum, z);
        double[] row = new double[alpha.length];
        for (int i = 0; i < spectrum.rank(); i++) {
            z.readRow(i, row);
            for (int v = 0; v < alpha.length; v++) {
                row[v] /= spectrum.s[i] + alpha[v];
            }
            z.writeRow(i, row);
        }
        return z;
    }

    private void predict(TrainingSet set, double[] alpha, StoredMatrix predictions, boolean[] tested) {
        DenseMatrix projection = set.projection().orElseThrow();
        double[] mean = tile.mean(set.spectrum());
        double[] row = new double[alpha.length];
        try (DenseMatrix z = rotatedWeights(set.spectrum(), alpha);
                DenseMatrix f = DenseMatrix.zeros(options.precision(), projection.rows(), alpha.length)) {
            Blas.multiply(projection, z, f);
            int at = 0;
            for (RowCells.Range range : x.cells().ranges(set.test())) {
                for (int i = range.from(); i < range.to(); i++) {
                    f.readRow(at++, row);
                    for (int v = 0; v < row.length; v++) {
                        row[v] = tile.valid(v) ? row[v] + mean[v] + tile.shift()[v] : Double.NaN;
                    }
                    predictions.writeRow(x.cells().originalRow(i), row);
                    tested[x.cells().originalRow(i)] = true;
                }
            }
        }
    }

    private boolean[] rowsOf(TrainingSet set) {
        boolean[] rows = new boolean[responses.rows()];
        for (RowCells.Range range : x.cells().ranges(set.test())) {
            for (int i = range.from(); i < range.to(); i++) {
                rows[x.cells().originalRow(i)] = true;
            }
        }
        return rows;
    }

    /** The model of a training set at given penalties; NaN where a target is not fitted. */
    RidgeModel model(TrainingSet set, double[] alpha) {
        int t = tile.targets();
        double[] intercept = new double[t];
        try (DenseMatrix z = rotatedWeights(set.spectrum(), alpha);
                DenseMatrix w = DenseMatrix.zeros(options.precision(), x.features(), t)) {
            form.weights(set.spectrum(), z, w);
            form.addUnreached(set.spectrum(), z, alpha, tile, w);
            double[] meanX = form.meanX(set.spectrum());
            double[] meanY = tile.mean(set.spectrum());
            double[] row = new double[t];
            for (int v = 0; v < t; v++) {
                intercept[v] = tile.valid(v) ? tile.shift()[v] + meanY[v] : Double.NaN;
            }
            for (int j = 0; j < w.rows() && x.intercept(); j++) {
                w.readRow(j, row);
                for (int v = 0; v < t; v++) {
                    intercept[v] -= (meanX[j] + x.mean()[j]) * row[v];
                }
            }
            return new RidgeModel(unfittedToNan(StoredMatrix.copyOf(w)), intercept, alpha);
        }
    }

    /** The same with a weight for each training sample: rows of U (a / (s + alpha)), in the order of the samples. */
    private RidgeModel dualModel(TrainingSet set, double[] alpha) {
        int t = tile.targets();
        Spectrum spectrum = set.spectrum();
        StoredMatrix weights = new StoredMatrix(options.precision(), responses.rows(), t);
        double[] intercept = new double[t];
        double[] meanY = tile.mean(spectrum);
        for (int v = 0; v < t; v++) {
            intercept[v] = tile.shift()[v] + meanY[v];
        }
        try (DenseMatrix z = rotatedWeights(spectrum, alpha);
                DenseMatrix w = DenseMatrix.zeros(options.precision(), spectrum.rows, t)) {
            Blas.multiply(spectrum.vectors.transposed(), z, w);
            double[] meanX = form.meanX(spectrum);
            double[] features = new double[x.features()];
            double[] row = new double[t];
            int at = 0;
            for (RowCells.Range range : x.cells().ranges(spectrum.train)) {
                for (int i = range.from(); i < range.to(); i++) {
                    w.readRow(at++, row);
                    weights.writeRow(x.cells().originalRow(i), row);
                    x.readRow(i, features);
                    double atMean = x.intercept() ? atMean(features, meanX) : 0;
                    for (int v = 0; v < t; v++) {
                        intercept[v] -= atMean * row[v];
                    }
                }
            }
        }
        for (int v = 0; v < t; v++) {
            intercept[v] = tile.valid(v) ? intercept[v] : Double.NaN;
        }
        return RidgeModel.dual(unfittedToNan(weights), intercept, alpha, x.intercept());
    }

    /** Kernel between a sample and the mean of the features. */
    private double atMean(double[] features, double[] meanX) {
        double sum = 0;
        for (int j = 0; j < features.length; j++) {
            sum += features[j] * (meanX[j] + x.mean()[j]);
        }
        return sum;
    }

    private StoredMatrix unfittedToNan(StoredMatrix weights) {
        double[] row = new double[tile.targets()];
        for (int j = 0; j < weights.rows(); j++) {
            weights.readRow(j, row);
            for (int v = 0; v < row.length; v++) {
                row[v] = tile.valid(v) ? row[v] : Double.NaN;
            }
            weights.writeRow(j, row);
        }
        return weights;
    }

    @Override
    public void close() {
        rotation.close();
        tile.close();
    }
}
