package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/** Predicts the held-out rows of folds: for each fold one tall product of all penalties with each tile of targets. */
final class HeldOutPass {
    private final Smoother smoother;
    private final int penalties;
    private final Precision precision;

    HeldOutPass(Smoother smoother, int penalties, Precision precision) {
        this.smoother = smoother;
        this.penalties = penalties;
        this.precision = precision;
    }

    void run(List<HeldOutBlock> blocks, Targets targets, HeldOutRows consumer) {
        try (MatrixScope rotations = new MatrixScope()) {
            List<DenseMatrix> rotated = new ArrayList<>();
            for (Targets.Tile tile : targets.tiles()) {
                rotated.add(rotations.own(smoother.rotation(tile.values)));
            }
            for (HeldOutBlock block : blocks) {
                try (DenseMatrix stack = stack(block)) {
                    for (int i = 0; i < rotated.size(); i++) {
                        predict(block, stack, targets.tiles().get(i), rotated.get(i), consumer);
                    }
                }
            }
        }
    }

    /** Weights of all penalties on top of each other, [penalties * n_v x m]. */
    private DenseMatrix stack(HeldOutBlock block) {
        DenseMatrix stack = DenseMatrix.zeros(precision, penalties * block.rows(), smoother.width(block));
        try {
            for (int j = 0; j < penalties; j++) {
                smoother.weights(block, j, stack.rowView(j * block.rows(), (j + 1) * block.rows()));
            }
            return stack;
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    private void predict(
            HeldOutBlock block, DenseMatrix stack, Targets.Tile tile, DenseMatrix rotation, HeldOutRows consumer) {
        int w = tile.targets.length;
        double[][] predicted = new double[w][stack.rows()];
        try (DenseMatrix regressors = DenseMatrix.zeros(precision, stack.columns(), w);
                DenseMatrix product = DenseMatrix.zeros(precision, w, stack.rows())) {
            smoother.regressors(block, tile.values, rotation, regressors);
            Blas.multiply(regressors.transposed(), stack.transposed(), product);
            for (int v = 0; v < w; v++) {
                product.readRow(v, predicted[v]);
            }
        }
        double[][] measured = new double[w][block.rows()];
        double[] row = new double[w];
        for (int i = 0; i < block.rows(); i++) {
            tile.values.readRow(block.scored[i], row);
            for (int v = 0; v < w; v++) {
                measured[v][i] = row[v];
            }
        }
        consumer.accept(block, tile, measured, predicted);
    }
}
