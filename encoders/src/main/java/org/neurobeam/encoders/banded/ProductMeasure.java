package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The product measure {@code sum (2 (y - o) f_i - f_i F) / sum (y - m)^2} over all held-out rows, summed fold by fold so
 * that the predictions f_i of the bands, of sum F, need not be kept. The prediction of a fold is {@code o + F} with an
 * offset o, usually the mean of its training responses; m is the mean over all held-out rows. Where o differs from m the
 * offsets have an R2 of their own, {@code 1 - sum (y - o)^2 / sum (y - m)^2}, at most about 0; with it the shares sum to
 * R2 of the prediction.
 */
final class ProductMeasure {
    private final RowSource responses;
    private final double[] mean;
    private final double[] squares;
    private final double[][] sums;
    private final double[] offsetSquares;

    ProductMeasure(RowSource responses, int bands, Folds outer) {
        int t = responses.columns();
        this.responses = responses;
        this.mean = new double[t];
        this.squares = new double[t];
        this.sums = new double[bands][t];
        this.offsetSquares = new double[t];
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

    /**
     * Adds the held-out rows of a fold.
     *
     * @param bands predictions of each, [rows x t]
     * @param offsets what the fold adds to their sum, [t]
     */
    void add(int[] rows, List<DoubleMatrix> bands, double... offsets) {
        double[] y = new double[mean.length];
        for (int i = 0; i < rows.length; i++) {
            responses.readRow(rows[i], y);
            for (int v = 0; v < y.length; v++) {
                double centred = y[v] - mean[v];
                double rest = y[v] - offsets[v];
                double all = 0;
                for (DoubleMatrix band : bands) {
                    all += band.get(i, v);
                }
                for (int b = 0; b < sums.length; b++) {
                    double own = bands.get(b).get(i, v);
                    sums[b][v] += own * (2 * rest - all);
                }
                squares[v] += centred * centred;
                offsetSquares[v] += rest * rest;
            }
        }
    }

    /** R2 of the offsets alone, [1 x t]; NaN for targets with a reason. */
    DoubleMatrix offsetShare(List<Optional<String>> reasons) {
        DoubleMatrix share = DoubleMatrix.zeros(1, mean.length);
        for (int v = 0; v < mean.length; v++) {
            share.set(0, v, reasons.get(v).isEmpty() ? 1 - offsetSquares[v] / squares[v] : Double.NaN);
        }
        return share;
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
