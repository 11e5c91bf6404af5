package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.schemas.error.DataException;

/** Which run each sample of an array belongs to, and what the runs are called: {@code run 3} for the label 3. */
final class RunLabels {
    private static final String KEY = "runs";
    /** Whole numbers of float64 are exact up to here. */
    private static final double LARGEST = 1L << 53;

    private final int[] runs;
    private final List<String> names;

    private RunLabels(int[] runs, List<String> names) {
        this.runs = runs;
        this.names = names;
    }

    /** One run of all samples. */
    static RunLabels one(int samples) {
        return new RunLabels(new int[samples], List.of(name(1)));
    }

    /**
     * The labels of a file.
     *
     * @param file array [samples] of whole numbers, the samples of a run one after the other; empty for one run
     * @param other the array that the samples belong to, for the message
     * @throws DataException if there is not one whole number for each sample, or a run goes on after another one
     */
    static RunLabels read(String file, String other, int samples) throws IOException {
        if (file.isEmpty()) {
            return one(samples);
        }
        SettingFile place = SettingFile.of(KEY, file);
        try (NpyFile npy = NpyFile.open(place.store(), place.name())) {
            ArrayGroup.requireRows(file, npy.rows(), other, samples);
            if (npy.columns() != 1) {
                throw new DataException(
                        file,
                        "shape",
                        "no_run_labels",
                        "expected one run number for each sample, [" + samples + "] or [" + samples + " x 1], found ["
                                + npy.rows() + " x " + npy.columns() + "]; give the array of run numbers with --runs");
            }
            return of(file, npy.readDoubles().values());
        }
    }

    private static RunLabels of(String file, double... labels) {
        int[] runs = new int[labels.length];
        Map<Long, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i++) {
            long label = whole(file, i, labels[i]);
            int last = seen.size() - 1;
            runs[i] = seen.computeIfAbsent(label, k -> seen.size());
            if (runs[i] < last) {
                throw new DataException(
                        file,
                        "sample " + i,
                        "run_comes_back",
                        "expected the samples of a run one after the other, found the label " + label
                                + " again after the label " + whole(file, i - 1, labels[i - 1])
                                + "; sort features, responses and runs by run, or give each stretch a label of its own");
            }
        }
        return new RunLabels(runs, seen.keySet().stream().map(RunLabels::name).toList());
    }

    private static String name(long label) {
        return "run " + label;
    }

    private static long whole(String file, int sample, double label) {
        if (!(Math.abs(label) <= LARGEST && label == Math.rint(label))) {
            throw new DataException(
                    file,
                    "sample " + sample,
                    "no_run_labels",
                    "expected a whole number, the label of the sample's run, found " + label
                            + "; give every sample the number of its run");
        }
        return (long) label;
    }

    /** Run of every sample, [n]: 0, 1, ... in the order of the samples. */
    int[] runs() {
        return Arrays.copyOf(runs, runs.length);
    }

    /** Names of the runs. */
    List<String> names() {
        return names;
    }
}
