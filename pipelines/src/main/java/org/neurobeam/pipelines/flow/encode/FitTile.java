package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.neurobeam.encoders.ridge.AlphaGroups;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;

/** Fits one tile of targets and leaves its scores and weights in the results folder; the element is the tile's name. */
final class FitTile extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final EncodeWork work;
    private final List<PCollectionView<Map<Integer, Iterable<String>>>> factors;
    private final List<PCollectionView<Map<Integer, Iterable<String>>>> penalties;

    /**
     * A function for tiles.
     *
     * @param factors the files of the factors of each group, where other workers make them; else none
     * @param penalties the files of the penalties that targets of several tiles share; else none
     */
    FitTile(
            EncodeWork work,
            List<PCollectionView<Map<Integer, Iterable<String>>>> factors,
            List<PCollectionView<Map<Integer, Iterable<String>>>> penalties) {
        this.factors = List.copyOf(factors);
        this.penalties = List.copyOf(penalties);
        this.work = work;
    }

    @ProcessElement
    public void fit(ProcessContext context) throws IOException {
        String name = context.element();
        TileName tile = TileName.parse(name);
        DataStore results = Stores.of(work.config().output());
        if (!isDone(results, tile, work.digest())) {
            ResponseGroup group = work.group(tile.group());
            DesignFiles files = work.files();
            Optional<DesignSteps.Source> made = files.source(tile.group(), named(context, factors, tile.group()));
            try (PerJvm<GroupFitter>.Lease fitter = work.fitter(tile.group(), made)) {
                FloatMatrix y = group.read(tile.from(), tile.to());
                FittedTile fitted = fit(context, fitter.value(), tile, files, RowSource.of(y));
                TileScores scores = new TileScores(work.config(), group, tile);
                write(results, tile, y, scores.of(y, fitted, fitter.value().sharing()), fitted);
            }
        }
        done.inc();
        context.output(name);
    }

    private static List<Iterable<String>> named(
            ProcessContext context, List<PCollectionView<Map<Integer, Iterable<String>>>> views, int group) {
        return views.stream()
                .<Iterable<String>>map(view -> context.sideInput(view).getOrDefault(group, List.of()))
                .toList();
    }

    /** With the penalties that groups share, of this tile or of all tiles. */
    private FittedTile fit(ProcessContext context, GroupFitter fitter, TileName tile, DesignFiles files, RowSource y)
            throws IOException {
        Optional<DesignFitter> design = fitter.sharing();
        Optional<TargetGroups> shared = TargetGroups.of(work.config(), work.group(tile.group()));
        if (design.isEmpty() || shared.isEmpty()) {
            return fitter.fit(y);
        }
        AlphaGroups all = shared.orElseThrow().groups();
        AlphaGroups own = all.range(tile.from(), tile.to());
        List<String> chosen = new ArrayList<>();
        named(context, penalties, tile.group()).forEach(paths -> paths.forEach(chosen::add));
        if (!chosen.isEmpty()) {
            return design.orElseThrow().fit(y, own.spread(ChoosePenalties.read(files, chosen.get(0))));
        }
        if (own.targets() < all.targets() && work.config().model().alphaGrid().size() > 1) {
            throw new IllegalStateException("no tiles have chosen the penalties of " + tile + " together");
        }
        return design.orElseThrow().fit(y, own);
    }

    /** Whether a tile is there already, made from the same. */
    static boolean isDone(DataStore results, TileName tile, String digest) throws IOException {
        if (!results.exists(tile.digestPath())) {
            return false;
        }
        try (InputStream in = results.read(tile.digestPath())) {
            return digest.equals(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void write(DataStore results, TileName tile, FloatMatrix y, TileScores.Scored scored, FittedTile fitted)
            throws IOException {
        TableFile.write(results, tile.scoresPath(), Table.SCORES, scored.rows());
        if (work.config().test().correction() == ChanceConfig.Correction.MAX
                && scored.chance().isPresent()) {
            try (StagedFile file = new StagedFile(results, tile.nullPath())) {
                scored.chance().get().write(file.stream());
                file.commit(tile.to() - tile.from());
            }
        }
        if (work.config().weights() != WeightsConfig.NONE) {
            array(results, tile.weightsPath(), weights(fitted.fit().model()));
        }
        if (fitted.bands().isPresent()) {
            array(results, tile.bandsPath(), List.of(fitted.bands().get()));
        }
        if (work.config().predictions()) {
            array(results, tile.predictionsPath(), List.of(fitted.fit().predictions()));
            try (OutputStream digests = results.write(tile.responsesPath())) {
                digests.write(SeriesDigest.of(y));
            }
        }
        try (OutputStream mark = results.write(tile.digestPath())) {
            mark.write(work.digest().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void array(DataStore results, String path, List<FloatMatrix> blocks) throws IOException {
        String unfinished = path + ".tmp";
        NpyFile.write(results, unfinished, blocks);
        results.move(unfinished, path);
    }

    /** Weights of features or samples, then intercepts, then penalties. */
    private static List<FloatMatrix> weights(RidgeModel model) {
        boolean dual = model.kept() == KeptWeights.DUAL;
        FloatMatrix weights = dual ? model.dualWeights() : model.weights();
        FloatMatrix last = FloatMatrix.zeros(2, weights.columns());
        double[] intercept = model.intercept();
        double[] alphas = model.alphas();
        for (int v = 0; v < weights.columns(); v++) {
            last.set(0, v, (float) intercept[v]);
            last.set(1, v, (float) alphas[v]);
        }
        return List.of(weights, last);
    }
}
