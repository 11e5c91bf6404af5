package org.neurobeam.pipelines.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which weights of the model on all samples go to {@code weights.nc}; {@code predict} needs them. */
public enum WeightsConfig {
    /** Dual where features are many and that is less than half the numbers of primal, else primal. */
    @JsonProperty("auto")
    AUTO,
    /** A weight for each feature and target. */
    @JsonProperty("primal")
    PRIMAL,
    /** A weight for each training sample and target, and the training features once; needs features {@code >=} samples. */
    @JsonProperty("dual")
    DUAL,
    /** No weights. */
    @JsonProperty("none")
    NONE
}
