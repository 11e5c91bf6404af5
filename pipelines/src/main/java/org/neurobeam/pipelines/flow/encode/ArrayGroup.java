package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** Responses straight from an array [samples x targets], read column block by column block. */
final class ArrayGroup implements ResponseGroup {
    private final EncodeConfig config;
    private final RunLabels labels;
    private final int[] runs;
    private final int targets;

    private ArrayGroup(EncodeConfig config, RunLabels labels, int targets) {
        this.config = config;
        this.labels = labels;
        this.runs = labels.runs();
        this.targets = targets;
    }

    static ArrayGroup of(EncodeConfig config) throws IOException {
        try (NpyFile y = open("responses", config.responses())) {
            RunLabels labels = RunLabels.read(config.runs(), config.responses(), y.rows());
            return new ArrayGroup(config, labels, y.columns());
        }
    }

    private static NpyFile open(String key, String file) throws IOException {
        SettingFile place = SettingFile.of(key, file);
        return NpyFile.open(place.store(), place.name());
    }

    static void requireRows(String file, int rows, String other, int otherRows) {
        if (rows != otherRows) {
            throw new DataException(
                    file,
                    "shape",
                    "samples_differ",
                    "has " + rows + " samples but " + other + " has " + otherRows
                            + "; both need one row for each sample: trim the longer one");
        }
    }

    @Override
    public String name() {
        return "responses";
    }

    @Override
    public int targets() {
        return targets;
    }

    @Override
    public int[] runs() {
        return runs.clone();
    }

    @Override
    public List<String> runNames() {
        return labels.names();
    }

    @Override
    public DelayedFeatures features() throws IOException {
        return read(config.features(), runs);
    }

    /** Arrays of features side by side, with their delays. */
    static DelayedFeatures read(List<FeatureSpaceConfig> spaces, int... runs) throws IOException {
        List<DelayedSpace> all = new ArrayList<>();
        for (FeatureSpaceConfig space : spaces) {
            all.add(read(space, runs.length));
        }
        return DelayedFeatures.of(Delays.runStarts(runs), all);
    }

    /** An array of features and its delays. */
    static DelayedSpace read(FeatureSpaceConfig space, int samples) throws IOException {
        try (NpyFile file = open("features.source", space.source())) {
            requireRows(space.source(), file.rows(), "the responses", samples);
            List<String> names = names(space, file);
            DoubleMatrix values =
                    file.readDoubles((i, j, value) -> refuse(space.source(), i, "feature " + names.get(j), value));
            return new DelayedSpace(RowSource.of(values), space.delays());
        }
    }

    private static List<String> names(FeatureSpaceConfig space, NpyFile file) {
        return IntStream.range(0, file.columns())
                .mapToObj(j -> space.name() + "_" + j)
                .toList();
    }

    /** Tells of a feature that is no number: a model of it would be none. */
    static void refuse(String file, int sample, String feature, double value) {
        throw new DataException(
                file,
                "sample " + sample + ", " + feature,
                "not_finite",
                "expected a finite number, found " + value
                        + "; fill the gap, or leave the sample or the feature out of all arrays");
    }

    /**
     * Names of the columns of an array with its delays, which its header tells.
     *
     * @throws DataException if it has other samples than the responses
     */
    static List<String> columnNames(FeatureSpaceConfig space, int samples) throws IOException {
        try (NpyFile file = open("features.source", space.source())) {
            requireRows(space.source(), file.rows(), "the responses", samples);
            return delayed(names(space, file), space);
        }
    }

    /** Names of features at the delays of the settings. */
    static List<String> delayed(List<String> names, FeatureSpaceConfig space) {
        return space.delays().isEmpty() ? names : Delays.names(names, space.delays());
    }

    @Override
    public FeatureColumns columns() throws IOException {
        FeatureColumns columns = new FeatureColumns();
        for (FeatureSpaceConfig space : config.features()) {
            columns.add(space.name(), columnNames(space, runs.length));
        }
        return columns;
    }

    @Override
    public FloatMatrix read(int from, int to) throws IOException {
        try (NpyFile y = open("responses", config.responses())) {
            return y.readFloats(from, to);
        }
    }

    @Override
    public List<Unit> units() {
        return List.of();
    }

    @Override
    public List<Recording> recordings() {
        return List.of();
    }
}
