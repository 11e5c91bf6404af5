package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.preprocess.linalg.DenseMatrix;
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
    public void accept(HeldOutBlock block, Targets.Tile tile, DenseMatrix predicted) {
        if (score instanceof CriterionScore known) {
            fromSums(block, tile, predicted, known.criterion());
            return;
        }
        double[][] measured = HeldOutRows.byTarget(tile.values, block.scored);
        double[][] nodes = HeldOutRows.byTarget(predicted);
        for (int v = 0; v < measured.length; v++) {
            int target = tile.targets[v];
            if (targets.valid(target)) {
                double[] scores = combined(measured[v], nodes[v], target);
                for (int j = 0; j < scores.length; j++) {
                    tables.get(block.fold).set(j, target, scores[j]);
                }
            }
        }
    }

    private void fromSums(HeldOutBlock block, Targets.Tile tile, DenseMatrix predicted, Criterion criterion) {
        NodeSums sums = new NodeSums(f.rows(), tile.targets.length);
        sums.add(tile.values, block.scored, predicted);
        for (int j = 0; j < f.columns(); j++) {
            double[][] combined = sums.ofCombined(f.column(j));
            for (int v = 0; v < tile.targets.length; v++) {
                if (targets.valid(tile.targets[v])) {
                    double[] ff = {combined[0][v], combined[1][v], combined[2][v]};
                    tables.get(block.fold)
                            .set(
                                    j,
                                    tile.targets[v],
                                    BlockMoments.ofSums(block.rows(), sums.ofMeasured(v), ff)
                                            .score(criterion));
                }
            }
        }
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
