package org.neurobeam.preprocess.cleaning.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Digital Butterworth filters by the bilinear transform.
 *
 * <pre>{@code analogue poles exp(i pi (2k + N - 1) / (2N)), k = 1..N;  warped edge w = 4 tan(pi f / fs)
 * low-pass p -> w p, high-pass p -> w / p, band-pass p -> p b/2 +- sqrt((p b/2)^2 - w1 w2), b = w2 - w1
 * z = (4 + s) / (4 - s)}</pre>
 *
 * <p>The poles nearest to the unit circle stand in the last section, each with the nearest zeros.
 *
 * @see <a href="https://doi.org/10.1049/jiee-1.1930.0117">Butterworth 1930</a>
 */
public final class Butterworth {
    /** Twice the sampling rate of the normalised prototype. */
    private static final double TWO_FS = 4;

    private static final double FLOAT_EPSILON = 1.1920929e-7;
    private static final Complex ONE = new Complex(1, 0);

    private Butterworth() {}

    /**
     * The cascade for the pass band. A cut-off at or above the Nyquist frequency becomes just less than it.
     *
     * @param order order of the prototype, {@code >= 1}
     * @param highPassHz lower edge in Hz, or empty
     * @param lowPassHz upper edge in Hz, or empty
     * @param samplingHz samples per second
     * @throws IllegalArgumentException if no edge is given or the edges are not in increasing order
     */
    public static SecondOrderSections design(
            int order, OptionalDouble highPassHz, OptionalDouble lowPassHz, double samplingHz) {
        if (order < 1 || (highPassHz.isEmpty() && lowPassHz.isEmpty())) {
            throw new IllegalArgumentException(
                    "a filter needs an order >= 1 and a cut-off, found order " + order + " and no cut-off");
        }
        List<Complex> poles = prototype(order);
        if (highPassHz.isEmpty()) {
            double w = warped(lowPassHz.getAsDouble(), samplingHz);
            List<Complex> analogue = poles.stream().map(p -> p.times(w)).toList();
            return digital(analogue, 0, Math.pow(w, order));
        }
        double w1 = warped(highPassHz.getAsDouble(), samplingHz);
        if (lowPassHz.isEmpty()) {
            Complex w = new Complex(w1, 0);
            return digital(poles.stream().map(w::over).toList(), order, 1);
        }
        double w2 = warped(lowPassHz.getAsDouble(), samplingHz);
        if (w1 >= w2) {
            throw new IllegalArgumentException("the lower edge " + highPassHz.getAsDouble()
                    + " Hz must be below the upper edge " + lowPassHz.getAsDouble() + " Hz and the Nyquist frequency "
                    + samplingHz / 2 + " Hz");
        }
        return digital(bandPass(poles, w1, w2), order, Math.pow(w2 - w1, order));
    }

    private static double warped(double cutoffHz, double samplingHz) {
        double nyquist = samplingHz / 2;
        double f = cutoffHz >= nyquist ? nyquist * (1 - 10 * FLOAT_EPSILON) : cutoffHz;
        return TWO_FS * Math.tan(Math.PI * f / samplingHz);
    }

    private static List<Complex> prototype(int order) {
        List<Complex> poles = new ArrayList<>();
        for (int k = 1; k <= order; k++) {
            // the middle pole of an odd order is real: cos and sin of pi would leave 1e-16 in its imaginary part
            boolean middle = 2 * k - 1 == order;
            poles.add(middle ? new Complex(-1, 0) : Complex.polar(Math.PI * (2 * k + order - 1) / (2.0 * order)));
        }
        return poles;
    }

    private static List<Complex> bandPass(List<Complex> poles, double w1, double w2) {
        Complex centre = new Complex(w1 * w2, 0);
        List<Complex> pairs = new ArrayList<>();
        for (Complex p : poles) {
            Complex half = p.times((w2 - w1) / 2);
            Complex root = half.times(half).minus(centre).sqrt();
            pairs.add(half.plus(root));
            pairs.add(half.minus(root));
        }
        return pairs;
    }

    /** Bilinear transform; zerosAtOrigin analogue zeros at 0 become 1, the zeros at infinity become -1. */
    private static SecondOrderSections digital(List<Complex> analogue, int zerosAtOrigin, double gain) {
        Complex two = new Complex(TWO_FS, 0);
        Complex product = ONE;
        List<Complex> poles = new ArrayList<>();
        for (Complex s : analogue) {
            poles.add(two.plus(s).over(two.minus(s)));
            product = product.times(two.minus(s));
        }
        double digitalGain = gain * Math.pow(TWO_FS, zerosAtOrigin) / product.re();
        return new SecondOrderSections(sections(poles, zerosAtOrigin, digitalGain));
    }

    private static double[][] sections(List<Complex> poles, int zerosAtOne, double gain) {
        List<Complex> left = new ArrayList<>();
        poles.stream().filter(p -> p.isReal() || p.im() > 0).forEach(left::add);
        left.sort(Comparator.comparingDouble(p -> Math.abs(1 - p.abs())));
        List<Double> zeros = new ArrayList<>();
        for (int i = 0; i < poles.size(); i++) {
            zeros.add(i < zerosAtOne ? 1.0 : -1.0);
        }
        List<double[]> sections = new ArrayList<>();
        while (!left.isEmpty()) {
            sections.add(0, section(left, zeros));
        }
        for (int i = 0; i < 3; i++) {
            sections.get(0)[i] *= gain;
        }
        return sections.toArray(new double[0][]);
    }

    /** Takes the worst pole with its conjugate, or with the next real pole, and the nearest zeros. */
    private static double[] section(List<Complex> poles, List<Double> zeros) {
        Complex p = poles.remove(0);
        double z1 = nearest(zeros, p);
        if (!p.isReal()) {
            double z2 = nearest(zeros, p);
            return new double[] {1, -(z1 + z2), z1 * z2, 1, -2 * p.re(), p.re() * p.re() + p.im() * p.im()};
        }
        for (int i = 0; i < poles.size(); i++) {
            if (poles.get(i).isReal()) {
                double q = poles.remove(i).re();
                double z2 = nearest(zeros, p);
                return new double[] {1, -(z1 + z2), z1 * z2, 1, -(p.re() + q), p.re() * q};
            }
        }
        return new double[] {1, -z1, 0, 1, -p.re(), 0};
    }

    private static double nearest(List<Double> zeros, Complex p) {
        int best = 0;
        for (int i = 1; i < zeros.size(); i++) {
            if (distance(zeros.get(i), p) < distance(zeros.get(best), p)) {
                best = i;
            }
        }
        return zeros.remove(best);
    }

    private static double distance(double zero, Complex p) {
        return Math.hypot(zero - p.re(), p.im());
    }
}
