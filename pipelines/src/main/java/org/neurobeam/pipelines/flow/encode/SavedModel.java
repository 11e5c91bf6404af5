package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.KernelConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;

/**
 * One group of the model in a results folder, as {@code model.json} and the header of {@code weights.nc} tell.
 *
 * @param results the results folder
 * @param digest of the settings and inputs that the model was fitted with
 * @param form {@code primal}, {@code dual}, {@code kernel} or {@code band_kernels}: what the weights belong to
 * @param kernel between samples; linear unless the form is kernel
 * @param featureSpaces what the features were made of, in order
 * @param group the group
 */
record SavedModel(
        DataStore results,
        String digest,
        String form,
        Kernel kernel,
        List<FeatureSpaceConfig> featureSpaces,
        Group group) {
    /**
     * A group of the model.
     *
     * @param first row of its first target in weights.nc
     * @param samples that the model was fitted on
     * @param features names, in the order of the design
     * @param spaces feature space of each feature
     */
    record Group(String name, int first, int targets, int samples, List<String> features, List<String> spaces) {}

    /**
     * Reads the model.
     *
     * @param group name; empty where there is one only
     * @throws ConfigException if there is no such model or group
     * @throws DataException if the folder is not one that this version wrote as a whole
     */
    static SavedModel open(DataStore results, String group) throws IOException {
        String place = results.location();
        if (!results.exists(ModelFile.FILE)) {
            throw new ConfigException("model: " + place + " has no " + ModelFile.FILE
                    + "; give the results folder that neurobeam encode wrote");
        }
        JsonNode json = Json.read(results, ModelFile.FILE);
        int format = json.path("format").asInt();
        if (format != ModelFile.FORMAT) {
            throw refused(results, "format", "expected format " + ModelFile.FORMAT + ", found " + format);
        }
        String form = json.path("weights_form").asText();
        if ("none".equals(form) || !results.exists(WeightsFile.FILE)) {
            throw new ConfigException("model: " + place + " has no weights (weights: " + form
                    + "); run encode again with --weights auto");
        }
        String digest = json.path("digest").asText();
        try (NetcdfReader weights = NetcdfReader.open(results, WeightsFile.FILE)) {
            requireSame(results, "digest", digest, weights.attribute(WeightsFile.DIGEST));
            requireSame(results, "weights_form", form, weights.attribute(WeightsFile.FORM));
        }
        return new SavedModel(
                results, digest, form, kernel(results, json), spaces(results, json), find(json, place, group));
    }

    /** Whether the weights belong to training samples instead of features. */
    boolean dual() {
        return !"primal".equals(form);
    }

    /** Whether training samples stand in the results as the features of a kernel, not centred. */
    boolean ofKernel() {
        return WeightsFile.KERNEL.equals(form);
    }

    /** Whether training samples stand in the results as the features of a kernel for each band. */
    boolean ofBandKernels() {
        return WeightsFile.BAND_KERNELS.equals(form);
    }

    private static Kernel kernel(DataStore results, JsonNode json) {
        if (!WeightsFile.KERNEL.equals(json.path("weights_form").asText())) {
            return new Kernel.Linear();
        }
        try {
            JsonNode kernel = json.path("settings").path("kernel");
            return KernelSettings.of(new ObjectMapper().treeToValue(kernel, KernelConfig.class));
        } catch (JsonProcessingException e) {
            throw refused(results, "settings.kernel", "cannot be read: " + e.getOriginalMessage());
        }
    }

    private static void requireSame(DataStore results, String key, String expected, Optional<String> found) {
        if (!found.equals(Optional.of(expected))) {
            throw refused(
                    results,
                    key,
                    "expected " + WeightsFile.FILE + " with " + key + " " + expected + ", found " + found.orElse("none")
                            + ": the files are not of one run");
        }
    }

    private static DataException refused(DataStore results, String key, String problem) {
        return new DataException(
                results.location() + "/" + ModelFile.FILE,
                key,
                "other_model",
                problem + "; run encode again with this version of neurobeam (" + BuildInfo.version() + ")");
    }

    private static List<FeatureSpaceConfig> spaces(DataStore results, JsonNode json) {
        List<FeatureSpaceConfig> spaces = new ArrayList<>();
        try {
            for (JsonNode space : json.path("feature_spaces")) {
                spaces.add(new ObjectMapper().treeToValue(space, FeatureSpaceConfig.class));
            }
        } catch (JsonProcessingException e) {
            throw new DataException(
                    results.location() + "/" + ModelFile.FILE,
                    "feature_spaces",
                    "other_model",
                    "cannot be read: " + e.getOriginalMessage() + "; run encode again");
        }
        return spaces;
    }

    private static Group find(JsonNode json, String place, String wanted) {
        List<Group> groups = new ArrayList<>();
        int first = 0;
        for (JsonNode g : json.path("groups")) {
            int targets = g.path("targets").asInt();
            int samples = g.path("samples").asInt();
            String name = g.path("name").asText();
            groups.add(new Group(name, first, targets, samples, texts(g.path("features")), texts(g.path("spaces"))));
            first += targets;
        }
        if (wanted.isEmpty() && groups.size() == 1) {
            return groups.get(0);
        }
        return groups.stream().filter(g -> g.name().equals(wanted)).findFirst().orElseThrow(() -> {
            String all = groups.stream().map(Group::name).collect(Collectors.joining(", "));
            return new ConfigException("group: " + (wanted.isEmpty() ? "is missing" : wanted) + "; the model in "
                    + place + " has: " + all + " (--group NAME)");
        });
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
