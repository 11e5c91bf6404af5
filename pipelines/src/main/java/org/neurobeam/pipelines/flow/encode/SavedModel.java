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
 * @param intercept whether the fit had one
 * @param kernel between samples; linear unless the form is kernel
 * @param featureSpaces what the features were made of, in order
 * @param group the group
 */
record SavedModel(
        DataStore results,
        String digest,
        String form,
        boolean intercept,
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
     * @param runs first sample of each run, where delays need it
     * @param widths number of features of each feature space of the settings, with delays; where delays need it
     */
    record Group(
            String name,
            int first,
            int targets,
            int samples,
            List<String> features,
            List<String> spaces,
            List<Integer> runs,
            List<Integer> widths) {
        /** First sample of each run; one run where that does not matter. */
        int[] runStarts() {
            return runs.isEmpty()
                    ? new int[] {0}
                    : runs.stream().mapToInt(r -> r).toArray();
        }
    }

    /**
     * A feature space of the training features as they are stored.
     *
     * @param columns of it in the array
     * @param delays that its columns get; none if they are as the model needs them
     */
    record Space(String name, int columns, List<Integer> delays) {}

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
        if (format != ModelFile.FORMAT && format != ModelFile.DELAYED_FORMAT) {
            throw refused(
                    results,
                    "format",
                    "expected format " + ModelFile.FORMAT + " or " + ModelFile.DELAYED_FORMAT + ", found " + format);
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
        SavedModel model = new SavedModel(
                results,
                digest,
                form,
                json.path("settings").path("intercept").asBoolean(true),
                kernel(results, json),
                spaces(results, json),
                find(json, place, group));
        boolean delays = model.featureSpaces.stream().anyMatch(s -> !s.delays().isEmpty());
        if (model.dual() && delays && !model.delayedTraining()) {
            throw refused(
                    results,
                    "format",
                    "expected training features without their delays (format " + ModelFile.DELAYED_FORMAT
                            + "), found them laid out (format " + format + ")");
        }
        return model;
    }

    /** Whether the training features stand in the results without their delays. */
    boolean delayedTraining() {
        return !group.runs().isEmpty();
    }

    /** The training features as they are stored, one space after the other. */
    List<Space> spaces() {
        List<Space> spaces = new ArrayList<>();
        for (int s = 0; s < group.widths().size(); s++) {
            FeatureSpaceConfig own = featureSpaces.get(s);
            int copies = Math.max(1, own.delays().size());
            spaces.add(new Space(own.name(), group.widths().get(s) / copies, own.delays()));
        }
        return spaces.isEmpty() ? byNames() : spaces;
    }

    private List<Space> byNames() {
        List<Space> spaces = new ArrayList<>();
        List<String> names = group.spaces();
        int first = 0;
        for (int j = 1; j <= names.size(); j++) {
            if (j == names.size() || !names.get(j).equals(names.get(first))) {
                spaces.add(new Space(names.get(first), j - first, List.of()));
                first = j;
            }
        }
        return spaces;
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
            groups.add(new Group(
                    name,
                    first,
                    targets,
                    samples,
                    texts(g.path("features")),
                    texts(g.path("spaces")),
                    numbers(g.path(ModelFile.RUN_STARTS)),
                    numbers(g.path(ModelFile.SPACE_WIDTHS))));
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

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return List.copyOf(numbers);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
