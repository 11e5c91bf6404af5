package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.Optional;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.prior.WeightPriors;
import org.neurobeam.encoders.ridge.DesignSettings;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/** Fits tiles of targets of one group with the family of encoders of the settings; shared by threads until closed. */
interface GroupFitter extends AutoCloseable {
    /** Fits a tile, [n samples x t targets]. */
    FittedTile fit(RowSource responses);

    /** The same fitter where its targets may share penalties across tiles. */
    default Optional<DesignFitter> sharing() {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * The fitter of the settings.
     *
     * @param threads that it may use by itself; no bit depends on them
     */
    static GroupFitter of(EncodeConfig config, ResponseGroup group, int threads) throws IOException {
        int[] runs = group.runs();
        Folds outer = RidgeSettings.outer(config, group.runNames(), runs);
        return switch (config.model().kind()) {
            case RIDGE -> ridge(config, group, outer, settings(threads));
            case KERNEL -> kernel(config, group.features(), outer, settings(threads), runs);
            case BANDED -> BandedFitter.of(config, group, outer, threads);
            case FRACTIONAL, PLS, LASSO -> LinearFitter.of(config, group, outer);
        };
    }

    /**
     * Threads that a fitter can use by itself. Tiles wait for a design that they share, which may take all; searches over
     * bands take what tiles leave; the others do not divide their work.
     *
     * @param tiles of all groups
     */
    static int threads(EncodeConfig config, long tiles, int cores) {
        if (shared(config)) {
            return cores;
        }
        boolean search =
                config.model().kind() == ModelKind.BANDED && !config.model().byGradient();
        return search ? Math.toIntExact(Math.max(1, cores / Math.max(1, tiles))) : 1;
    }

    /** Whether the fitter has a design that tiles share; the others do all work in each tile. */
    static boolean shared(EncodeConfig config) {
        return config.model().kind() == ModelKind.RIDGE || config.model().kind() == ModelKind.KERNEL;
    }

    /** The steps to a design that tiles share. */
    static DesignSteps steps(EncodeConfig config, ResponseGroup group) throws IOException {
        int[] runs = group.runs();
        Folds outer = RidgeSettings.outer(config, group.runNames(), runs);
        WeightPriors priors = FeaturePriors.of(config, group);
        DelayedFeatures x = priors.mixed(group.features());
        RidgeOptions options = RidgeSettings.of(config);
        if (config.model().kind() == ModelKind.KERNEL) {
            Kernel kernel = KernelSettings.of(config.model().kernel());
            return DesignSteps.ofKernel(() -> kernel.matrix(x), runs, outer, options);
        }
        return DesignSteps.of(x, runs, outer, options);
    }

    /** The fitter of the settings on factors that were made before. */
    static GroupFitter assembled(EncodeConfig config, ResponseGroup group, DesignSteps.Source factors)
            throws IOException {
        DesignSteps steps = steps(config, group);
        try {
            return new DesignFitter(steps.assemble(factors), kept(config), FeaturePriors.of(config, group));
        } catch (IOException | RuntimeException e) {
            steps.close();
            throw e;
        }
    }

    private static KeptWeights kept(EncodeConfig config) {
        boolean weights = config.weights() != WeightsConfig.NONE;
        // a weight of a kernel design is a dual weight
        return config.model().kind() == ModelKind.KERNEL && weights ? KeptWeights.PRIMAL : WeightsChoice.kept(config);
    }

    private static DesignSettings settings(int threads) {
        return DesignSettings.defaults().withWorkers(threads);
    }

    private static GroupFitter ridge(EncodeConfig config, ResponseGroup group, Folds outer, DesignSettings settings)
            throws IOException {
        WeightPriors priors = FeaturePriors.of(config, group);
        DelayedFeatures x = priors.mixed(group.features());
        RidgeDesign design = RidgeDesign.of(x, group.runs(), outer, RidgeSettings.of(config), settings);
        return new DesignFitter(design, kept(config), priors);
    }

    private static GroupFitter kernel(
            EncodeConfig config, RowSource x, Folds outer, DesignSettings settings, int... runs) {
        try (DenseMatrix kernel = KernelSettings.of(config.model().kernel()).matrix(x)) {
            return new DesignFitter(
                    RidgeDesign.ofKernel(kernel, runs, outer, RidgeSettings.of(config), settings),
                    kept(config),
                    WeightPriors.none());
        }
    }
}
