package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The product measure {@code sum (2 Y f_i - f_i F) / sum Y^2} over all held-out rows, summed fold by fold so that the
 * predictions of the bands need not be kept. Y is the response less its mean over held-out rows.
 */
final class ProductMeasure {
    private final RowSource responses;
    private final double[] mean;
    private final double[] squares;
    private final double[][] sums;

    ProductMeasure(RowSource responses, int bands, Folds outer) {
        int t = responses.columns();
        this.responses = responses;
        this.mean = new double[t];
        this.squares = new double[t];
        this.sums = new double[bands][t];
        int[] rows = outer.list().stream()
                .map(Fold::test)
                .flatMapToInt(Arrays::stream)
                .toArray();
        double[] y = new double[t];
        for (int i : rows) {
            responses.readRow(i, y);
            for (int v = 0; v < t; v++) {
                mean[v] += y[v] / rows.length;
            }
        }
    }

    /** Adds the held-out rows of a fold, with the predictions of each band, [m x t]. */
    void add(int[] rows, List<DoubleMatrix> bands) {
        double[] y = new double[mean.length];
        for (int i = 0; i < rows.length; i++) {
            responses.readRow(rows[i], y);
            for (int v = 0; v < y.length; v++) {
                double centred = y[v] - mean[v];
                double all = 0;
                for (DoubleMatrix band : bands) {
                    all += band.get(i, v);
                }
                for (int b = 0; b < sums.length; b++) {
                    double own = bands.get(b).get(i, v);
                    sums[b][v] += own * (2 * centred - all);
                }
                squares[v] += centred * centred;
            }
        }
    }

    /** [bands x t]; NaN for targets with a reason. */
    DoubleMatrix shares(List<Optional<String>> reasons) {
        DoubleMatrix shares = DoubleMatrix.zeros(sums.length, mean.length);
        for (int b = 0; b < sums.length; b++) {
            for (int v = 0; v < mean.length; v++) {
                shares.set(b, v, reasons.get(v).isEmpty() ? sums[b][v] / squares[v] : Double.NaN);
            }
        }
        return shares;
    }
}
