package org.neurobeam.preprocess.cleaning.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.preprocess.cleaning.Golden;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Filter design against scipy, which pairs poles and zeros in the same way. */
class ButterworthGoldenTest {
    /** Coefficients are a few roundings away from the poles. */
    private static final double COEFFICIENT = 1e-10;
    /** An order-5 filter at 0.01 Hz amplifies roundings of the coefficients. */
    private static final double FILTERED_RELATIVE = 1e-7;

    private static final double FILTERED_ABSOLUTE = 1e-8;

    @ParameterizedTest
    @CsvSource({"band,0.1,33", "high,,18"})
    void designAndForwardPass(String name, Double lowPassHz, int padLength) {
        OptionalDouble low = lowPassHz == null ? OptionalDouble.empty() : OptionalDouble.of(lowPassHz);
        SecondOrderSections sos = Butterworth.design(5, OptionalDouble.of(0.01), low, 0.4);
        Golden.assertClose(sos.coefficients(), Golden.array("clean/sos_" + name), COEFFICIENT, COEFFICIENT);
        Golden.assertClose(sos.steadyState(), Golden.array("clean/sos_zi_" + name), COEFFICIENT, COEFFICIENT);
        assertThat(sos.padLength()).isEqualTo(padLength);
        double[] x = Golden.array("input/haxby_ts").column(0);
        sos.forward(x, 0, x.length, 0);
        Golden.assertClose(
                DoubleMatrix.wrap(x.length, 1, x),
                Golden.array("clean/sosfilt_fwd_" + name),
                FILTERED_RELATIVE,
                FILTERED_ABSOLUTE);
    }
}
