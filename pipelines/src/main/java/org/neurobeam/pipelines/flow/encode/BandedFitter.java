package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.encoders.banded.BandKernels;
import org.neurobeam.encoders.banded.BandSearch;
import org.neurobeam.encoders.banded.BandWeights;
import org.neurobeam.encoders.banded.BandedOptions;
import org.neurobeam.encoders.banded.FeatureGroups;
import org.neurobeam.encoders.banded.GroupRidge;
import org.neurobeam.encoders.banded.HyperGradient;
import org.neurobeam.encoders.banded.HyperGradientOptions;
import org.neurobeam.encoders.banded.KernelBand;
import org.neurobeam.encoders.banded.MultipleKernelRidge;
import org.neurobeam.encoders.banded.NestedGroupFit;
import org.neurobeam.encoders.banded.NestedGroupRidge;
import org.neurobeam.encoders.banded.NestedKernelRidge;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.prior.WeightPriors;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.VariancePartition;
import org.neurobeam.pipelines.config.BandsConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Banded ridge with one band for each feature space of the settings. Random search on linear kernels works on the
 * features where they are fewer than the samples; descent, kernels that are not linear, and wider features on the
 * kernels of all samples, which tiles share.
 */
final class BandedFitter implements GroupFitter {
    /**
     * Targets that go through the products together. Tiles are whole blocks of them, so that the choice of candidates
     * sees the same bits whatever the tiles are.
     */
    static final int BLOCK = 1280;

    /** Targets that descend together: a share of a block, for the same reason. */
    static final int DESCENT = BLOCK / 2;

    private final Function<RowSource, FittedTile> nested;
    private final Runnable closing;

    private BandedFitter(Function<RowSource, FittedTile> nested, Runnable closing) {
        this.nested = nested;
        this.closing = closing;
    }

    static BandedFitter of(EncodeConfig config, ResponseGroup group, Folds outer, int threads) throws IOException {
        List<String> bands = bands(group);
        FeatureGroups groups = FeatureGroups.ofLabels(
                group.spaces().stream().mapToInt(bands::indexOf).toArray());
        WeightPriors priors = FeaturePriors.of(config, group);
        DelayedFeatures x = priors.mixed(group.features());
        RidgeOptions ridge = RidgeSettings.of(config);
        Optional<Boolean> partition =
                Optional.of(config.model().bands().partition()).filter(p -> p);
        if (byKernels(config, x.rows(), x.columns())) {
            NestedKernelRidge nested =
                    new NestedKernelRidge(search(config, bands, ridge, threads), ridge, group.runs(), outer);
            List<KernelBand> ofSpaces = kernels(config, bands, x);
            BandWeights weights =
                    config.bandKernels() ? BandWeights.dual() : BandWeights.primal(ofSpaces, groups, ridge.precision());
            BandKernels kernels = BandKernels.of(ofSpaces);
            return new BandedFitter(
                    y -> {
                        NestedGroupFit fit = nested.fit(kernels, y, weights);
                        return fitted(fit, priors, partition.map(p -> nested.partition(fit, kernels, y)));
                    },
                    kernels::close);
        }
        GroupRidge search = new GroupRidge(candidates(config.model().bands(), bands), options(ridge, threads));
        NestedGroupRidge nested = new NestedGroupRidge(search, group.runs(), outer);
        return new BandedFitter(
                y -> {
                    NestedGroupFit fit = nested.fit(x, groups, y);
                    return fitted(fit, priors, partition.map(p -> nested.partition(fit, x, groups, y)));
                },
                () -> {
                    // everything is on the heap between tiles
                });
    }

    private static BandSearch search(EncodeConfig config, List<String> bands, RidgeOptions ridge, int threads)
            throws IOException {
        BandsConfig settings = config.model().bands();
        if (!config.model().byGradient()) {
            return new MultipleKernelRidge(candidates(settings, bands), options(ridge, threads));
        }
        HyperGradientOptions defaults = HyperGradientOptions.defaults();
        return new HyperGradient(
                defaults.withEffort(settings.iterations(), settings.tolerance(), defaults.solverTolerance())
                        .withIntercept(ridge.intercept())
                        .withTileTargets(DESCENT));
    }

    private static BandedOptions options(RidgeOptions ridge, int threads) {
        return BandedOptions.defaults().withRidge(ridge).withTileTargets(BLOCK).withWorkers(threads);
    }

    /** Whether the kernels of all samples are searched, which tiles share: where features are not the smaller side. */
    static boolean byKernels(EncodeConfig config, long samples, long features) {
        return config.bandKernels() || config.model().byGradient() || features >= samples;
    }

    private static List<KernelBand> kernels(EncodeConfig config, List<String> bands, DelayedFeatures x) {
        Map<String, Kernel> kernels = KernelSettings.ofBands(config.features());
        return bands.stream()
                .map(band -> new KernelBand(
                        band, kernels.get(band), x.select(KernelSettings.spacesOf(config.features(), band))))
                .toList();
    }

    /**
     * Names of the bands of a group, in the order of the settings.
     *
     * @throws ConfigException if there is only one
     */
    static List<String> bands(ResponseGroup group) throws IOException {
        List<String> names = new ArrayList<>(new LinkedHashSet<>(group.spaces()));
        if (names.size() < 2) {
            throw new ConfigException(
                    "model.kind: banded needs two feature spaces or more with names of their own, but " + group.name()
                            + " has " + names + "; give each a name (features.name)");
        }
        return List.copyOf(names);
    }

    /** The weights to try. */
    static BandCandidates candidates(BandsConfig config, List<String> bands) throws IOException {
        return config.gammas().isEmpty()
                ? BandCandidates.dirichlet(config.candidates(), bands.size(), config.concentrations(), config.seed())
                : GammaTable.read(config.gammas(), bands);
    }

    @Override
    public FittedTile fit(RowSource responses) {
        return nested.apply(responses);
    }

    private static FittedTile fitted(NestedGroupFit fit, WeightPriors priors, Optional<VariancePartition> partition) {
        return new FittedTile(priors.restored(fit.crossValidation()), Optional.of(BandNumbers.of(fit, partition)));
    }

    @Override
    public void close() {
        closing.run();
    }
}
