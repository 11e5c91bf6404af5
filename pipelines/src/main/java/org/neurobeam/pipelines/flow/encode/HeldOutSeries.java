package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Unit;

/**
 * Held-out predictions of one group in a results folder of {@code encode --predictions}, with the measured responses
 * that they belong to, read some targets at a time.
 */
public final class HeldOutSeries {
    private final String location;
    private final DataStore results;
    private final EncodeConfig config;
    private final String group;
    private final HeldOutFile.About about;

    private HeldOutSeries(String location, EncodeConfig config, String group) throws IOException {
        this.location = location;
        this.results = Stores.of(location);
        this.config = config;
        this.group = group;
        this.about = HeldOutFile.about(results, group);
    }

    /** Whether a folder holds a model of encode. */
    public static boolean describes(String location) {
        return Stores.of(location).exists(ModelFile.FILE);
    }

    /**
     * All groups of a results folder, in its order.
     *
     * @throws DataException if the folder has no results, or no predictions
     */
    public static List<HeldOutSeries> open(String location) throws IOException {
        DataStore results = Stores.of(location);
        if (!results.exists(Provenance.FILE) || !results.exists(ModelFile.FILE)) {
            throw new DataException(
                    location,
                    ModelFile.FILE,
                    "not_results",
                    "expected a results folder of encode, found no " + Provenance.FILE + " or no " + ModelFile.FILE
                            + "; give the folder of encode --output");
        }
        EncodeConfig config = ConfigLoader.parse(
                EncodeConfig.class,
                Json.read(results, Provenance.FILE).path("configuration").toString());
        List<HeldOutSeries> all = new ArrayList<>();
        for (JsonNode each : Json.read(results, ModelFile.FILE).path("groups")) {
            String name = each.path("name").asText();
            if (!HeldOutFile.exists(results, name)) {
                throw new DataException(
                        location,
                        HeldOutFile.array(name),
                        "no_predictions",
                        "expected held-out predictions, found none; run encode again with --predictions");
            }
            all.add(new HeldOutSeries(location, config, name));
        }
        return all;
    }

    /** Where the results are. */
    public String location() {
        return location;
    }

    /** Name of the group. */
    public String group() {
        return group;
    }

    /** Number of targets. */
    public int targets() {
        return about.targets();
    }

    /** Run of every sample, [n]: 0, 1, ... */
    public int[] runs() {
        return IntStream.range(0, about.runs().size())
                .flatMap(run ->
                        IntStream.range(0, about.runs().get(run).samples()).map(i -> run))
                .toArray();
    }

    /** Names of the runs with their samples, e.g. {@code run-1 (121)}. */
    public List<String> runNames() {
        return about.runs().stream()
                .map(run -> run.name() + " (" + run.samples() + ")")
                .toList();
    }

    /** Identifies the measured responses that were fitted. */
    public String responsesDigest() {
        return about.responsesDigest();
    }

    /** Identifies the run that made the predictions. */
    public String runDigest() throws IOException {
        return Json.read(results, ModelFile.FILE).path("digest").asText();
    }

    /** Kind of model, e.g. {@code banded}, with its feature spaces. */
    public String describe() {
        List<String> spaces = config.features().stream().map(f -> f.name()).toList();
        return config.model().kind().key() + " of " + String.join(", ", spaces);
    }

    /** Predictions of targets [from, to), [n x (to - from)]; NaN for targets that were not fitted. */
    public FloatMatrix predictions(int from, int to) throws IOException {
        try (NpyFile npy = NpyFile.open(results, HeldOutFile.array(group))) {
            return npy.readFloats(from, to);
        }
    }

    /**
     * The measured responses, from where encode read them.
     *
     * @throws DataException if they are not what was fitted, once all targets were read
     */
    public Measured measured() throws IOException {
        for (ResponseGroup each : ResponseGroups.of(config)) {
            if (each.name().equals(group) && each.targets() == targets() && each.runs().length == runs().length) {
                return new Measured(each);
            }
        }
        throw changed("no group " + group + " with " + runs().length + " samples of " + targets() + " targets");
    }

    private DataException changed(String found) {
        String input = config.responses().isEmpty() ? config.input() : config.responses();
        return new DataException(
                input,
                group,
                "responses_changed",
                "expected the responses that " + location + " was fitted to (SHA-256 " + responsesDigest() + "), found "
                        + found + "; put them back, or run encode again");
    }

    /** The measured responses of the group. */
    public final class Measured {
        private final ResponseGroup responses;
        private final SeriesDigest digest = new SeriesDigest();
        private int read;

        private Measured(ResponseGroup responses) {
            this.responses = responses;
        }

        /**
         * The next targets.
         *
         * @param to after the last one
         * @return [n x targets since the last call]
         */
        public FloatMatrix readTo(int to) throws IOException {
            FloatMatrix y = responses.read(read, to);
            digest.add(y);
            read = to;
            if (read == targets()) {
                String found = digest.hex();
                if (!found.equals(responsesDigest())) {
                    throw changed("others (SHA-256 " + found + ")");
                }
            }
            return y;
        }

        /** The targets as units; none when they are columns of an array. */
        public List<Unit> units() throws IOException {
            return responses.units();
        }
    }
}
