package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.schemas.io.DataStore;

/** Writes {@code model.json}: what was fitted, on which features, and where the weights are. */
final class ModelFile {
    /** Name of the file in the results folder. */
    static final String FILE = "model.json";

    /** Version of the layout of a results folder that {@code predict} reads. */
    static final int FORMAT = 1;

    /** Version of the layout where training features stand without their delays. */
    static final int DELAYED_FORMAT = 2;

    /** First sample of each run of a group. */
    static final String RUN_STARTS = "run_starts";

    /** Number of features of each feature space, with delays. */
    static final String SPACE_WIDTHS = "space_features";

    private final EncodeConfig config;
    private final List<ResponseGroup> groups;

    ModelFile(EncodeConfig config, List<ResponseGroup> groups) {
        this.config = config;
        this.groups = groups;
    }

    void write(DataStore results, String digest) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode model = mapper.createObjectNode();
        boolean delayed = config.weights() == WeightsConfig.DUAL
                && config.features().stream().anyMatch(f -> !f.delays().isEmpty());
        model.put("format", delayed ? DELAYED_FORMAT : FORMAT);
        model.put("program", "neurobeam " + BuildInfo.version());
        model.put("digest", digest);
        model.put("kind", config.model().kind().key());
        model.put("equation", equation());
        model.put("alpha_is", alphaIs());
        model.put("alpha_scope", config.model().alphaScope().key());
        if (config.model().alphaScope() == RidgeConfig.AlphaScope.GROUP) {
            model.put("alpha_groups", config.groups().isEmpty() ? TargetGroups.COLUMN : config.groups());
        }
        model.set("settings", mapper.valueToTree(config.model()));
        ArrayNode alphas = model.putArray("alphas");
        config.model().alphaGrid().forEach(alphas::add);
        model.put("outer_folds", config.outer());
        model.put("purged_samples", config.purge());
        model.set("feature_spaces", mapper.valueToTree(config.features()));
        ArrayNode all = model.putArray("groups");
        for (ResponseGroup group : groups) {
            ObjectNode g = all.addObject();
            g.put("name", group.name());
            g.put("targets", group.targets());
            g.put("samples", group.runs().length);
            ArrayNode runs = g.putArray("runs");
            group.runNames().forEach(runs::add);
            ArrayNode features = g.putArray("features");
            group.featureNames().forEach(features::add);
            ArrayNode spaces = g.putArray("spaces");
            group.spaces().forEach(spaces::add);
            if (delayed) {
                layout(group, g);
            }
        }
        model.put("weights_form", WeightsFile.form(config));
        if (config.weights() != WeightsConfig.NONE) {
            model.put("weights", WeightsFile.FILE);
        }
        if (config.model().kind() == ModelKind.BANDED) {
            model.put("bands", BandsFile.FILE);
        }
        if (config.predictions()) {
            model.put("predictions", HeldOutFile.FOLDER);
        }
        Json.write(results, FILE, model);
    }

    /** What brings stored features to their delays. */
    private static void layout(ResponseGroup group, ObjectNode json) throws IOException {
        ArrayNode starts = json.putArray(RUN_STARTS);
        for (int start : Delays.runStarts(group.runs())) {
            starts.add(start);
        }
        group.columns().widths().forEach(json.putArray(SPACE_WIDTHS)::add);
    }

    private String alphaIs() {
        if (config.model().byGradient()) {
            return "1 / sum_i exp(delta_i)";
        }
        return config.model().kind() == ModelKind.PLS ? "number of components" : "penalty";
    }

    private String equation() {
        return switch (config.model().kind()) {
            case RIDGE ->
                FeaturePriors.any(config)
                        ? "argmin ||y - X b||^2 + alpha b' Sigma^-1 b"
                        : "argmin ||y - X b||^2 + alpha ||b||^2";
            case BANDED ->
                config.bandKernels()
                        ? "y = sum_i exp(delta_i) k_i(x, X) w, (sum_i exp(delta_i) K_i + I) w = y"
                        : "argmin ||y - sum_i X_i b_i||^2 + sum_i exp(-delta_i) "
                                + (FeaturePriors.any(config) ? "b_i' Sigma_i^-1 b_i" : "||b_i||^2");
            case KERNEL -> "y = k(x, X) w, (K + alpha I) w = y";
            case FRACTIONAL -> "argmin ||y - X b||^2 + alpha ||b||^2, ||b(alpha)|| = fraction ||b(0)||";
            case PLS -> "y = X R Q', components of the largest covariance of X and all targets";
            case LASSO ->
                "argmin 1/2 ||y - X b||^2 + n alpha (1 - s) ||b||_1 + n alpha s sum_g ||b_g||_2, s = groupShare";
        };
    }
}
