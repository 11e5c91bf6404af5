package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.banded.NestedGroupFit;
import org.neurobeam.encoders.score.BandSplits;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.encoders.score.VariancePartition;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * What {@code bands.nc} says of a tile, variable below variable, each with a row for every band, for every subset of
 * bands, or alone; [rows x targets], NaN for targets that were not fitted.
 */
final class BandNumbers {
    static final String DELTA = "delta";
    static final String SHARE = "r2_product_measure";
    static final String OFFSETS = "r2_offsets";
    static final String R_OFFSETS = "r_offsets";
    static final String SUBSET_R2 = "r2_of_subset";
    static final String SHARED = "shared_r2";

    /** What a variable has a number for. */
    enum Axis {
        BAND,
        SUBSET,
        NONE
    }

    /**
     * A variable of the file.
     *
     * @param first row of the tile
     */
    record Variable(String name, Axis axis, int first, int rows, String about) {}

    private BandNumbers() {}

    /** The variables in their order. */
    static List<Variable> variables(int bands, boolean partition) {
        Rows rows = new Rows(bands);
        rows.add(DELTA, Axis.BAND, "log(weight of the band / penalty), fit on all samples");
        rows.add(SHARE, Axis.BAND, "product measure: share of held-out R2, with r2_offsets they sum to R2");
        rows.add(
                ScoreConvention.R2_WITHOUT_CORRELATION.column(),
                Axis.BAND,
                "product measure without the products of different bands");
        rows.add(
                ScoreConvention.R2_RELATIVE_WEIGHT.column(),
                Axis.BAND,
                "relative weights: share of held-out R2, with r2_offsets they sum to R2");
        rows.add(
                ScoreConvention.R_SPLIT.column(),
                Axis.BAND,
                "correlation split: share of held-out r, with r_offsets they sum to r");
        rows.add(ScoreConvention.DELTA_R2.column(), Axis.BAND, "held-out R2 lost without the band, nothing refitted");
        rows.add(OFFSETS, Axis.NONE, "held-out R2 of the training means of the folds alone");
        rows.add(R_OFFSETS, Axis.NONE, "share of held-out r that the training means of the folds have");
        if (partition) {
            rows.add(
                    ScoreConvention.UNIQUE_R2.column(),
                    Axis.BAND,
                    "held-out R2 lost without the band, all others refitted");
            rows.add(SUBSET_R2, Axis.SUBSET, "held-out R2 of a fit of these bands alone");
            rows.add(SHARED, Axis.SUBSET, "held-out R2 that exactly these bands share; all subsets sum to R2");
        }
        return List.copyOf(rows.list);
    }

    /** Names of the subsets in the order of {@link VariancePartition}: all but the empty one. */
    static List<String> subsets(List<String> bands) {
        return IntStream.range(1, 1 << bands.size())
                .mapToObj(mask -> IntStream.range(0, bands.size())
                        .filter(b -> (mask >> b & 1) == 1)
                        .mapToObj(bands::get)
                        .reduce((a, b) -> a + " + " + b)
                        .orElseThrow())
                .toList();
    }

    /** The numbers of a fit. */
    static FloatMatrix of(NestedGroupFit fit, Optional<VariancePartition> partition) {
        BandSplits splits = fit.splits();
        List<double[]> rows = new ArrayList<>();
        for (DoubleMatrix split : List.of(
                fit.selection().deltas(),
                splits.productMeasure(),
                splits.withoutCorrelation(),
                splits.relativeWeights(),
                splits.correlationSplit(),
                splits.deltaR2())) {
            IntStream.range(0, splits.bands()).mapToObj(split::row).forEach(rows::add);
        }
        rows.add(splits.offsetR2());
        rows.add(splits.offsetR());
        partition.ifPresent(parts -> {
            int subsets = (1 << splits.bands()) - 1;
            IntStream.range(0, splits.bands()).mapToObj(parts::unique).forEach(rows::add);
            IntStream.rangeClosed(1, subsets).mapToObj(parts::r2).forEach(rows::add);
            IntStream.rangeClosed(1, subsets).mapToObj(parts::shared).forEach(rows::add);
        });
        FloatMatrix numbers = FloatMatrix.zeros(rows.size(), rows.get(0).length);
        for (int v = 0; v < numbers.columns(); v++) {
            boolean fitted = fit.crossValidation().nullReason(v).isEmpty();
            for (int i = 0; i < rows.size(); i++) {
                numbers.set(i, v, fitted ? (float) rows.get(i)[v] : Float.NaN);
            }
        }
        return numbers;
    }

    /** Variables as they come. */
    private static final class Rows {
        private final List<Variable> list = new ArrayList<>();
        private final int bands;
        private int next;

        Rows(int bands) {
            this.bands = bands;
        }

        void add(String name, Axis axis, String about) {
            int rows = axis == Axis.BAND ? bands : axis == Axis.SUBSET ? (1 << bands) - 1 : 1;
            list.add(new Variable(name, axis, next, rows, about));
            next += rows;
        }
    }
}
