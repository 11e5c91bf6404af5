package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Descends on the deltas of one tile of targets, each target with its own step: 1/(largest curvature of any fold) times
 * a factor that grows while the loss falls. A step that raises the loss is taken back and halved, so the loss of what is
 * returned never exceeds that of the start.
 */
final class DeltaDescent {
    private static final double GROWTH = 1.5;
    private static final double SHRINKAGE = 0.5;
    /** Longest step of a delta, a factor of e^2 in its weight. */
    private static final double LONGEST = 2;

    private final List<FoldGradient> folds;
    private final HyperGradientOptions options;
    private final int samples;
    private final DoubleMatrix best;
    private final double[] bestLoss;
    private final double[] bestScore;
    private final double[] factor;
    private final DoubleMatrix step;

    /**
     * @param start first deltas, [bands x t]
     */
    DeltaDescent(List<FoldGradient> folds, int samples, DoubleMatrix start, HyperGradientOptions options) {
        this.folds = folds;
        this.samples = samples;
        this.options = options;
        best = copy(start);
        bestLoss = new double[start.columns()];
        bestScore = new double[start.columns()];
        factor = new double[start.columns()];
        step = DoubleMatrix.zeros(start.rows(), start.columns());
        Arrays.fill(bestLoss, Double.POSITIVE_INFINITY);
        Arrays.fill(factor, 1);
    }

    private static DoubleMatrix copy(DoubleMatrix m) {
        return DoubleMatrix.wrap(m.rows(), m.columns(), m.values().clone());
    }

    /** The best deltas found, [bands x t]. */
    DoubleMatrix descend(DenseMatrix y) {
        try (MatrixScope scope = new MatrixScope()) {
            List<DenseMatrix[]> targets = new ArrayList<>();
            List<DenseMatrix[]> states = new ArrayList<>();
            for (FoldGradient fold : folds) {
                targets.add(fold.split(y, scope));
                states.add(new DenseMatrix[] {
                    scope.zeros(Precision.FLOAT64, fold.trainingRows(), y.columns()),
                    scope.zeros(Precision.FLOAT64, fold.trainingRows(), y.columns())
                });
            }
            DoubleMatrix deltas = copy(best);
            for (int iteration = 0; iteration <= options.iterations(); iteration++) {
                judge(deltas, targets, states);
                if (!move(deltas)) {
                    break;
                }
            }
            return best;
        }
    }

    /** Mean of -MSE over folds at the best deltas, [t]. */
    double[] scores() {
        return bestScore.clone();
    }

    /** Evaluates all folds and accepts or refuses the deltas of each target. */
    private void judge(DoubleMatrix deltas, List<DenseMatrix[]> targets, List<DenseMatrix[]> states) {
        int t = deltas.columns();
        double[] loss = new double[t];
        double[] score = new double[t];
        double[] curvature = new double[t];
        DoubleMatrix gradient = DoubleMatrix.zeros(deltas.rows(), t);
        for (int f = 0; f < folds.size(); f++) {
            FoldGradient.Evaluation e = folds.get(f).evaluate(targets.get(f), deltas, states.get(f), options);
            int rows = folds.get(f).validationRows();
            double share = (double) rows / samples;
            for (int v = 0; v < t; v++) {
                loss[v] += share * e.loss().get(0, v);
                score[v] -= 2 * e.loss().get(0, v) / rows / folds.size();
                curvature[v] = Math.max(curvature[v], e.curvature().get(0, v));
            }
            for (int i = 0; i < gradient.values().length; i++) {
                gradient.values()[i] += share * e.gradient().values()[i];
            }
        }
        for (int v = 0; v < t; v++) {
            if (loss[v] < bestLoss[v]) {
                factor[v] *= Double.isInfinite(bestLoss[v]) ? 1 : GROWTH;
                bestLoss[v] = loss[v];
                bestScore[v] = score[v];
                for (int i = 0; i < deltas.rows(); i++) {
                    best.set(i, v, deltas.get(i, v));
                    step.set(i, v, curvature[v] > 0 ? -gradient.get(i, v) / curvature[v] : 0);
                }
            } else {
                factor[v] *= SHRINKAGE;
            }
        }
    }

    /** Steps from the best deltas; false if no target moves any more. */
    private boolean move(DoubleMatrix deltas) {
        boolean moved = false;
        for (int v = 0; v < deltas.columns(); v++) {
            for (int i = 0; i < deltas.rows(); i++) {
                double by = Math.max(-LONGEST, Math.min(LONGEST, factor[v] * step.get(i, v)));
                deltas.set(i, v, best.get(i, v) + by);
                moved |= Math.abs(by) > options.tolerance();
            }
        }
        return moved;
    }
}
