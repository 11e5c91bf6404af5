package org.neurobeam.encoders.kernel;

import org.neurobeam.encoders.ridge.RidgeOptions;

/**
 * Settings of kernel ridge regression.
 *
 * @param kernel computed from features
 * @param ridge penalties, folds, criterion, intercept, scope and precision
 */
public record KernelRidgeOptions(Kernel kernel, RidgeOptions ridge) {
    /** A linear kernel and the defaults of ridge. */
    public static KernelRidgeOptions defaults() {
        return new KernelRidgeOptions(new Kernel.Linear(), RidgeOptions.defaults());
    }

    /** The same settings with another kernel. */
    public KernelRidgeOptions withKernel(Kernel other) {
        return new KernelRidgeOptions(other, ridge);
    }

    /** The same kernel with other settings of ridge. */
    public KernelRidgeOptions withRidge(RidgeOptions other) {
        return new KernelRidgeOptions(kernel, other);
    }
}
