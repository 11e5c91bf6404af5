package org.neurobeam.pipelines.flow.encode;

import java.util.OptionalDouble;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.pipelines.config.KernelConfig;

/** The kernel of the settings as the encoder's own type. */
final class KernelSettings {
    private KernelSettings() {}

    static Kernel of(KernelConfig config) {
        OptionalDouble gamma = config.gamma() > 0 ? OptionalDouble.of(config.gamma()) : OptionalDouble.empty();
        return switch (config.type()) {
            case LINEAR -> new Kernel.Linear();
            case POLYNOMIAL -> new Kernel.Polynomial(gamma, config.offset(), config.degree());
            case RBF -> new Kernel.Rbf(gamma);
            case SIGMOID -> new Kernel.Sigmoid(gamma, config.offset());
            case COSINE -> new Kernel.Cosine();
        };
    }
}
