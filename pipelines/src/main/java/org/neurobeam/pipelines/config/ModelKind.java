package org.neurobeam.pipelines.config;

import com.fasterxml.jackson.annotation.JsonProperty;

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
    KERNEL
}
