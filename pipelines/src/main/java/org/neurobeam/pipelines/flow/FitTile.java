package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;

/** Fits one tile of targets and leaves its scores and weights in the results folder; the element is the tile's name. */
final class FitTile extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final String settings;
    private final String digest;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    FitTile(EncodeConfig config, String digest) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
    }

    @Setup
    public void open() throws IOException {
        config = ConfigLoader.parse(EncodeConfig.class, settings);
        groups = ResponseGroups.of(config);
    }

    @ProcessElement
    public void fit(@Element String name, OutputReceiver<String> out) throws IOException {
        TileName tile = TileName.parse(name);
        DataStore results = Stores.of(config.output());
        if (!isDone(results, tile)) {
            ResponseGroup group = groups.get(tile.group());
            try (SharedDesigns.Lease lease = SharedDesigns.of(config, group, digest)) {
                FloatMatrix y = group.read(tile.from(), tile.to());
                write(results, tile, group, y, lease.fitter().fit(RowSource.of(y)));
            }
        }
        done.inc();
        out.output(name);
    }

    private boolean isDone(DataStore results, TileName tile) throws IOException {
        if (!results.exists(tile.digestPath())) {
            return false;
        }
        try (InputStream in = results.read(tile.digestPath())) {
            return digest.equals(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void write(DataStore results, TileName tile, ResponseGroup group, FloatMatrix y, FittedTile fitted)
            throws IOException {
        RidgeFit fit = fitted.fit();
        TileScores scores = new TileScores(config, group, tile);
        TableFile.write(results, tile.scoresPath(), Table.SCORES, scores.rows(y, fit));
        if (config.weights() != WeightsConfig.NONE) {
            array(results, tile.weightsPath(), weights(fit.model()));
        }
        if (fitted.bands().isPresent()) {
            array(results, tile.bandsPath(), List.of(fitted.bands().get()));
        }
        try (OutputStream mark = results.write(tile.digestPath())) {
            mark.write(digest.getBytes(StandardCharsets.UTF_8));
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
