package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.netcdf.NetcdfFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;
import org.neurobeam.schemas.table.Unit;

/**
 * {@code weights.nc}: the fit on all samples, with coordinates that name every target and feature. The attribute {@code
 * form} says which weights there are: {@code primal} weights [target x feature], or {@code dual_weights} [target x
 * sample] of the training samples, whose features stand in {@link TrainingFeatures}, or {@code kernel}, dual weights of
 * a kernel of these features, or {@code band_kernels}, dual weights of the kernels of all bands, each times the
 * exponential of its delta in {@link BandsFile}. Groups stand one after the other; a
 * feature or sample that a group lacks is NaN there.
 */
final class WeightsFile {
    /** Name of the file in the results folder. */
    static final String FILE = "weights.nc";

    /** Attribute: primal, dual or kernel. */
    static final String FORM = "form";

    /** Attribute: digest of settings and inputs, the same as in model.json. */
    static final String DIGEST = "digest";

    /** Form: dual weights of a kernel of the features. */
    static final String KERNEL = "kernel";

    /** Form: dual weights of a sum of kernels of the bands. */
    static final String BAND_KERNELS = "band_kernels";

    static final String FEATURE = "feature";
    static final String WEIGHTS = "weights";
    static final String DUAL_WEIGHTS = "dual_weights";
    static final String INTERCEPT = "intercept";
    private static final String TARGET = "target";
    private static final String SAMPLE = "sample";
    private static final String ALPHA = "alpha";

    private final List<ResponseGroup> groups;
    private final DataStore results;
    private final List<List<String>> featuresOfGroup = new ArrayList<>();
    private final Map<String, String> spaceOfFeature = new LinkedHashMap<>();
    private final List<String> groupOfTarget = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private final boolean dual;
    private final String form;
    private final ModelKind kind;
    private final int samples;

    WeightsFile(List<ResponseGroup> groups, EncodeConfig config, DataStore results) throws IOException {
        this.groups = groups;
        this.dual = config.weights() == WeightsConfig.DUAL;
        this.form = form(config);
        this.kind = config.model().kind();
        this.samples = groups.stream().mapToInt(g -> g.runs().length).max().orElse(0);
        this.results = results;
        for (ResponseGroup group : groups) {
            List<String> names = group.featureNames();
            featuresOfGroup.add(names);
            List<String> spaces = group.spaces();
            for (int j = 0; j < names.size(); j++) {
                spaceOfFeature.putIfAbsent(names.get(j), spaces.get(j));
            }
            groupOfTarget.addAll(java.util.Collections.nCopies(group.targets(), group.name()));
            units.addAll(group.units());
        }
    }

    /** How the weights are to be used; predict reads it. */
    static String form(EncodeConfig config) {
        if (config.weights() == WeightsConfig.DUAL && config.model().kind() != ModelKind.RIDGE) {
            return config.model().kind() == ModelKind.KERNEL ? KERNEL : BAND_KERNELS;
        }
        return config.weights().name().toLowerCase(Locale.ROOT);
    }

    private String title() {
        String family = switch (kind) {
            case RIDGE -> "Ridge";
            case BANDED -> BAND_KERNELS.equals(form) ? "Multiple-kernel ridge" : "Banded ridge";
            case KERNEL -> "Kernel ridge";
            case FRACTIONAL -> "Fractional ridge";
            case PLS -> "Partial least squares";
            case LASSO -> "Lasso";
        };
        return family + " weights of voxelwise encoders, fitted on all samples";
    }

    /** What the dual weights solve. */
    private String system() {
        return switch (form) {
            case KERNEL -> "(Kc + alpha I)";
            case BAND_KERNELS -> "(sum_i exp(delta_i) Kc_i + I)";
            default -> "(Xc Xc' + alpha I)";
        };
    }

    void write(List<TileName> tiles, String digest) throws IOException {
        List<String> features = List.copyOf(spaceOfFeature.keySet());
        int targets = groupOfTarget.size();
        boolean voxels =
                units.size() == targets && units.stream().allMatch(u -> u.getI().isPresent());
        boolean labels = units.size() == targets && units.stream().anyMatch(u -> !label(u).isEmpty());
        try (NetcdfFile file = NetcdfFile.create(
                results, FILE, layout(features, voxels, labels).attribute(DIGEST, digest))) {
            file.write(FEATURE, features);
            file.write("space", List.copyOf(spaceOfFeature.values()));
            file.write(TARGET, IntStream.range(0, targets).toArray());
            file.write("group", groupOfTarget);
            if (voxels) {
                file.write("i", units.stream().mapToInt(u -> u.getI().get()).toArray());
                file.write("j", units.stream().mapToInt(u -> u.getJ().get()).toArray());
                file.write("k", units.stream().mapToInt(u -> u.getK().get()).toArray());
                file.write("x", millimetres(u -> u.getXMm().orElse(Double.NaN)));
                file.write("y", millimetres(u -> u.getYMm().orElse(Double.NaN)));
                file.write("z", millimetres(u -> u.getZMm().orElse(Double.NaN)));
            }
            if (labels) {
                file.write("label", units.stream().map(WeightsFile::label).toList());
            }
            writeTiles(file, tiles, features);
            file.finish();
        }
    }

