package org.neurobeam.encoders.banded;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.OuterPredictions;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Predictions of held-out rows, fold after fold, with their scores and what each band explains of them. */
final class HeldOutBands {
    private final OuterPredictions held;
    private final ProductMeasure split;
    private final boolean intercept;

    /** @param responses [n samples x t targets] */
    HeldOutBands(RowSource responses, int bands, Folds outer, RidgeOptions options) {
        held = new OuterPredictions(responses, outer.size(), options);
        split = new ProductMeasure(responses, bands, outer);
        intercept = options.intercept();
    }

    /**
     * The next fold.
     *
     * @param rows held out, [m]
     * @param parts predictions of each band about their mean over training rows, [m x t]
     * @param measured responses of the training rows, [n_t x t]
     * @param chosen in them
     */
    void add(int[] rows, List<DoubleMatrix> parts, RowSource measured, BandSelection chosen) {
        double[] offsets = offsets(measured, chosen);
        split.add(rows, parts, offsets);
        held.add(rows, sum(parts, offsets), chosen.alphas());
    }

    /** The whole fit: the model on all samples and what was chosen for it. */
    NestedGroupFit fit(RidgeModel model, BandSelection selection) {
        List<Optional<String>> reasons = IntStream.range(0, selection.targets())
                .mapToObj(selection::nullReason)
                .toList();
        return new NestedGroupFit(
                held.fit(model, selection.bestScores(), reasons),
                selection,
                split.shares(reasons),
                split.offsetShare(reasons));
    }

    /** What is added to the centred bands: the mean of the training responses. */
    private double[] offsets(RowSource measured, BandSelection chosen) {
        double[] mean = new double[measured.columns()];
        double[] row = new double[mean.length];
        double[] first = new double[mean.length];
        measured.readRow(0, first);
        for (int i = 0; i < measured.rows(); i++) {
            measured.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                mean[v] += (row[v] - first[v]) / measured.rows();
            }
        }
        for (int v = 0; v < mean.length; v++) {
            boolean constant = chosen.nullReason(v).equals(Optional.of("constant"));
            mean[v] = intercept || constant ? mean[v] + first[v] : 0;
        }
        return mean;
    }

    private static DoubleMatrix sum(List<DoubleMatrix> parts, double... offsets) {
        DoubleMatrix sum = DoubleMatrix.zeros(parts.get(0).rows(), offsets.length);
        for (int i = 0; i < sum.values().length; i++) {
            double value = offsets[i % offsets.length];
            for (DoubleMatrix part : parts) {
                value += part.values()[i];
            }
            sum.values()[i] = value;
        }
        return sum;
    }
}
