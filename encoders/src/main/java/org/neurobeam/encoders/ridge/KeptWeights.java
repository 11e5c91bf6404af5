package org.neurobeam.encoders.ridge;

/** What a fit keeps of the model on all samples; scores and held-out predictions do not depend on it. */
public enum KeptWeights {
    /** A weight for each feature, [p x t]. */
    PRIMAL,
    /** A weight for each training sample, [n x t]: far less than [p x t] for wide features; needs p {@code >=} n. */
    DUAL,
    /** Penalties alone. */
    NONE
}
