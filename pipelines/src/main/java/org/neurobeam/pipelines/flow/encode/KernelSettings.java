package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.ridge.KernelCheck;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.KernelConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.error.DataException;

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
            case PRECOMPUTED -> "precomputed";
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
            case PRECOMPUTED -> new Kernel.Precomputed();
        };
    }

    /**
     * Refuses precomputed kernels that are none of the samples: one pass over each.
     *
     * @throws DataException if one is not square or not symmetric
     */
    static void check(EncodeConfig config, ResponseGroup group) throws IOException {
        boolean all = config.model().kind() == ModelKind.KERNEL
                && config.model().kernel().type() == KernelConfig.Type.PRECOMPUTED;
        for (FeatureSpaceConfig space : config.features()) {
            if (all || space.kernel().type() == KernelConfig.Type.PRECOMPUTED) {
                int[] numbers = spacesOf(config.features(), space.name());
                requireSymmetric(space.source(), group.features().select(numbers));
            }
        }
    }

    private static void requireSymmetric(String file, RowSource kernel) {
        int n = kernel.rows();
        if (kernel.columns() != n) {
            throw new DataException(
                    file,
                    "shape",
                    "kernel_not_square",
                    "expected a precomputed kernel [" + n + " samples x " + n + " samples], found [" + n + " x "
                            + kernel.columns() + "]; give the kernel among all samples");
        }
        OptionalInt differs = KernelCheck.asymmetric(kernel);
        if (differs.isPresent()) {
            throw new DataException(
                    file,
                    "sample " + differs.getAsInt(),
                    "kernel_not_symmetric",
                    "expected a symmetric kernel, found a row and a column that differ;"
                            + " give the kernel among the samples of the responses, in their order");
        }
    }
}
