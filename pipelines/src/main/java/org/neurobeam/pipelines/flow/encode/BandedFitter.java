package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.encoders.banded.BandedOptions;
import org.neurobeam.encoders.banded.FeatureGroups;
import org.neurobeam.encoders.banded.GroupRidge;
import org.neurobeam.encoders.banded.NestedGroupFit;
import org.neurobeam.encoders.banded.NestedGroupRidge;
import org.neurobeam.pipelines.config.BandsConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;

/** Banded ridge with one band for each feature space of the settings. */
final class BandedFitter implements GroupFitter {
    /**
     * Targets that go through the products together. Tiles are whole blocks of them, so that the choice of candidates
     * sees the same bits whatever the tiles are.
     */
    static final int BLOCK = 1280;

    private final DoubleMatrix features;
    private final FeatureGroups groups;
    private final NestedGroupRidge ridge;

    private BandedFitter(DoubleMatrix features, FeatureGroups groups, NestedGroupRidge ridge) {
        this.features = features;
        this.groups = groups;
        this.ridge = ridge;
    }

    static BandedFitter of(EncodeConfig config, ResponseGroup group, Folds outer) throws IOException {
        List<String> spaces = group.spaces();
        List<String> bands = bands(group);
        int[] labels = spaces.stream().mapToInt(bands::indexOf).toArray();
        BandedOptions options = BandedOptions.defaults()
                .withRidge(RidgeSettings.of(config.model()))
                .withTileTargets(BLOCK);
        GroupRidge search = new GroupRidge(candidates(config.model().bands(), bands), options);
        return new BandedFitter(
                group.features().values(),
                FeatureGroups.ofLabels(labels),
                new NestedGroupRidge(search, group.runs(), outer));
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
        NestedGroupFit fit = ridge.fit(RowSource.of(features), groups, responses);
        DoubleMatrix deltas = fit.selection().deltas();
        int m = deltas.rows();
        FloatMatrix bands = FloatMatrix.zeros(2 * m + 1, responses.columns());
        for (int v = 0; v < bands.columns(); v++) {
            bands.set(2 * m, v, (float) fit.offsetShare().get(0, v));
        }
        for (int b = 0; b < m; b++) {
            for (int v = 0; v < bands.columns(); v++) {
                bands.set(b, v, (float) deltas.get(b, v));
                bands.set(m + b, v, (float) fit.productMeasure().get(b, v));
            }
        }
        return new FittedTile(fit.crossValidation(), Optional.of(bands));
    }

    @Override
    public void close() {
        // everything is on the heap between tiles
    }
}
