package org.neurobeam.encoders.linear;

import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Features and responses of the same samples, checked once; the source of the problems of all folds. */
public final class Samples {
    private final RowSource x;
    private final RowSource y;
    private final TargetScreen screen;

    private Samples(RowSource x, RowSource y, TargetScreen screen) {
        this.x = x;
        this.y = y;
        this.screen = screen;
    }

    /**
     * Checks shapes and values.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; targets with NaN or without variance are left out with a reason
     * @throws IllegalArgumentException if the samples differ in number, are fewer than 2, or a feature is not finite
     */
    public static Samples of(RowSource x, RowSource y) {
        if (x.rows() != y.rows() || x.rows() < 2 || x.columns() == 0) {
            throw new IllegalArgumentException("features [" + x.rows() + " samples x " + x.columns()
                    + " features] but responses [" + y.rows() + " samples x " + y.columns()
                    + " targets]; at least 2 common samples and 1 feature are needed");
        }
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException("feature " + j + " of sample " + i + " is " + row[j]
                            + "; features must be finite: drop the column or fill the samples");
                }
            }
        }
        return new Samples(x, y, TargetScreen.of(y));
    }

    /** Number of samples, n. */
    public int count() {
        return x.rows();
    }

    /** Number of features, p. */
    public int features() {
        return x.columns();
    }

    /** Which targets are fitted. */
    public TargetScreen screen() {
        return screen;
    }

    /**
     * Refuses folds of other rows, or none.
     *
     * @return the folds
     */
    public Folds require(Folds folds) {
        if (folds.rows() != count() || folds.size() == 0) {
            throw new IllegalArgumentException(
                    "features has " + count() + " samples but the folds are " + folds + "; at least 1 fold is needed");
        }
        return folds;
    }

    /** The problem of all samples; the caller closes it. */
    public LinearProblem all(boolean intercept) {
        return rows(IntStream.range(0, count()).toArray(), intercept);
    }

    /** The problem of some samples, centred by their own means; the caller closes it. */
    public LinearProblem rows(int[] rows, boolean intercept) {
        return LinearProblem.of(this, rows, intercept);
    }

    void readFeatures(int row, double[] into) {
        x.readRow(row, into);
    }

    /** Responses of the fitted targets, [rows x fitted]. */
    public DoubleMatrix responses(int... rows) {
        int width = screen.fittedCount();
        DoubleMatrix chosen = DoubleMatrix.zeros(rows.length, width);
        double[] all = new double[y.columns()];
        double[] row = new double[width];
        for (int i = 0; i < rows.length; i++) {
            y.readRow(rows[i], all);
            screen.gather(all, row);
            System.arraycopy(row, 0, chosen.values(), i * width, width);
        }
        return chosen;
    }
}
