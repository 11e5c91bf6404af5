package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Held-out predictions of each target at its own penalty: one inverse for each penalty in use. */
final class ChosenPredictions {
    private final LeaveOutForm form;
    private final LeaveOutOptions options;

    ChosenPredictions(LeaveOutForm form, LeaveOutOptions options) {
        this.form = form;
        this.options = options;
    }

    /**
     * @param penalties of each fold and target, [k x t]; NaN is not predicted
     * @return [n_v x t] of each fold
     */
    List<DoubleMatrix> of(Folds folds, Targets targets, DoubleMatrix penalties) {
        Section section = Section.whole(folds);
        List<DoubleMatrix> predictions = new ArrayList<>();
        for (HeldOutBlock block : section.blocks) {
            predictions.add(Search.nan(block.rows(), targets.targets()));
        }
        double[] used = DoubleStream.of(penalties.values())
                .filter(a -> !Double.isNaN(a))
                .distinct()
                .sorted()
                .toArray();
        for (double alpha : used) {
            try (Smoother all = form.at(alpha)) {
                at(all, alpha, section.blocks, targets, penalties, predictions);
            }
        }
        return predictions;
    }

    private void at(
            Smoother all,
            double alpha,
            List<HeldOutBlock> blocks,
            Targets targets,
            DoubleMatrix penalties,
            List<DoubleMatrix> predictions) {
        HeldOutPass pass = new HeldOutPass(all, 1, options.ridge().precision());
        // folds with the same choice share one gathering of the targets
        List<HeldOutBlock> rest = new ArrayList<>(blocks);
        while (!rest.isEmpty()) {
            int[] chosen = targetsAt(penalties, rest.get(0).fold, alpha);
            List<HeldOutBlock> same = rest.stream()
                    .filter(b -> Arrays.equals(chosen, targetsAt(penalties, b.fold, alpha)))
                    .toList();
            rest.removeAll(same);
            try (Targets some = targets.select(options.tileWidth(), chosen)) {
                pass.run(same, some, (block, tile, predicted) -> {
                    double[] row = new double[tile.targets.length];
                    for (int i = 0; i < block.rows(); i++) {
                        predicted.readRow(i, row);
                        for (int v = 0; v < row.length; v++) {
                            int target = tile.targets[v];
                            predictions.get(block.fold).set(i, target, row[v] + targets.shift(target));
                        }
                    }
                });
            }
        }
    }

    private static int[] targetsAt(DoubleMatrix penalties, int fold, double alpha) {
        return IntStream.range(0, penalties.columns())
                .filter(v -> penalties.get(fold, v) == alpha)
                .toArray();
    }
}
