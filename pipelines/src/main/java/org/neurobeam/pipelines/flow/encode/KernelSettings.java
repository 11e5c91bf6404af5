package org.neurobeam.pipelines.flow.encode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.KernelConfig;

/** The kernel of the settings as the encoder's own type. */
final class KernelSettings {
    private KernelSettings() {}

    /** The kernel of each feature space by its name. */
    static Map<String, Kernel> ofBands(List<FeatureSpaceConfig> spaces) {
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        spaces.forEach(space -> kernels.putIfAbsent(space.name(), of(space.kernel())));
        return kernels;
    }

    /** Numbers of the feature spaces of a name. */
    static int[] spacesOf(List<FeatureSpaceConfig> spaces, String name) {
        return IntStream.range(0, spaces.size())
                .filter(s -> spaces.get(s).name().equals(name))
                .toArray();
    }

    /** In words, e.g. {@code radial basis function (gamma 0.1)}. */
    static String describe(KernelConfig kernel) {
        String gamma = kernel.gamma() > 0 ? String.valueOf(kernel.gamma()) : "1 / number of features";
        return switch (kernel.type()) {
            case LINEAR -> "linear";
            case COSINE -> "cosine";
            case RBF -> "radial basis function (gamma " + gamma + ")";
            case SIGMOID -> "sigmoid (gamma " + gamma + ", offset " + kernel.offset() + ")";
            case POLYNOMIAL ->
                "polynomial (degree " + kernel.degree() + ", gamma " + gamma + ", offset " + kernel.offset() + ")";
        };
    }

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
