package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.OuterPredictions;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.BandSplits;
import org.neurobeam.encoders.score.SeriesMoments;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Predictions of held-out rows, fold after fold, with their scores and what each band explains of them. */
final class HeldOutBands {
    private final OuterPredictions held;
    private final RowSource responses;
    private final boolean intercept;
    /** Of responses, bands and offsets over the held-out rows of all folds so far. */
    private Optional<SeriesMoments> moments = Optional.empty();

    /** @param responses [n samples x t targets] */
    HeldOutBands(RowSource responses, Folds outer, RidgeOptions options) {
        held = new OuterPredictions(responses, outer.size(), options);
        this.responses = responses;
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
        List<RowSource> series = new ArrayList<>();
        parts.forEach(part -> series.add(RowSource.of(part)));
        series.add(new SharedRow(rows.length, offsets));
        RowSource own = new RowSelection(responses, rows);
        if (moments.isPresent()) {
            moments.get().add(own, series);
        } else {
            moments = Optional.of(SeriesMoments.of(own, series));
        }
        held.add(rows, sum(parts, offsets), chosen.alphas());
    }

    /** What each band explains of the rows added. */
    BandSplits splits() {
        return BandSplits.aboutOffsets(moments.orElseThrow());
    }

    /** The whole fit: the model on all samples and what was chosen for it. */
    NestedGroupFit fit(RidgeModel model, BandSelection selection) {
        List<Optional<String>> reasons = IntStream.range(0, selection.targets())
                .mapToObj(selection::nullReason)
                .toList();
        return new NestedGroupFit(held.fit(model, selection.bestScores(), reasons), selection, splits());
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

    /** One row as often as there are samples. */
    private static final class SharedRow implements RowSource {
        private final int rows;
        private final double[] row;

        SharedRow(int rows, double... row) {
            this.rows = rows;
            this.row = row;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return row.length;
        }

        @Override
        public void readRow(int i, double[] into) {
            System.arraycopy(row, 0, into, 0, row.length);
        }
    }
}
