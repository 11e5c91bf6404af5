package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which solver a group gets, and why. */
final class SolverLog {
    private static final Logger LOG = LoggerFactory.getLogger(SolverLog.class);

    private SolverLog() {}

    static void write(EncodeConfig config, ResponseGroup group) throws IOException {
        int n = group.runs().length;
        int p = group.featureNames().size();
        if (config.model().kind() == ModelKind.BANDED) {
            LOG.info(
                    "encode: {}: solver: {}, {} bands {}, {} form because there are {} features and {} samples,"
                            + " tiles of up to {} targets{}",
                    group.name(),
                    (config.bandKernels() ? "multiple-kernel ridge by " : "banded ridge by ")
                            + (config.model().byGradient() ? "gradient descent" : "random search"),
                    BandedFitter.bands(group).size(),
                    BandedFitter.bands(group),
                    BandedFitter.byKernels(config, n, p) ? "kernel" : "primal",
                    p,
                    n,
                    Math.min(config.tile(), group.targets()),
                    shifting(config, BandedFitter.byKernels(config, n, p)));
        } else if (config.model().kind() == ModelKind.KERNEL) {
            LOG.info(
                    "encode: {}: solver: kernel ridge, {}{}",
                    group.name(),
                    config.model().kernel(),
                    shifting(config, true));
        } else if (config.model().kind().linear()) {
            LOG.info("encode: {}: solver: {}, all candidates in each training set", group.name(), linear(config));
        } else {
            // factorisations that workers hand to each other are of these two forms, whatever the number of targets
            LOG.info(
                    "encode: {}: solver: ridge, {} because there are {} features and {} samples{}",
                    group.name(),
                    p < n ? "primal" : "dual by partial fractions",
                    p,
                    n,
                    shifting(config, p >= n));
        }
    }

    /** How a kernel is made, where features have delays. */
    private static String shifting(EncodeConfig config, boolean kernel) {
        boolean delays = config.features().stream().anyMatch(f -> !f.delays().isEmpty());
        return kernel && delays ? ", kernel of delayed features by shifting" : "";
    }

    private static String linear(EncodeConfig config) {
        return switch (config.model().kind()) {
            case FRACTIONAL ->
                "fractional ridge by one thin SVD, "
                        + config.model().fractional().fractions().size() + " fractions";
            case PLS ->
                "partial least squares, up to " + config.model().pls().components() + " components of all targets";
            default ->
                "accelerated proximal gradient, " + config.model().alphaGrid().size() + " penalties from warm starts";
        };
    }
}
