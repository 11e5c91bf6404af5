package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.prior.DelayCovariance;
import org.neurobeam.encoders.prior.WeightPrior;
import org.neurobeam.encoders.prior.WeightPriors;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.PriorConfig;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;

/** The priors of the settings as the encoder's own type. */
final class FeaturePriors {
    private FeaturePriors() {}

    /**
     * Reads and factorises the priors of a group's features.
     *
     * @throws DataException if an array has another order than the delays or features
     * @throws org.neurobeam.schemas.error.NumericalException if a covariance is not positive definite
     */
    static WeightPriors of(EncodeConfig config, ResponseGroup group) throws IOException {
        List<Integer> widths = group.columns().widths();
        List<Optional<WeightPrior>> priors = new ArrayList<>();
        for (int s = 0; s < widths.size(); s++) {
            FeatureSpaceConfig space = config.features().get(s);
            int copies = Math.max(1, space.delays().size());
            priors.add(
                    space.prior().none()
                            ? Optional.empty()
                            : Optional.of(WeightPrior.of(
                                    named(space), delays(space), features(space, widths.get(s) / copies))));
        }
        return WeightPriors.of(priors, widths);
    }

    /**
     * Whether there are the covariances that the settings name, before anything is fitted.
     *
     * @throws ConfigException if a file does not exist
     * @throws DataException if an array has another order than the delays or features, or holds NaN
     * @throws org.neurobeam.schemas.error.NumericalException if a covariance is not positive definite
     */
    static void check(EncodeConfig config, ResponseGroup group) throws IOException {
        if (any(config)) {
            of(config, group);
        }
    }

    /** Whether any space has another prior than that of ridge. */
    static boolean any(EncodeConfig config) {
        return config.features().stream().anyMatch(f -> !f.prior().none());
    }

    /** The space with what its covariances are, for errors: delays and features are told apart there. */
    private static String named(FeatureSpaceConfig space) {
        PriorConfig prior = space.prior();
        String features = prior.features().isEmpty() ? "" : ", features: " + prior.features();
        return space.name() + " (features.prior: delays: " + prior.delays() + features + ")";
    }

    private static Optional<DoubleMatrix> delays(FeatureSpaceConfig space) throws IOException {
        PriorConfig prior = space.prior();
        if (prior.delaysArray()) {
            String what = "delays " + space.delays() + " of the space " + space.name();
            return Optional.of(
                    read("features.prior.delays", prior.delays(), space.delays().size(), what));
        }
        return switch (prior.delays()) {
            case PriorConfig.RIDGE -> Optional.empty();
            case PriorConfig.SMOOTH -> Optional.of(DelayCovariance.smooth(space.delays()));
            default -> Optional.of(DelayCovariance.gaussian(space.delays(), prior.widthSamples()));
        };
    }

    private static Optional<DoubleMatrix> features(FeatureSpaceConfig space, int features) throws IOException {
        String file = space.prior().features();
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(read(
                        "features.prior.features",
                        file,
                        features,
                        features + " features of the space " + space.name() + " without delays"));
    }

    private static DoubleMatrix read(String key, String file, int order, String what) throws IOException {
        SettingFile place = SettingFile.of(key, file);
        try (NpyFile npy = NpyFile.open(place.store(), place.name())) {
            if (npy.rows() != order || npy.columns() != order) {
                throw new DataException(
                        file,
                        "shape",
                        "prior_differs",
                        "expected a covariance [" + order + " x " + order + "] for the " + what + ", found ["
                                + npy.rows() + " x " + npy.columns() + "]; give one row and column for each");
            }
            DoubleMatrix sigma = npy.readDoubles();
            requireFinite(file, sigma);
            return sigma;
        }
    }

    private static void requireFinite(String file, DoubleMatrix sigma) {
        for (int i = 0; i < sigma.values().length; i++) {
            if (!Double.isFinite(sigma.values()[i])) {
                throw new DataException(
                        file,
                        "row " + i / sigma.columns() + ", column " + i % sigma.columns(),
                        "prior_not_finite",
                        "expected finite covariances of the weights, found " + sigma.values()[i]
                                + "; replace what is unknown");
            }
        }
    }
}
