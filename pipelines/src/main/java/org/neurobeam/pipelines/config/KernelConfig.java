package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The kernel of kernel ridge, or of one feature space of banded ridge; the type alone stands for one with defaults.
 *
 * @param type its form
 * @param gamma scale of x.y (polynomial, sigmoid) or of |x - y|^2 (rbf); 0 for 1 / number of features
 * @param offset added to gamma x.y (polynomial, sigmoid)
 * @param degree of polynomial
 */
public record KernelConfig(Type type, Double gamma, Double offset, Integer degree) {
    /** A form of kernel. */
    public enum Type {
        /** x.y. */
        @JsonProperty("linear")
        LINEAR,
        /** (gamma x.y + offset)^degree. */
        @JsonProperty("polynomial")
        POLYNOMIAL,
        /** exp(-gamma |x - y|^2). */
        @JsonProperty("rbf")
        RBF,
        /** tanh(gamma x.y + offset). */
        @JsonProperty("sigmoid")
        SIGMOID,
        /** x.y / (|x| |y|). */
        @JsonProperty("cosine")
        COSINE,
        /** Given in place of features: a column for each training sample, in their order. */
        @JsonProperty("precomputed")
        PRECOMPUTED;

        /** As it stands in settings. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int DEGREE = 3;
    private static final int HIGHEST = 100;

    /** Fills defaults and checks values. */
    @JsonCreator
    public KernelConfig {
        type = or(type, Type.LINEAR);
        gamma = or(gamma, 0.0);
        offset = or(offset, 1.0);
        degree = range("kernel.degree", or(degree, DEGREE), 1, HIGHEST);
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new ConfigException(
                    "kernel.gamma: " + gamma + "; allowed: finite and > 0, or 0 for 1 / number of features");
        }
        if (!Double.isFinite(offset)) {
            throw new ConfigException("kernel.offset: " + offset + "; allowed: finite");
        }
    }

    /** A type alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static KernelConfig ofType(String type) {
        for (Type known : Type.values()) {
            if (known.key().equals(type)) {
                return new KernelConfig(known, null, null, null);
            }
        }
        throw new ConfigException("kernel: " + type + "; allowed: "
                + Arrays.stream(Type.values()).map(Type::key).collect(Collectors.joining(", "))
                + ", or {type: ..., gamma: ..., offset: ..., degree: ...}");
    }

    static KernelConfig defaults() {
        return new KernelConfig(null, null, null, null);
    }
}
