package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulation;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulator;
import org.neurobeam.ingest.simulate.calcium.SourceLayout;
import org.neurobeam.ingest.simulate.connectome.ConnectomeSimulation;
import org.neurobeam.ingest.simulate.connectome.ConnectomeSimulator;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.SimulateConfig;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;

/** Simulated worms and wiring diagrams, and their truth beside them. */
final class SimulateCelegans {
    private static final String TRUTH = "truth.json";
    private static final String RECIPE = "recipe.yaml";
    private static final double NANO = 1e-9;

    private SimulateCelegans() {}

    static Outcome calcium(SimulateConfig config) throws IOException {
        long start = System.nanoTime();
        CalciumSimulation study = config.calcium();
        if (config.output().contains("://")) {
            throw new ConfigException(
                    "output: " + config.output() + "; worms are written to a local folder, copy them from there");
        }
        DataStore store = Stores.of(config.output());
        SimulateFlow.claim(study, store, store);
        try (Progress progress = new Progress("simulate", "worms", study.worms())) {
            CalciumSimulator.write(study, Path.of(config.output()), progress::at);
        }
        ObjectNode json = json(config);
        json.put("worms", study.worms());
        json.put("neurons", study.neurons());
        json.put("frames", study.frames());
        json.put("dt_s", study.dtSeconds());
        json.put("labelled", study.labelled());
        json.put("layout", config.layout());
        if (study.layout() == SourceLayout.CSV) {
            // a lab's own layout: ingest needs to be told of it with --recipe
            json.put("recipe", SimulateFlow.below(config.output(), RECIPE));
        }
        ArrayNode damage = json.putArray("damage");
        config.damage().forEach(damage::add);
        return done(json, start);
    }

    static Outcome connectome(SimulateConfig config) throws IOException {
        long start = System.nanoTime();
        ConnectomeSimulation study = config.wiring();
        DataStore store = Stores.of(config.output());
        SimulateFlow.claim(study, store, store);
        ConnectomeSimulator.write(study, store);
        ObjectNode json = json(config);
        json.put("animals", study.animals());
        return done(json, start);
    }

    private static ObjectNode json(SimulateConfig config) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("output", config.output());
        json.put("truth", SimulateFlow.below(config.output(), TRUTH));
        json.put("seed", config.seed());
        return json;
    }

    private static Outcome done(ObjectNode json, long start) {
        json.put("seconds", (System.nanoTime() - start) * NANO);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        return Outcome.done(json);
    }
}
