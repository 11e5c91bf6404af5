package org.neurobeam.preprocess.design;

/**
 * How the design of one run is made.
 *
 * @param regressors how events become regressors
 * @param drift the slow drifts
 */
public record DesignOptions(RegressorOptions regressors, Drift drift) {
    /** Glover's response, cosine drift up to 0.01 Hz. */
    public static DesignOptions defaults() {
        return new DesignOptions(RegressorOptions.defaults(), Drift.defaults());
    }
}
