package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.pipelines.config.BandsConfig;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.InnerChunks;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.preprocess.linalg.OpenBlas;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;

/** {@code provenance.json}: what the results were made from and with. */
final class Provenance {
    /** Name of the file in the results folder. */
    static final String FILE = "provenance.json";

    private Provenance() {}

    static void write(EncodeConfig config, String digest, ObjectNode summary, DataStore results) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("program", "neurobeam " + BuildInfo.version());
        json.put("digest", digest);
        json.put("seed", seeds(config));
        json.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.put("openblas", OpenBlas.version());
        if (config.responses().isEmpty()) {
            var stored = org.neurobeam.pipelines.beam.Stores.of(config.input());
            json.put(
                    "dataset_digest",
                    Sha256.of(Json.read(stored, "dataset.json").toString()));
        }
        json.set("configuration", mapper.readTree(ConfigLoader.toJson(config)));
        json.set("summary", summary);
        Json.write(results, FILE, json);
    }

    /** What was drawn at random, with its seed. */
    private static String seeds(EncodeConfig config) {
        List<String> drawn = new ArrayList<>();
        BandsConfig bands = config.model().bands();
        if (config.model().kind() == ModelKind.BANDED
                && !config.model().byGradient()
                && bands.gammas().isEmpty()) {
            drawn.add("weights of bands " + bands.seed());
        }
        InnerChunks.of(config.model().inner()).ifPresent(chunks -> drawn.add("chunks " + chunks.seed()));
        if (config.test().kind() != ChanceConfig.Kind.NONE) {
            drawn.add("test against chance " + config.test().seed());
        }
        if (config.conventions().contains(Convention.BRAIN_SCORE)
                || config.conventions().contains(Convention.NAYEBI_2023)) {
            drawn.add("halves of repeats " + RepeatColumns.SEED);
        }
        return drawn.isEmpty() ? "none: nothing is drawn at random" : String.join(", ", drawn);
    }
}
