package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.preprocess.design.DesignMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Recording;

/** The features of a group of a dataset: all feature spaces side by side, all runs one below the other. */
final class GroupDesign {
    private final EncodeConfig config;
    private final Dataset dataset;
    private final List<Recording> runs;
    private final int[] runOfSample;

    GroupDesign(EncodeConfig config, Dataset dataset, List<Recording> runs, int... runOfSample) {
        this.config = config;
        this.dataset = dataset;
        this.runs = runs;
        this.runOfSample = runOfSample;
    }

    /** [n x p]. */
    DelayedFeatures features() throws IOException {
        List<DelayedSpace> all = new ArrayList<>();
        for (FeatureSpaceConfig space : config.features()) {
            all.add(
                    space.array()
                            ? ArrayGroup.read(space, runOfSample.length)
                            : new DelayedSpace(RowSource.of(made(space).values()), space.delays()));
        }
        return DelayedFeatures.of(Delays.runStarts(runOfSample), all);
    }

    /** What the features are called; arrays are not read for it. */
    FeatureColumns columns() throws IOException {
        FeatureColumns columns = new FeatureColumns();
        for (FeatureSpaceConfig space : config.features()) {
            columns.add(
                    space.name(),
                    space.array()
                            ? ArrayGroup.columnNames(space, runOfSample.length)
                            : ArrayGroup.delayed(made(space).columnNames(), space));
        }
        return columns;
    }

    /** From the events or tables of the runs, without delays. */
    private DesignMatrix made(FeatureSpaceConfig space) throws IOException {
        List<DesignMatrix> perRun = "table".equals(space.source())
                ? tables(space, dataset, runs)
                : new EventFeatures(space, dataset).of(runs);
        return stack(perRun);
    }

    /** Runs one below the other; a column that a run lacks is 0 there. */
    static DesignMatrix stack(List<DesignMatrix> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.columnNames()));
        int n = runs.stream().mapToInt(DesignMatrix::volumes).sum();
        List<String> columns = List.copyOf(names);
        DoubleMatrix values = DoubleMatrix.zeros(n, columns.size());
        int first = 0;
        for (DesignMatrix run : runs) {
            for (int j = 0; j < run.columnNames().size(); j++) {
                int to = columns.indexOf(run.columnNames().get(j));
                for (int i = 0; i < run.volumes(); i++) {
                    values.set(first + i, to, run.values().get(i, j));
                }
            }
            first += run.volumes();
        }
        return DesignMatrix.of(columns, values);
    }

    private static List<DesignMatrix> tables(FeatureSpaceConfig space, Dataset dataset, List<Recording> runs)
            throws IOException {
        List<DesignMatrix> perRun = new ArrayList<>();
        for (Recording run : runs) {
            List<Feature> rows = dataset.features(run.getRecordingId()).stream()
                    .filter(f -> f.getSpace().equals(space.name()))
                    .sorted(Comparator.comparingInt(Feature::getFeatureIndex))
                    .toList();
            if (rows.isEmpty()) {
                Map<String, Long> found = dataset.features(run.getRecordingId()).stream()
                        .collect(Collectors.groupingBy(Feature::getSpace, TreeMap::new, Collectors.counting()));
                throw new DataException(
                        run.getRecordingId(),
                        "features",
                        "no_features",
                        "expected the feature space " + space.name() + ", found " + found.keySet()
                                + "; name one that exists, or use source: events");
            }
            DoubleMatrix values = DoubleMatrix.zeros(run.getNSamples(), rows.size());
            for (int j = 0; j < rows.size(); j++) {
                List<Float> column = rows.get(j).getValues();
                ArrayGroup.requireRows(
                        run.getRecordingId() + " feature " + rows.get(j).getName(),
                        column.size(),
                        "the run",
                        run.getNSamples());
                for (int i = 0; i < column.size(); i++) {
                    if (!Float.isFinite(column.get(i))) {
                        ArrayGroup.refuse(
                                run.getRecordingId(),
                                i,
                                "feature " + rows.get(j).getName(),
                                column.get(i));
                    }
                    values.set(i, j, column.get(i));
                }
            }
            perRun.add(DesignMatrix.of(rows.stream().map(Feature::getName).toList(), values));
        }
        return perRun;
    }
}
