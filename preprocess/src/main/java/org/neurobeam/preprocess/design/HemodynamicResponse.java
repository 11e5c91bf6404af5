package org.neurobeam.preprocess.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The model of the hemodynamic response: which kernels each condition is convolved with.
 *
 * <p>Gamma-difference responses (spm, glover) have one kernel, and one more for each derivative; the columns of one
 * condition are then orthogonalised in order. A finite impulse response has one kernel for each delay in volumes, none
 * has the event itself.
 *
 * @param family the shape
 * @param timeDerivative adds a column for the derivative in time; spm and glover only
 * @param dispersionDerivative adds a column for the derivative in the dispersion; needs the time derivative
 * @param firDelays delays in volumes, {@code >= 0}; empty unless the family is FIR
 * @see <a href="https://doi.org/10.1006/nimg.1998.0419">Glover 1999</a>
 */
public record HemodynamicResponse(
        Family family, boolean timeDerivative, boolean dispersionDerivative, List<Integer> firDelays) {
    /** The shape of the response. */
    public enum Family {
        /** Peak at 6 s, undershoot at 16 s. */
        SPM,
        /** Peak at 6 s, undershoot at 12 s. */
        GLOVER,
        /** One free value for each delay. */
        FIR,
        /** The event itself. */
        NONE
    }

    /** @throws IllegalArgumentException if the parts do not fit each other */
    public HemodynamicResponse {
        firDelays = List.copyOf(firDelays);
        boolean gamma = family == Family.SPM || family == Family.GLOVER;
        if (timeDerivative && !gamma) {
            throw new IllegalArgumentException("derivatives need the family SPM or GLOVER but it is " + family);
        }
        if (dispersionDerivative && !timeDerivative) {
            throw new IllegalArgumentException("the dispersion derivative needs the time derivative");
        }
        if ((family == Family.FIR) == firDelays.isEmpty() || firDelays.stream().anyMatch(d -> d < 0)) {
            throw new IllegalArgumentException("firDelays " + firDelays + " do not fit the family " + family
                    + ": FIR needs one or more delays >= 0");
        }
    }

    /** Glover's response without derivatives. */
    public static HemodynamicResponse defaults() {
        return glover();
    }

    /** Peak at 6 s, undershoot at 16 s. */
    public static HemodynamicResponse spm() {
        return new HemodynamicResponse(Family.SPM, false, false, List.of());
    }

    /** Peak at 6 s, undershoot at 12 s. */
    public static HemodynamicResponse glover() {
        return new HemodynamicResponse(Family.GLOVER, false, false, List.of());
    }

    /** One free value for each delay, in volumes. */
    public static HemodynamicResponse fir(List<Integer> delays) {
        return new HemodynamicResponse(Family.FIR, false, false, delays);
    }

    /** The event itself. */
    public static HemodynamicResponse none() {
        return new HemodynamicResponse(Family.NONE, false, false, List.of());
    }

    /** The same with the derivative in time. */
    public HemodynamicResponse withDerivative() {
        return new HemodynamicResponse(family, true, dispersionDerivative, firDelays);
    }

    /** The same with the derivatives in time and in dispersion. */
    public HemodynamicResponse withDispersion() {
        return new HemodynamicResponse(family, true, true, firDelays);
    }

    /**
     * Reads the words of a configuration: {@code spm | glover [+ derivative [+ dispersion]]}, {@code none}, or
     * {@code fir N} for the delays 0 to N - 1.
     *
     * @param key the key path, for the message
     * @throws ConfigException if the words are none of these
     */
    public static HemodynamicResponse parse(String key, String words) {
        String text = words.trim().toLowerCase(Locale.ROOT).replaceAll("\\s*\\+\\s*", " + ");
        if (text.matches("fir [1-9][0-9]{0,3}")) {
            return fir(IntStream.range(0, Integer.parseInt(text.substring(4)))
                    .boxed()
                    .toList());
        }
        return switch (text) {
            case "spm" -> spm();
            case "spm + derivative" -> spm().withDerivative();
            case "spm + derivative + dispersion" -> spm().withDispersion();
            case "glover" -> glover();
            case "glover + derivative" -> glover().withDerivative();
            case "glover + derivative + dispersion" -> glover().withDispersion();
            case "none" -> none();
            default ->
                throw new ConfigException(key + ": found '" + words
                        + "', allowed: spm | glover [+ derivative [+ dispersion]], fir N (N delays), none");
        };
    }

    /**
     * The kernels on the high-resolution grid, in the order of {@link #columnNames}.
     *
     * @param trSeconds repetition time, s, {@code > 0}
     * @param oversampling samples in one repetition time, {@code >= 1}
     */
    public List<double[]> kernels(double trSeconds, int oversampling) {
        if (!(trSeconds > 0) || Double.isInfinite(trSeconds) || oversampling < 1) {
            throw new IllegalArgumentException("trSeconds must be finite and > 0 and oversampling >= 1 but they are "
                    + trSeconds + " and " + oversampling);
        }
        return switch (family) {
            case SPM -> gammaKernels(GammaDifference.SPM, trSeconds / oversampling);
            case GLOVER -> gammaKernels(GammaDifference.GLOVER, trSeconds / oversampling);
            case FIR ->
                firDelays.stream()
                        .map(d -> boxcar(d * oversampling, oversampling))
                        .toList();
            case NONE -> List.of(new double[] {1});
        };
    }

    /** The columns of one condition: condition, condition_derivative, condition_dispersion or condition_delay_d. */
    public List<String> columnNames(String condition) {
        if (family == Family.FIR) {
            return firDelays.stream().map(d -> condition + "_delay_" + d).toList();
        }
        List<String> names = new ArrayList<>(List.of(condition));
        if (timeDerivative) {
            names.add(condition + "_derivative");
        }
        if (dispersionDerivative) {
            names.add(condition + "_dispersion");
        }
        return List.copyOf(names);
    }

    private List<double[]> gammaKernels(GammaDifference response, double dtSeconds) {
        List<double[]> kernels = new ArrayList<>(List.of(response.sampled(dtSeconds)));
        if (timeDerivative) {
            kernels.add(response.timeDerivative(dtSeconds));
        }
        if (dispersionDerivative) {
            kernels.add(response.dispersionDerivative(dtSeconds));
        }
        return kernels;
    }

    private static double[] boxcar(int zeros, int ones) {
        double[] kernel = new double[zeros + ones];
        for (int i = zeros; i < kernel.length; i++) {
            kernel[i] = 1.0 / ones;
        }
        return kernel;
    }
}
