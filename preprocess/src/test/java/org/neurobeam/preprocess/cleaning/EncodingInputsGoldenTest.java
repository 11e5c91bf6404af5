package org.neurobeam.preprocess.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** How features and responses are prepared before they are encoded. */
class EncodingInputsGoldenTest {
    /** Two divisions and a root of sums of 20 numbers. */
    private static final double SUMS = 1e-12;

    private static DoubleMatrix golden(String name) {
        return SharedData.csv("golden/encoding/" + name + ".csv");
    }

    @Test
    void delaysOfOneRunAreExact() {
        DoubleMatrix delayed = Delays.apply(golden("in_X"), new int[] {0}, List.of(-1, 0, 1, 2, 4));
        DoubleMatrix expected = golden("delayed");
        assertThat(delayed.columns()).isEqualTo(expected.columns());
        assertThat(delayed.values()).isEqualTo(expected.values());
    }

    @Test
    void zScoresAreThoseOfEachRun() {
        DoubleMatrix signals = golden("in_Y_offset");
        int[] runs = new int[signals.rows()];
        Arrays.setAll(runs, i -> i < 20 ? 0 : i < 45 ? 1 : 2);
        CleaningOptions options = CleaningOptions.defaults()
                .withDetrend(false)
                .withFilter(FilterOptions.none())
                .withStandardize(Standardization.ZSCORE_POPULATION);
        double[] cleaned = SignalCleaner.fit(
                        options, Timeline.of(signals.rows()).inRuns(runs))
                .clean(signals)
                .signals()
                .values();
        double[] expected = golden("zscore_runs").values();
        for (int i = 0; i < expected.length; i++) {
            assertThat(cleaned[i]).isCloseTo(expected[i], within(SUMS));
        }
    }
}
