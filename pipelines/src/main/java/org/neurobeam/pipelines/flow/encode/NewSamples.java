package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.PredictConfig;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;

/** Features of new samples, checked against a model, and the responses to them where those are known. */
final class NewSamples {
    private final DelayedFeatures features;
    private final Map<String, String> digests;
    private final Optional<ResponseGroup> responses;

    private NewSamples(DelayedFeatures features, Map<String, String> digests, Optional<ResponseGroup> responses) {
        this.features = features;
        this.digests = digests;
        this.responses = responses;
    }

    /**
     * Reads the features.
     *
     * @throws ConfigException if other feature spaces were given than the model has
     * @throws DataException if samples or columns do not match
     */
    static NewSamples of(PredictConfig config, SavedModel model) throws IOException {
        List<FeatureSpaceConfig> spaces = spaces(config, model);
        return config.input().isEmpty() ? arrays(config, model, spaces) : dataset(config, model, spaces);
    }

    /** Features [n x p] in the columns of the model. */
    DelayedFeatures features() {
        return features;
    }

    /** SHA-256 of every file that the features came from. */
    Map<String, String> digests() {
        return digests;
    }

    /** The measured responses. */
    Optional<ResponseGroup> responses() {
        return responses;
    }

    private static List<FeatureSpaceConfig> spaces(PredictConfig config, SavedModel model) {
        List<FeatureSpaceConfig> own = model.featureSpaces();
        if (config.features().isEmpty()) {
            return own;
        }
        if (config.features().size() != own.size()) {
            throw new ConfigException("features: the model needs " + own.size() + " feature spaces in this order: "
                    + names(own) + ", found " + config.features().size() + "; give one --features for each");
        }
        return IntStream.range(0, own.size())
                .mapToObj(i -> config.features().get(i).like(own.get(i)))
                .toList();
    }

    private static String names(List<FeatureSpaceConfig> spaces) {
        return spaces.stream().map(FeatureSpaceConfig::name).collect(Collectors.joining(", "));
    }

    private static NewSamples arrays(PredictConfig config, SavedModel model, List<FeatureSpaceConfig> spaces)
            throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        int[] runs = requireShapes(config, model, spaces);
        FeatureColumns columns = new FeatureColumns();
        for (FeatureSpaceConfig space : spaces) {
            columns.add(space.name(), ArrayGroup.columnNames(space, runs.length));
            digests.put(
                    space.source(), SettingFile.of("features", space.source()).sha256());
        }
        requireNames(spaces.get(0).source(), model.group().features(), columns.names());
        Optional<ResponseGroup> responses = Optional.empty();
        if (!config.responses().isEmpty()) {
            ResponseGroup y = ArrayGroup.of(asEncode(config, spaces));
            ArrayGroup.requireRows(spaces.get(0).source(), runs.length, config.responses(), y.runs().length);
            responses = Optional.of(requireTargets(config.responses(), y, model));
        }
        return new NewSamples(ArrayGroup.read(spaces, runs), digests, responses);
    }

    /** Run of every sample, once all arrays have the samples and columns that they must have. */
    private static int[] requireShapes(PredictConfig config, SavedModel model, List<FeatureSpaceConfig> spaces)
            throws IOException {
        int samples = -1;
        for (FeatureSpaceConfig space : spaces) {
            long columns =
                    model.group().spaces().stream().filter(space.name()::equals).count();
            int delays = Math.max(1, space.delays().size());
            SettingFile file = SettingFile.of("features", space.source());
            try (NpyFile npy = NpyFile.open(file.store(), file.name())) {
                if ((long) npy.columns() * delays != columns) {
                    throw new DataException(
                            space.source(),
                            "shape",
                            "features_differ",
                            "expected [samples x " + columns / delays + " features] of the space " + space.name()
                                    + ", found [" + npy.rows() + " samples x " + npy.columns() + " features]"
                                    + "; make the features as for encode"
                                    + (delays > 1
                                            ? ", without the delays " + space.delays() + ", which are added"
                                            : ""));
                }
                if (samples >= 0) {
                    ArrayGroup.requireRows(
                            space.source(), npy.rows(), spaces.get(0).source(), samples);
                }
                samples = npy.rows();
            }
        }
        return RunLabels.read(config.runs(), spaces.get(0).source(), samples).runs();
    }

    private static NewSamples dataset(PredictConfig config, SavedModel model, List<FeatureSpaceConfig> spaces)
            throws IOException {
        List<ResponseGroup> groups = ResponseGroups.of(asEncode(config, spaces));
        List<String> names = groups.stream().map(ResponseGroup::name).toList();
        int at = names.indexOf(model.group().name());
        if (at < 0) {
            throw new DataException(
                    config.input(),
                    "recordings",
                    "no_group",
                    "expected the group " + model.group().name() + " of the model, found " + names
                            + "; give features as arrays to predict from another subject's samples");
        }
        ResponseGroup group = requireTargets(config.input(), groups.get(at), model);
        requireNames(config.input(), model.group().features(), group.featureNames());
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put(
                config.input() + "/dataset.json", new SettingFile(Stores.of(config.input()), "dataset.json").sha256());
        return new NewSamples(group.features(), digests, Optional.of(group));
    }

    private static ResponseGroup requireTargets(String file, ResponseGroup y, SavedModel model) {
        if (y.targets() != model.group().targets()) {
            throw new DataException(
                    file,
                    "shape",
                    "targets_differ",
                    "expected the " + model.group().targets() + " targets of the model ("
                            + model.group().name() + "), found " + y.targets()
                            + "; use the mask or columns that encode was given");
        }
        return y;
    }

    private static void requireNames(String file, List<String> expected, List<String> found) {
        if (!expected.equals(found)) {
            List<String> missing = new ArrayList<>(expected);
            missing.removeAll(found);
            List<String> extra = new ArrayList<>(found);
            extra.removeAll(expected);
            throw new DataException(
                    file,
                    "columns",
                    "features_differ",
                    "expected the " + expected.size() + " features of the model in its order, found " + found.size()
                            + " (missing: " + missing + ", not in the model: " + extra
                            + "); make the features as for encode");
        }
    }

    private static EncodeConfig asEncode(PredictConfig config, List<FeatureSpaceConfig> spaces) {
        return new EncodeConfig(
                config.input(),
                "",
                spaces,
                config.responses(),
                config.runs(),
                config.signal(),
                null,
                null,
                null,
                config.tile(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
