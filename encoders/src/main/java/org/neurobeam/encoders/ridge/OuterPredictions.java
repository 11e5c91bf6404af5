package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Held-out predictions of encoders that fit each outer training set in their own way, fold after fold, with the scores
 * that {@link RidgeDesign} gives. One thread at a time.
 */
public final class OuterPredictions {
    private final RowSource responses;
    private final RidgeOptions options;
    private final StoredMatrix predictions;
    private final DoubleMatrix alphas;
    private final DoubleMatrix r;
    private final DoubleMatrix r2;
    private final boolean[] tested;
    private int folds;

    /**
     * @param responses [n samples x t targets]
     * @param outerFolds number of folds that will be added, k
     */
    public OuterPredictions(RowSource responses, int outerFolds, RidgeOptions options) {
        int t = responses.columns();
        this.responses = responses;
        this.options = options;
        this.predictions = new StoredMatrix(options.precision(), responses.rows(), t);
        this.alphas = DoubleMatrix.zeros(outerFolds, t);
        this.r = DoubleMatrix.zeros(outerFolds, t);
        this.r2 = DoubleMatrix.zeros(outerFolds, t);
        this.tested = new boolean[responses.rows()];
    }

    /**
     * The next fold.
     *
     * @param rows held out, [m]
     * @param predicted for them, [m x t]; NaN for targets that are not fitted
     * @param chosen penalties, [t]
     */
    public void add(int[] rows, DoubleMatrix predicted, double... chosen) {
        if (predicted.rows() != rows.length || predicted.columns() != responses.columns()) {
            throw new IllegalArgumentException("predictions [" + predicted.rows() + " samples x " + predicted.columns()
                    + " targets] but " + rows.length + " held-out rows of responses [" + responses.rows()
                    + " samples x " + responses.columns() + " targets]");
        }
        boolean[] own = new boolean[tested.length];
        for (int i = 0; i < rows.length; i++) {
            predictions.writeRow(rows[i], predicted.row(i));
            own[rows[i]] = true;
            tested[rows[i]] = true;
        }
        TargetScores scores = TargetScores.of(responses, predictions, own);
        write(alphas, folds, chosen);
        write(r, folds, scores.r());
        write(r2, folds, scores.r2());
        folds++;
    }

    /**
     * The whole fit.
     *
     * @param model on all samples
     * @param cvScores inner score of its penalties, [t]
     * @param reasons why targets were not fitted, [t]; their predictions and scores are NaN
     */
    public RidgeFit fit(RidgeModel model, double[] cvScores, List<Optional<String>> reasons) {
        double[] row = new double[responses.columns()];
        for (int i = 0; i < tested.length; i++) {
            predictions.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] = tested[i] && reasons.get(v).isEmpty() ? row[v] : Double.NaN;
            }
            predictions.writeRow(i, row);
        }
        DoubleMatrix pooled = HeldOut.pooled(TargetScores.of(responses, predictions, tested));
        HeldOut heldOut = new HeldOut(tested.length, Optional.of(predictions), alphas, r, r2, pooled);
        return new RidgeFit(heldOut, model, Arrays.copyOf(cvScores, cvScores.length), List.copyOf(reasons), options);
    }

    private static void write(DoubleMatrix m, int row, double... values) {
        System.arraycopy(values, 0, m.values(), row * m.columns(), m.columns());
    }
}
