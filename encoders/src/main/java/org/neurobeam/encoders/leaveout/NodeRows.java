package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Scores of all penalties from the predictions at nodes: the built-in ones from the (M + 1)^2 Gram matrix of the node
 * predictions and the measured rows, others from combined predictions.
 */
final class NodeRows implements HeldOutRows {
    private final DoubleMatrix f;
    private final TargetScore score;
    private final Targets targets;
    private final List<DoubleMatrix> tables;

    NodeRows(AlphaNodes nodes, TargetScore score, Targets targets, List<DoubleMatrix> tables) {
        this.f = nodes.coefficients();
        this.score = score;
        this.targets = targets;
        this.tables = tables;
    }

    @Override
    public void accept(HeldOutBlock block, Targets.Tile tile, double[][] measured, double[][] predicted) {
        DoubleMatrix table = tables.get(block.fold);
        for (int v = 0; v < measured.length; v++) {
            int target = tile.targets[v];
            if (!targets.valid(target)) {
                continue;
            }
            double[] scores = score instanceof CriterionScore known
                    ? fromSums(measured[v], predicted[v], known.criterion())
                    : combined(measured[v], predicted[v], target);
            for (int j = 0; j < scores.length; j++) {
                table.set(j, target, scores[j]);
            }
        }
    }

    private double[] fromSums(double[] y, double[] nodes, Criterion criterion) {
        int n = y.length;
        int m = f.rows();
        double[] yf = new double[m];
        double[] sum = new double[m];
        double[][] gram = new double[m][m];
        double[] yy = new double[2];
        for (double value : y) {
            yy[0] += value * value;
            yy[1] += value;
        }
        for (int a = 0; a < m; a++) {
            for (int i = 0; i < n; i++) {
                yf[a] += y[i] * nodes[a * n + i];
                sum[a] += nodes[a * n + i];
            }
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < n; i++) {
                    product += nodes[a * n + i] * nodes[b * n + i];
                }
                gram[a][b] = product;
                gram[b][a] = product;
            }
        }
        double[] scores = new double[f.columns()];
        for (int j = 0; j < scores.length; j++) {
            double[] ff = new double[3];
            for (int a = 0; a < m; a++) {
                ff[0] += f.get(a, j) * yf[a];
                ff[2] += f.get(a, j) * sum[a];
                for (int b = 0; b < m; b++) {
                    ff[1] += f.get(a, j) * f.get(b, j) * gram[a][b];
                }
            }
            scores[j] = BlockMoments.ofSums(n, yy, ff).score(criterion);
        }
        return scores;
    }

    private double[] combined(double[] measured, double[] nodes, int target) {
        int n = measured.length;
        double shift = targets.shift(target);
        double[] y = Arrays.stream(measured).map(value -> value + shift).toArray();
        double[] scores = new double[f.columns()];
        for (int j = 0; j < scores.length; j++) {
            double[] prediction = new double[n];
            Arrays.fill(prediction, shift);
            for (int a = 0; a < f.rows(); a++) {
                for (int i = 0; i < n; i++) {
                    prediction[i] += f.get(a, j) * nodes[a * n + i];
                }
            }
            scores[j] = score.score(y, prediction, target);
        }
        return scores;
    }
}
