package org.neurobeam.preprocess.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaperRecordTest {
    private static final PaperWorm WORM = new PaperWorm("Dag2023", "worm0", "Dag 2023", "a-data.h5");
    private static final List<PaperColumn> COLUMNS = List.of(
            new PaperColumn(2, "0", OptionalInt.empty()),
            new PaperColumn(0, "AVAL", OptionalInt.of(54)),
            new PaperColumn(1, "2", OptionalInt.empty()));
    private static final CalciumOptions OPTIONS = CalciumOptions.defaults().withMode(CalciumMode.PAPER_FAITHFUL);
    /** Half precision has 11 bits. */
    private static final double HALF_RELATIVE = 1.0 / 2048;

    private static CalciumPipeline pipeline(CalciumOptions options) {
        double[] clock = new double[40];
        Arrays.setAll(clock, i -> 100 + 0.5 * i);
        return CalciumPipeline.of(options, clock);
    }

    private static double[] trace(int roi) {
        double[] x = new double[40];
        Arrays.setAll(x, i -> 1 + roi + Math.sin(0.3 * i * (roi + 1)));
        return x;
    }

    private static PaperRecord record(long seed) {
        return PaperRecord.of(WORM, COLUMNS, pipeline(OPTIONS), PaperRecordTest::trace, seed);
    }

    @Test
    void labelledNeuronsLieInTheirSlotsAndTheRestIsZero() {
        PaperRecord record = record(1);
        RoiSignals expected = pipeline(OPTIONS).process(trace(0));
        CalciumSignal z = expected.find(GridKind.RESAMPLED, SignalKind.ZSCORE).orElseThrow();
        HalfMatrix calcium = record.matrices().get("calcium_data");
        for (int i = 0; i < calcium.rows(); i++) {
            double value = z.values()[i];
            assertThat((double) calcium.get(i, 54)).isCloseTo(value, within(HALF_RELATIVE * Math.abs(value) + 1e-7));
            assertThat(calcium.get(i, freeSlot(record))).isZero();
        }
        assertThat(record.matrices().get("original_calcium_data").get(0, 54)).isEqualTo(1f);
        assertThat(calcium.columns()).isEqualTo(300);
    }

    private static int freeSlot(PaperRecord record) {
        return record.masks().get("neurons_mask").nextClearBit(0);
    }

    @Test
    void holdsAllPublishedKeys() {
        PaperRecord record = record(1);
        assertThat(record.matrices())
                .containsOnlyKeys(
                        "calcium_data",
                        "residual_calcium",
                        "smooth_calcium_data",
                        "smooth_residual_calcium",
                        "original_calcium_data",
                        "original_residual_calcium",
                        "original_smooth_calcium_data",
                        "original_smooth_residual_calcium",
                        "time_in_seconds",
                        "dt",
                        "original_time_in_seconds",
                        "original_dt");
        assertThat(record.integers())
                .isEqualTo(Map.of(
                        "max_timesteps", 59,
                        "original_max_timesteps", 40,
                        "num_neurons", 3,
                        "num_labeled_neurons", 1,
                        "num_unlabeled_neurons", 2));
        assertThat(record.numbers()).isEqualTo(Map.of("median_dt", 0.333, "original_median_dt", 0.5));
        assertThat(record.strings())
                .containsEntry("worm", "worm0")
                .containsEntry("smooth_method", "moving")
                .containsEntry("normalization_method", "standard");
        assertThat(record.extraInfo()).containsEntry("data_file", "a-data.h5");
        HalfMatrix dt = record.matrices().get("original_dt");
        assertThat(dt.get(0, 0)).isZero();
        assertThat(dt.get(1, 0)).isEqualTo(0.5f);
    }

    @Test
    void masksAndMapsAgree() {
        PaperRecord record = record(1);
        Map<String, Integer> all = record.slotsByName().get("neuron_to_slot");
        assertThat(all).containsEntry("AVAL", 54).containsOnlyKeys("AVAL", "0", "2");
        assertThat(record.masks().get("neurons_mask").stream().boxed())
                .containsExactlyInAnyOrderElementsOf(all.values());
        assertThat(record.masks().get("labeled_neurons_mask").stream()).containsExactly(54);
        assertThat(record.masks().get("unlabeled_neurons_mask").cardinality()).isEqualTo(2);
        assertThat(record.namesBySlot().get("slot_to_labeled_neuron")).isEqualTo(Map.of(54, "AVAL"));
        assertThat(record.namesBySlot().get("slot_to_neuron")).hasSize(3);
    }

    @Test
    void freeSlotsDependOnSeedAndWorm() {
        assertThat(record(1).slotsByName()).isEqualTo(record(1).slotsByName());
        assertThat(record(1).matrices()).isEqualTo(record(1).matrices());
        assertThat(record(1).slotsByName()).isNotEqualTo(record(2).slotsByName());
        PaperWorm other = new PaperWorm("Dag2023", "worm1", "", "");
        assertThat(PaperRecord.of(other, COLUMNS, pipeline(OPTIONS), PaperRecordTest::trace, 1)
                        .slotsByName())
                .isNotEqualTo(record(1).slotsByName());
    }

    @Test
    void theCausalScoreBringsItsTwoSeries() {
        CalciumOptions causal = OPTIONS.withNormTransform(Normalization.CAUSAL);
        PaperRecord record = PaperRecord.of(WORM, COLUMNS, pipeline(causal), PaperRecordTest::trace, 1);
        assertThat(record.matrices()).containsKeys("cumulative_mean", "cumulative_std", "calcium_data");
        assertThat(record.matrices().get("cumulative_mean").get(0, 54)).isEqualTo(1f);
    }

    @Test
    void refusesWhatDoesNotFit() {
        List<PaperColumn> many = new ArrayList<>();
        for (int i = 0; i < 301; i++) {
            many.add(new PaperColumn(i, Integer.toString(i), OptionalInt.empty()));
        }
        assertThatThrownBy(() -> PaperRecord.of(WORM, many, pipeline(OPTIONS), PaperRecordTest::trace, 1))
                .hasMessageContaining("301 ROIs");
        List<PaperColumn> twice =
                List.of(new PaperColumn(0, "AVAL", OptionalInt.of(54)), new PaperColumn(1, "AVAR", OptionalInt.of(54)));
        assertThatThrownBy(() -> PaperRecord.of(WORM, twice, pipeline(OPTIONS), PaperRecordTest::trace, 1))
                .hasMessageContaining("slot 54");
        CalciumPipeline timeless = CalciumPipeline.withoutTimes(OPTIONS, 40);
        assertThatThrownBy(() -> PaperRecord.of(WORM, COLUMNS, timeless, PaperRecordTest::trace, 1))
                .hasMessageContaining("needs times");
    }

    /** {@code numpy.float16(value).view('uint16')}, numpy 2.4.6. */
    @Test
    void halvesAreRoundedAsNumpyDoes() {
        double[] values = {
            0.1,
            1.0 / 3,
            65504,
            65519.9,
            65520,
            1e-8,
            5.9604645e-8,
            2.98e-8,
            6.1e-5,
            1e9,
            -2.5,
            2049,
            2051,
            0.333 * 3243
        };
        int[] numpy = {11878, 13653, 31743, 31743, 31744, 0, 1, 0, 1023, 31744, 49408, 26624, 26626, 25656};
        for (int i = 0; i < values.length; i++) {
            assertThat(HalfMatrix.bits(values[i]) & 0xFFFF).isEqualTo(numpy[i]);
        }
        assertThat(HalfMatrix.toFloat(HalfMatrix.bits(Double.NaN))).isNaN();
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfMatrix.toFloat((short) bits);
            assertThat(Float.isNaN(value) || HalfMatrix.bits(value) == (short) bits)
                    .isTrue();
        }
    }
}
