package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.io.DataStore;

/**
 * Predictions of held-out samples of a group, {@code predictions/GROUP.npy} [samples x targets] float32, NaN for targets
 * that were not fitted, and beside them what they belong to, {@code predictions/GROUP.json}: the runs of the samples and
 * the digest of the measured responses.
 */
final class HeldOutFile {
    /** Folder in the results. */
    static final String FOLDER = "predictions";

    private static final int FORMAT = 1;

    private HeldOutFile() {}

    /** The array of a group. */
    static String array(String group) {
        return FOLDER + "/" + group + ".npy";
    }

    private static String about(String group) {
        return FOLDER + "/" + group + ".json";
    }

    /**
     * Puts the predictions of a group together, one tile in memory at a time.
     *
     * @param tiles of the group, in the order of its targets
     */
    static void write(ResponseGroup group, List<TileName> tiles, DataStore results) throws IOException {
        int[] runs = group.runs();
        try (PredictionsFile file = new PredictionsFile(results, array(group.name()), runs.length, group.targets())) {
            for (TileName tile : tiles) {
                try (NpyFile npy = NpyFile.open(results, tile.predictionsPath())) {
                    file.write(tile.from(), RowSource.of(npy.readFloats()));
                }
            }
            file.finish();
        }
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("format", FORMAT);
        json.put("group", group.name());
        json.put("samples", runs.length);
        json.put("targets", group.targets());
        json.put("responses_sha256", SeriesDigest.of(results, tiles));
        int[] samples = new int[group.runNames().size()];
        for (int run : runs) {
            samples[run]++;
        }
        ArrayNode all = json.putArray("runs");
        for (int run = 0; run < samples.length; run++) {
            all.addObject().put("name", group.runNames().get(run)).put("samples", samples[run]);
        }
        Json.write(results, about(group.name()), json);
    }

    /**
     * What the predictions of a group belong to.
     *
     * @param runs name and number of samples of each run, in the order of the samples
     * @param responsesDigest of the measured responses
     */
    record About(int targets, List<Run> runs, String responsesDigest) {
        About {
            runs = List.copyOf(runs);
        }

        /** A run. */
        record Run(String name, int samples) {}
    }

    /** Whether a results folder has the predictions of a group. */
    static boolean exists(DataStore results, String group) {
        return results.exists(array(group)) && results.exists(about(group));
    }

    /** Reads what the predictions belong to. */
    static About about(DataStore results, String group) throws IOException {
        JsonNode json = Json.read(results, about(group));
        List<About.Run> runs = new ArrayList<>();
        json.path("runs")
                .forEach(run -> runs.add(new About.Run(
                        run.path("name").asText(), run.path("samples").asInt())));
        return new About(
                json.path("targets").asInt(),
                runs,
                json.path("responses_sha256").asText());
    }
}