    private static String label(Unit unit) {
        return unit.getLabel().or(unit::getSourceLabel).orElse("");
    }

    private double[] millimetres(ToDoubleFunction<Unit> coordinate) {
        return units.stream().mapToDouble(coordinate).toArray();
    }

    private NetcdfLayout layout(List<String> features, boolean voxels, boolean labels) {
        NetcdfLayout layout = NetcdfLayout.empty()
                .attribute("title", title())
                .attribute("source", "neurobeam " + BuildInfo.version())
                .attribute(FORM, form)
                .dimension(TARGET, groupOfTarget.size())
                .dimension(FEATURE, features.size())
                .text(FEATURE, FEATURE, longest(features), Map.of("long_name", "feature"))
                .text("space", FEATURE, longest(spaceOfFeature.values()), Map.of("long_name", "feature space"))
                .variable(TARGET, Kind.INT, List.of(TARGET), Map.of("long_name", "row of scores.parquet"))
                .text("group", TARGET, longest(groupOfTarget), Map.of("long_name", "subject"));
        if (voxels) {
            for (String axis : List.of("i", "j", "k")) {
                layout = layout.variable(axis, Kind.INT, List.of(TARGET), Map.of("long_name", "voxel index " + axis));
            }
            for (String axis : List.of("x", "y", "z")) {
                layout = layout.variable(axis, Kind.DOUBLE, List.of(TARGET), Map.of("units", "mm"));
            }
        }
        if (labels) {
            List<String> names = units.stream().map(WeightsFile::label).toList();
            layout = layout.text("label", TARGET, longest(names), Map.of("long_name", "unit label"));
        }
        layout = layout.variable(INTERCEPT, Kind.FLOAT, List.of(TARGET), Map.of("long_name", "intercept"))
                .variable(ALPHA, Kind.FLOAT, List.of(TARGET), Map.of("long_name", alphaIs()));
        if (dual) {
            return layout.dimension(SAMPLE, samples)
                    .variable(
                            DUAL_WEIGHTS,
                            Kind.FLOAT,
                            List.of(TARGET, SAMPLE),
                            Map.of("long_name", "dual ridge weight, " + system() + " w = y - mean y"));
        }
        return layout.variable(
                WEIGHTS,
                Kind.FLOAT,
                List.of(TARGET, FEATURE),
                Map.of("long_name", "ridge weight", "units", "response units per feature unit"));
    }

    private String alphaIs() {
        return kind == ModelKind.PLS ? "number of components" : "penalty";
    }

    private static int longest(Iterable<String> texts) {
        int longest = 1;
        for (String text : texts) {
            longest = Math.max(longest, text.getBytes(StandardCharsets.UTF_8).length);
        }
        return longest;
    }

    private void writeTiles(NetcdfFile file, List<TileName> tiles, List<String> features) throws IOException {
        float[] intercepts = new float[groupOfTarget.size()];
        float[] alphas = new float[groupOfTarget.size()];
        int[] firstOfGroup = new int[groups.size() + 1];
        for (int g = 0; g < groups.size(); g++) {
            firstOfGroup[g + 1] = firstOfGroup[g] + groups.get(g).targets();
        }
        int width = dual ? samples : features.size();
        for (TileName tile : tiles) {
            try (NpyFile npy = NpyFile.open(results, tile.weightsPath())) {
                FloatMatrix w = npy.readFloats();
                int first = firstOfGroup[tile.group()] + tile.from();
                int[] columns = dual
                        ? IntStream.range(0, w.rows() - 2).toArray()
                        : featuresOfGroup.get(tile.group()).stream()
                                .mapToInt(features::indexOf)
                                .toArray();
                file.write(
                        dual ? DUAL_WEIGHTS : WEIGHTS,
                        new int[] {first, 0},
                        new int[] {w.columns(), width},
                        slab(w, width, columns));
                for (int v = 0; v < w.columns(); v++) {
                    intercepts[first + v] = w.get(w.rows() - 2, v);
                    alphas[first + v] = w.get(w.rows() - 1, v);
                }
            }
        }
        file.write(INTERCEPT, intercepts);
        file.write(ALPHA, alphas);
    }

    /** Rows of the tile as columns of the file, [targets x width]. */
    private static float[] slab(FloatMatrix w, int width, int... columns) {
        float[] slab = new float[Math.multiplyExact(w.columns(), width)];
        Arrays.fill(slab, Float.NaN);
        for (int j = 0; j < columns.length; j++) {
            for (int v = 0; v < w.columns(); v++) {
                slab[v * width + columns[j]] = w.get(j, v);
            }
        }
        return slab;
    }
}
