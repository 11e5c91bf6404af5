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
        int most = blocks.stream().mapToInt(smoother::width).max().orElse(0);
        int tallest = blocks.stream().mapToInt(b -> penalties * b.rows()).max().orElse(0);
        int widest = targets.tiles().stream()
                .mapToInt(tile -> tile.targets.length)
                .max()
                .orElse(0);
        try (MatrixScope buffers = new MatrixScope()) {
            List<DenseMatrix> rotated = new ArrayList<>();
            for (Targets.Tile tile : targets.tiles()) {
                rotated.add(buffers.own(smoother.rotation(tile.values)));
            }
            DenseMatrix regressors = buffers.zeros(precision, most, widest);
            DenseMatrix product = buffers.zeros(precision, tallest, widest);
            for (HeldOutBlock block : blocks) {
                try (DenseMatrix stack = stack(block)) {
                    for (int i = 0; i < rotated.size(); i++) {
                        Targets.Tile tile = targets.tiles().get(i);
                        int w = tile.targets.length;
                        DenseMatrix x = regressors.reshapedView(stack.columns(), w);
                        DenseMatrix predicted = product.reshapedView(stack.rows(), w);
                        smoother.regressors(block, tile.values, rotated.get(i), x);
                        Blas.multiply(stack, x, predicted);
                        consumer.accept(block, tile, predicted);
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
}
