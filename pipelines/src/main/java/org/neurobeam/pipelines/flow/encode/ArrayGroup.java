package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.preprocess.design.DesignMatrix;
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
    public DesignMatrix features() throws IOException {
        DesignMatrix all = DesignMatrix.empty(runs.length);
        for (FeatureSpaceConfig space : config.features()) {
            all = all.beside(read(space, runs));
        }
        return all;
    }

    /** An array of features with its delays, columns named after the space. */
    static DesignMatrix read(FeatureSpaceConfig space, int... runs) throws IOException {
        try (NpyFile file = open("features.source", space.source())) {
            requireRows(space.source(), file.rows(), "the responses", runs.length);
            List<String> names = IntStream.range(0, file.columns())
                    .mapToObj(j -> space.name() + "_" + j)
                    .toList();
            return delayed(DesignMatrix.of(names, file.readDoubles()), space, runs);
        }
    }

    /** The features at the delays of the settings, within runs. */
    static DesignMatrix delayed(DesignMatrix features, FeatureSpaceConfig space, int... runs) {
        if (space.delays().isEmpty()) {
            return features;
        }
        DoubleMatrix values = Delays.apply(features.values(), Delays.runStarts(runs), space.delays());
        return DesignMatrix.of(Delays.names(features.columnNames(), space.delays()), values);
    }

    @Override
    public List<String> spaces() throws IOException {
        List<String> spaces = new ArrayList<>();
        for (FeatureSpaceConfig space : config.features()) {
            int columns = read(space, runs).columnNames().size();
            spaces.addAll(java.util.Collections.nCopies(columns, space.name()));
        }
        return spaces;
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
