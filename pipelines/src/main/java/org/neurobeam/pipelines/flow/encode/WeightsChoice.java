package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.schemas.error.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which weights a results folder keeps. Primal weights are p t numbers; dual weights are n t, and n p for the training
 * features before delays. One form serves all groups.
 */
final class WeightsChoice {
    private static final Logger LOG = LoggerFactory.getLogger(WeightsChoice.class);
    /** Dual weights cost a kernel at every prediction, so they must save more than this. */
    private static final int WORTH_IT = 2;

    private WeightsChoice() {}

    /**
     * The settings with {@code auto} decided.
     *
     * @throws ConfigException if dual weights were asked for and a group has fewer features than samples
     */
    static EncodeConfig decide(EncodeConfig config, List<ResponseGroup> groups) throws IOException {
        if (config.model().kind() != ModelKind.RIDGE) {
            return ofKind(config);
        }
        boolean smaller = true;
        for (ResponseGroup group : groups) {
            long n = group.runs().length;
            long p = group.featureNames().size();
            long t = group.targets();
            long stored = group.columns().undelayed(config.features(), space -> true);
            smaller &= p >= n && WORTH_IT * (n * t + n * stored) <= p * t;
            if (config.weights() == WeightsConfig.DUAL && p < n) {
                throw new ConfigException("weights: dual needs at least as many features as samples, but "
                        + group.name() + " has " + p + " features and " + n
                        + " samples; use weights: primal, which is smaller there");
            }
        }
        if (config.weights() != WeightsConfig.AUTO) {
            return config;
        }
        // weights with a prior are brought back to the features, which the dual ones never leave
        boolean dual = smaller && !FeaturePriors.any(config);
        WeightsConfig form = dual ? WeightsConfig.DUAL : WeightsConfig.PRIMAL;
        LOG.info("encode: weights: {}", form);
        return config.withWeights(form);
    }

    /** A kernel gives weights of samples, the others weights of features. */
    private static EncodeConfig ofKind(EncodeConfig config) {
        ModelKind kind = config.model().kind();
        boolean ofSamples = kind == ModelKind.KERNEL || config.bandKernels();
        WeightsConfig form = ofSamples ? WeightsConfig.DUAL : WeightsConfig.PRIMAL;
        if (config.weights() == WeightsConfig.NONE || config.weights() == form) {
            return config;
        }
        if (config.weights() != WeightsConfig.AUTO) {
            String curved = config.bandKernels()
                    ? " and feature spaces with kernels that are not linear, whose features have no weights: use linear"
                            + " kernels (features.kernel)"
                    : "";
            throw new ConfigException("weights: " + name(config.weights()) + " does not go with model.kind: "
                    + kind.key() + curved + "; allowed: auto, " + name(form) + ", none");
        }
        return config.withWeights(form);
    }

    private static String name(WeightsConfig form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    /** What a fit must keep. */
    static KeptWeights kept(EncodeConfig config) {
        return switch (config.weights()) {
            case DUAL -> KeptWeights.DUAL;
            case NONE -> KeptWeights.NONE;
            case PRIMAL -> KeptWeights.PRIMAL;
            case AUTO -> throw new IllegalStateException("weights: auto is decided before the tiles");
        };
    }
}
