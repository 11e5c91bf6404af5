package org.neurobeam.encoders.linear;

import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Training rows in float64 outside the heap; with an intercept centred by the means of exactly these rows, so that
 * nothing of other rows enters.
 */
public final class LinearProblem implements AutoCloseable {
    private final MatrixScope scope = new MatrixScope();
    private final Samples samples;
    private final DenseMatrix x;
    private final DenseMatrix y;
    private final double[] meanX;
    private final double[] meanY;

    private LinearProblem(Samples samples, int[] rows) {
        this.samples = samples;
        this.x = scope.zeros(Precision.FLOAT64, rows.length, samples.features());
        this.y = scope.zeros(Precision.FLOAT64, rows.length, samples.screen().fittedCount());
        this.meanX = new double[x.columns()];
        this.meanY = new double[y.columns()];
    }

    static LinearProblem of(Samples samples, int[] rows, boolean intercept) {
        LinearProblem problem = new LinearProblem(samples, rows);
        DoubleMatrix responses = samples.responses(rows);
        double[] features = new double[samples.features()];
        double[] row = new double[responses.columns()];
        for (int i = 0; i < rows.length; i++) {
            samples.readFeatures(rows[i], features);
            problem.x.writeRow(i, features);
            problem.y.writeRow(i, responses.row(i));
        }
        if (intercept) {
            centre(problem.x, problem.meanX, features);
            centre(problem.y, problem.meanY, row);
        }
        return problem;
    }

    private static void centre(DenseMatrix m, double[] mean, double[] row) {
        for (int i = 0; i < m.rows(); i++) {
            m.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / m.rows();
            }
        }
        for (int i = 0; i < m.rows(); i++) {
            m.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            m.writeRow(i, row);
        }
    }

    /** Features about their means, [n x p]. */
    public DenseMatrix x() {
        return x;
    }

    /** Responses of the fitted targets about their means, [n x fitted]. */
    public DenseMatrix y() {
        return y;
    }

    /** Other samples as this problem sees them: features minus the training means, [rows x p]; the caller closes it. */
    DenseMatrix features(int... rows) {
        DenseMatrix chosen = DenseMatrix.zeros(Precision.FLOAT64, rows.length, x.columns());
        double[] row = new double[x.columns()];
        for (int i = 0; i < rows.length; i++) {
            samples.readFeatures(rows[i], row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= meanX[j];
            }
            chosen.writeRow(i, row);
        }
        return chosen;
    }

    /** Responses of the fitted targets of other samples minus the training means, [rows x fitted]. */
    DoubleMatrix responses(int... rows) {
        DoubleMatrix chosen = samples.responses(rows);
        for (int j = 0; j < chosen.values().length; j++) {
            chosen.values()[j] -= meanY[j % meanY.length];
        }
        return chosen;
    }

    /** Means that were subtracted from the features, [p]; zeros without an intercept. */
    public double[] meanX() {
        return meanX.clone();
    }

    /** Means that were subtracted from the responses of the fitted targets, [fitted]; zeros without an intercept. */
    public double[] meanY() {
        return meanY.clone();
    }

    /**
     * The model of all targets: {@code intercept = mean y - mean x' coef}, NaN for targets left out.
     *
     * @param coef weights of the fitted targets, [p x fitted]
     */
    public LinearModel model(DenseMatrix coef) {
        double[] intercept = meanY.clone();
        double[] row = new double[intercept.length];
        for (int j = 0; j < coef.rows(); j++) {
            coef.readRow(j, row);
            for (int v = 0; v < row.length; v++) {
                intercept[v] -= meanX[j] * row[v];
            }
        }
        TargetScreen screen = samples.screen();
        return LinearModel.of(screen.expand(coef.toDoubleMatrix()), screen.expand(intercept), screen);
    }

    @Override
    public void close() {
        scope.close();
    }
}
