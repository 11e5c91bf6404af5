package org.neurobeam.preprocess.cleaning.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.array.DoubleMatrix;

class ButterworthTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();
    /** Poles within 0.01 of the unit circle amplify roundings. */
    private static final double GAIN = 1e-9;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void gainsFollowTheClosedForm(int order) {
        double fs = 0.5;
        double high = 0.02;
        double low = 0.11;
        double w1 = Math.tan(Math.PI * high / fs);
        double w2 = Math.tan(Math.PI * low / fs);
        SecondOrderSections lowPass = Butterworth.design(order, NONE, OptionalDouble.of(low), fs);
        SecondOrderSections highPass = Butterworth.design(order, OptionalDouble.of(high), NONE, fs);
        SecondOrderSections band = Butterworth.design(order, OptionalDouble.of(high), OptionalDouble.of(low), fs);
        assertThat(band.count()).isEqualTo(order);
        for (double f = 0.005; f < 0.25; f += 0.005) {
            double w = Math.tan(Math.PI * f / fs);
            assertThat(power(lowPass, f / fs)).isCloseTo(attenuated(w / w2, order), within(GAIN));
            assertThat(power(highPass, f / fs)).isCloseTo(attenuated(w1 / w, order), within(GAIN));
            double x = (w * w - w1 * w2) / (w * (w2 - w1));
            assertThat(power(band, f / fs)).isCloseTo(attenuated(x, order), within(GAIN));
        }
    }

    private static double attenuated(double x, int order) {
        return 1 / (1 + Math.pow(x * x, order));
    }

    /** |H|^2 at cycles per sample. */
    private static double power(SecondOrderSections sos, double cycles) {
        Complex z1 = Complex.polar(-2 * Math.PI * cycles);
        Complex h = new Complex(1, 0);
        DoubleMatrix c = sos.coefficients();
        for (int s = 0; s < c.rows(); s++) {
            h = h.times(polynomial(c, s, 0, z1)).over(polynomial(c, s, 3, z1));
        }
        return h.abs() * h.abs();
    }

    private static Complex polynomial(DoubleMatrix c, int s, int at, Complex z1) {
        return new Complex(c.get(s, at), 0)
                .plus(z1.times(c.get(s, at + 1)))
                .plus(z1.times(z1).times(c.get(s, at + 2)));
    }

    @Test
    void aCutoffAboveNyquistPassesAlmostEverything() {
        SecondOrderSections sos = Butterworth.design(5, NONE, OptionalDouble.of(3), 0.5);
        assertThat(power(sos, 0.45)).isCloseTo(1, within(GAIN));
    }

    @Test
    void aConstantPassesALowPassUnchanged() {
        ZeroPhaseFilter filter = new ZeroPhaseFilter(Butterworth.design(5, NONE, OptionalDouble.of(0.1), 0.5));
        double[] x = new double[100 + 2 * filter.padLength()];
        Arrays.fill(x, filter.padLength(), 100 + filter.padLength(), 7);
        filter.apply(x, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(x[filter.padLength() + i]).isCloseTo(7, within(GAIN));
        }
    }

    @Test
    void aSlowSineIsNotDelayed() {
        ZeroPhaseFilter filter = new ZeroPhaseFilter(Butterworth.design(5, NONE, OptionalDouble.of(0.2), 1));
        int pad = filter.padLength();
        double[] x = new double[3000 + 2 * pad];
        for (int i = 0; i < 3000; i++) {
            x[pad + i] = Math.sin(2 * Math.PI * 0.02 * i);
        }
        double[] expected = x.clone();
        filter.apply(x, 3000);
        double gain = attenuated(Math.tan(Math.PI * 0.02) / Math.tan(Math.PI * 0.2), 5);
        for (int i = 1000; i < 2000; i++) {
            assertThat(x[pad + i]).isCloseTo(gain * expected[pad + i], within(GAIN));
        }
    }

    @Test
    void edgesAreChecked() {
        assertThatThrownBy(() -> Butterworth.design(5, NONE, NONE, 1)).hasMessageContaining("no cut-off");
        assertThatThrownBy(() -> Butterworth.design(5, OptionalDouble.of(2), OptionalDouble.of(3), 1))
                .hasMessageContaining("must be below the upper edge");
    }
}
