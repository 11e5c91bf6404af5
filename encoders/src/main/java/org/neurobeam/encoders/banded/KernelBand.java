package org.neurobeam.encoders.banded;

import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * One feature space and its kernel.
 *
 * @param name of the feature space
 * @param kernel of its samples
 * @param features [n samples x p features]
 */
public record KernelBand(String name, Kernel kernel, RowSource features) {
    /** A feature space with a linear kernel. */
    public static KernelBand linear(String name, RowSource features) {
        return new KernelBand(name, new Kernel.Linear(), features);
    }
}
