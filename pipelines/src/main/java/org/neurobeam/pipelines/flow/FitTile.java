package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.EncodeConfig;
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
                write(results, tile, group, y, lease.design().fitTile(y));
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

    private void write(DataStore results, TileName tile, ResponseGroup group, FloatMatrix y, RidgeFit fit)
            throws IOException {
        TileScores scores = new TileScores(config, group, tile);
        TableFile.write(results, tile.scoresPath(), Table.SCORES, scores.rows(y, fit));
        if (config.weights()) {
            FloatMatrix weights = fit.model().weights();
            float[] intercept = new float[weights.columns()];
            for (int v = 0; v < intercept.length; v++) {
                intercept[v] = (float) fit.model().intercept()[v];
            }
            List<FloatMatrix> rows = new ArrayList<>(List.of(weights));
            rows.add(FloatMatrix.wrap(1, intercept.length, intercept));
            String unfinished = tile.weightsPath() + ".tmp";
            NpyFile.write(results, unfinished, rows);
            results.move(unfinished, tile.weightsPath());
        }
        try (OutputStream mark = results.write(tile.digestPath())) {
            mark.write(digest.getBytes(StandardCharsets.UTF_8));
        }
    }
}
