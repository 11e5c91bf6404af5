package org.neurobeam.encoders.pls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Fitted partial least squares for every number of components up to the largest. Immutable; targets not fitted are NaN. */
public final class PlsModel {
    private final TargetScreen screen;
    private final double[] meanX;
    private final double[] meanY;
    private final DoubleMatrix rotations;
    private final DoubleMatrix loadings;
    private final int components;

    PlsModel(TargetScreen screen, LinearProblem problem, Components components) {
        this.screen = screen;
        this.meanX = problem.meanX();
        this.meanY = screen.expand(problem.meanY());
        this.rotations = components.rotations().toDoubleMatrix().transposed();
        this.loadings = screen.expand(components.loadings().toDoubleMatrix());
        this.components = components.count();
    }

    /** Number of components found; at most the number asked for, less where the data have no more directions. */
    public int components() {
        return components;
    }

    /** Directions of the features, R [p x K]: scores are (x - mean x)' R. */
    public DoubleMatrix rotations() {
        return rotations;
    }

    /** Weights of the scores for each target, Q [K x t]. */
    public DoubleMatrix loadings() {
        return loadings;
    }

    /** Number of targets that could not be fitted. */
    public int excludedTargets() {
        return screen.excluded();
    }

    /**
     * The linear model of k components.
     *
     * @param k from 1 to the number asked for; beyond {@link #components} nothing changes
     * @throws IllegalArgumentException if k is out of range
     */
    public LinearModel linear(int k) {
        int[] each = new int[loadings.columns()];
        Arrays.fill(each, requireCount(k));
        return linear(each);
    }

    private int requireCount(int k) {
        if (k < 1 || k > rotations.columns()) {
            throw new IllegalArgumentException(
                    k + " components of a model with 1 to " + rotations.columns() + " components");
        }
        return k;
    }

    /** The linear model with a number of components for each target, [t]; 0 for targets not fitted. */
    LinearModel linear(int[] each) {
        DoubleMatrix kept = DoubleMatrix.zeros(loadings.rows(), loadings.columns());
        for (int k = 0; k < kept.rows(); k++) {
            for (int v = 0; v < each.length; v++) {
                kept.set(k, v, k < each[v] || Double.isNaN(meanY[v]) ? loadings.get(k, v) : 0);
            }
        }
        try (DenseMatrix r = DenseMatrix.copyOf(rotations);
                DenseMatrix q = DenseMatrix.copyOf(kept);
                DenseMatrix coef = DenseMatrix.zeros(Precision.FLOAT64, r.rows(), q.columns())) {
            Blas.multiply(r, q, coef);
            DoubleMatrix weights = coef.toDoubleMatrix();
            return LinearModel.of(weights, intercept(weights), screen);
        }
    }

    private double[] intercept(DoubleMatrix weights) {
        double[] intercept = meanY.clone();
        for (int j = 0; j < meanX.length; j++) {
            for (int v = 0; v < intercept.length; v++) {
                intercept[v] -= meanX[j] * weights.get(j, v);
            }
        }
        return intercept;
    }

    /**
     * Predicts with 1, 2, ... K components at once: 2 n K (p + t) flops.
     *
     * @param x features, [n samples x p features]
     * @return predictions of each number of components, K times [n samples x t targets]
     * @throws IllegalArgumentException if the features do not match
     */
    public List<DoubleMatrix> predictEach(RowSource x) {
        DoubleMatrix scores = scores(x);
        int t = loadings.columns();
        List<DoubleMatrix> predictions = new ArrayList<>();
        double[] sum = new double[x.rows() * t];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = meanY[j % t];
        }
        for (int k = 0; k < loadings.rows(); k++) {
            for (int i = 0; i < x.rows(); i++) {
                for (int v = 0; v < t; v++) {
                    sum[i * t + v] += scores.get(i, k) * loadings.get(k, v);
                }
            }
            predictions.add(DoubleMatrix.wrap(x.rows(), t, sum.clone()));
        }
        return List.copyOf(predictions);
    }

    /** Scores of samples, (x - mean x)' R [n x K]. */
    public DoubleMatrix scores(RowSource x) {
        if (x.columns() != meanX.length) {
            throw new IllegalArgumentException("features [" + x.rows() + " samples x " + x.columns()
                    + " features] but rotations [" + meanX.length + " features x " + rotations.columns()
                    + " components]");
        }
        try (DenseMatrix features = DenseMatrix.copyOf(x, Precision.FLOAT64);
                DenseMatrix r = DenseMatrix.copyOf(rotations);
                DenseMatrix scores = DenseMatrix.zeros(Precision.FLOAT64, x.rows(), r.columns())) {
            double[] row = new double[meanX.length];
            for (int i = 0; i < features.rows(); i++) {
                features.readRow(i, row);
                for (int j = 0; j < row.length; j++) {
                    row[j] -= meanX[j];
                }
                features.writeRow(i, row);
            }
            Blas.multiply(features, r, scores);
            return scores.toDoubleMatrix();
        }
    }
}
