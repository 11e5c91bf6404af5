package org.neurobeam.pipelines.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The family of encoders. */
public enum ModelKind {
    /** One penalty on all features. */
    @JsonProperty("ridge")
    RIDGE,
    /** A weight for each feature space, chosen for each target. */
    @JsonProperty("banded")
    BANDED,
    /** Ridge on a kernel of all features. */
    @JsonProperty("kernel")
    KERNEL,
    /** Ridge by the length of the weights relative to least squares. */
    @JsonProperty("fractional")
    FRACTIONAL,
    /** Partial least squares: components that all targets of a group share. */
    @JsonProperty("pls")
    PLS,
    /** Lasso, group lasso or sparse group lasso; the groups are the feature spaces. */
    @JsonProperty("lasso")
    LASSO;

    /** Whether the encoder is one of those that choose among candidates by plain inner folds. */
    public boolean linear() {
        return this == FRACTIONAL || this == PLS || this == LASSO;
    }

    /** Whether a penalty of {@code model.alphas} is chosen. */
    public boolean penalised() {
        return this != FRACTIONAL && this != PLS;
    }

    /** As it stands in settings. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
