package org.neurobeam.pipelines.flow.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.encode.HeldOutSeries;
import org.neurobeam.preprocess.linalg.OpenBlas;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;

/** {@code provenance.json}: which models were compared, how, and with what. */
final class ComparisonRecord {
    /** Name of the file in the folder. */
    static final String FILE = "provenance.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final CompareConfig config;

    ComparisonRecord(CompareConfig config) {
        this.config = config;
    }

    void write(List<ModelPair> pairs, ObjectNode summary, DataStore output) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("program", "neurobeam " + BuildInfo.version());
        json.put("seed", "draws of time blocks " + config.seed());
        json.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.put("openblas", OpenBlas.version());
        model(json, "first", pairs.get(0).first());
        model(json, "second", pairs.get(0).second());
        ObjectNode responses = json.putObject("responses_sha256");
        pairs.forEach(pair -> responses.put(pair.group(), pair.first().responsesDigest()));
        json.set("configuration", MAPPER.readTree(ConfigLoader.toJson(config)));
        json.set("summary", summary);
        try (StagedFile file = new StagedFile(output, FILE)) {
            OutputStream out = file.stream();
            out.write(MAPPER.writeValueAsBytes(json));
            out.write('\n');
            file.commit(0);
        }
    }

    private static void model(ObjectNode json, String name, HeldOutSeries model) throws IOException {
        json.put(name + "_model", model.describe());
        json.put(name + "_folder", model.location());
        json.put(name + "_digest", model.runDigest());
    }
}
