package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.preprocess.design.DesignMatrix;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Recording;

/**
 * The features of a group: all feature spaces side by side, all runs one below the other.
 *
 * @param features [n x p]
 * @param spaces feature space of every column, [p]
 */
record GroupDesign(DesignMatrix features, List<String> spaces) {
    static GroupDesign of(EncodeConfig config, Dataset dataset, List<Recording> runs, int... runOfSample)
            throws IOException {
        DesignMatrix all = DesignMatrix.empty(runOfSample.length);
        List<String> spaces = new ArrayList<>();
        for (FeatureSpaceConfig space : config.features()) {
            DesignMatrix columns;
            if (space.array()) {
                columns = ArrayGroup.read(space, runOfSample);
            } else {
                List<DesignMatrix> perRun = "table".equals(space.source())
                        ? tables(space, dataset, runs)
                        : new EventFeatures(space, dataset).of(runs);
                columns = ArrayGroup.delayed(stack(perRun), space, runOfSample);
            }
            all = all.beside(columns);
            spaces.addAll(Collections.nCopies(columns.columnNames().size(), space.name()));
        }
        return new GroupDesign(all, List.copyOf(spaces));
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
                    values.set(i, j, column.get(i));
                }
            }
            perRun.add(DesignMatrix.of(rows.stream().map(Feature::getName).toList(), values));
        }
        return perRun;
    }
}
