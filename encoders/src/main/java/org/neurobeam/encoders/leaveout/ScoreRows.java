package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Writes exact scores of consecutive penalties, the first of which is row {@code from} of each fold's table. */
final class ScoreRows implements HeldOutRows {
    private final TargetScore score;
    private final Targets targets;
    private final List<DoubleMatrix> tables;
    private final int from;

    ScoreRows(TargetScore score, Targets targets, List<DoubleMatrix> tables, int from) {
        this.score = score;
        this.targets = targets;
        this.tables = tables;
        this.from = from;
    }

    @Override
    public void accept(HeldOutBlock block, Targets.Tile tile, DenseMatrix product) {
        double[][] measured = HeldOutRows.byTarget(tile.values, block.scored);
        double[][] predicted = HeldOutRows.byTarget(product);
        DoubleMatrix table = tables.get(block.fold);
        int n = block.rows();
        double[] f = new double[n];
        for (int v = 0; v < measured.length; v++) {
            int target = tile.targets[v];
            double shift = targets.shift(target);
            double[] y = Arrays.stream(measured[v]).map(value -> value + shift).toArray();
            for (int j = 0; targets.valid(target) && j < predicted[v].length / n; j++) {
                for (int i = 0; i < n; i++) {
                    f[i] = predicted[v][j * n + i] + shift;
                }
                table.set(from + j, target, score.score(y, f, target));
            }
        }
    }
}
