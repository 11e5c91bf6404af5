package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON of Flavell2023: trace_array [N][T], trace_original [T][N], labels keyed from 1, reversals as pairs. */
final class FlavellWorms implements WormWriter {
    private static final double SECONDS_PER_MINUTE = 60;

    private final Path folder;

    FlavellWorms(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path write(SimulatedWorm worm) throws IOException {
        Path file = Files.createDirectories(folder).resolve(worm.name() + ".json");
        try (NumberText out = new NumberText(Files.newOutputStream(file))) {
            int frames = worm.times().length;
            double minutes = (worm.times()[frames - 1] - worm.times()[0]) / (frames - 1) / SECONDS_PER_MINUTE;
            out.text("{\"uid\": \"" + worm.name() + "\", \"max_t\": " + frames + ", \"num_neurons\": "
                    + worm.rois().size() + ", \"avg_timestep\": ");
            out.number(minutes, TIME_DECIMALS, "null").text(", \"dataset_type\": [\"neuropal\"]");
            out.text(",\n\"timestamp_confocal\": ");
            array(out, TIME_DECIMALS, worm.times());
            out.text(",\n\"velocity\": ");
            array(out, VALUE_DECIMALS, worm.velocity());
            out.text(",\n\"trace_array\": ");
            rows(out, zscored(worm.traces()));
            out.text(",\n\"trace_original\": ");
            rows(out, transposed(worm.traces()));
            out.text(",\n\"labeled\": " + labels(worm) + ",\n\"reversal_events\": " + reversals(worm) + "}\n");
        }
        return file;
    }

    private static void rows(NumberText out, double[]... rows) throws IOException {
        char before = '[';
        for (double[] row : rows) {
            out.character(before);
            array(out, VALUE_DECIMALS, row);
            before = ',';
        }
        out.character(']');
    }

    private static void array(NumberText out, int decimals, double... values) throws IOException {
        char before = '[';
        for (double value : values) {
            out.character(before).number(value, decimals, "null");
            before = ',';
        }
        out.character(']');
    }

    /** As the source has them: minus the mean, over the standard deviation with n - 1. */
    private static double[][] zscored(double[]... traces) {
        double[][] z = new double[traces.length][];
        for (int i = 0; i < traces.length; i++) {
            z[i] = zscored(traces[i]);
        }
        return z;
    }

    private static double[] zscored(double... x) {
        double sum = 0;
        int n = 0;
        for (double v : x) {
            sum += Double.isNaN(v) ? 0 : v;
            n += Double.isNaN(v) ? 0 : 1;
        }
        double mean = sum / n;
        double squares = 0;
        for (double v : x) {
            squares += Double.isNaN(v) ? 0 : (v - mean) * (v - mean);
        }
        double std = Math.sqrt(squares / (n - 1));
        double[] z = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            z[t] = (x[t] - mean) / std;
        }
        return z;
    }

    private static double[][] transposed(double[]... traces) {
        double[][] frames = new double[traces[0].length][traces.length];
        for (int t = 0; t < frames.length; t++) {
            for (int i = 0; i < traces.length; i++) {
                frames[t][i] = traces[i][t];
            }
        }
        return frames;
    }

    private static String labels(SimulatedWorm worm) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < worm.rois().size(); i++) {
            SimulatedRoi roi = worm.rois().get(i);
            if (!roi.sourceLabel().isEmpty()) {
                text.append(text.length() > 1 ? ", " : "");
                text.append('"').append(i + 1).append("\": ").append(entry(roi));
            }
        }
        return text.append('}').toString();
    }

    /** A label as Flavell's and Dag's dictionaries have it; all are certain. */
    static String entry(SimulatedRoi roi) {
        return "{\"label\": \"" + roi.sourceLabel() + "\", \"confidence\": 5.0}";
    }

    private static String reversals(SimulatedWorm worm) {
        StringBuilder text = new StringBuilder("[");
        for (int[] event : worm.reversals()) {
            text.append(text.length() > 1 ? ", " : "");
            text.append('[').append(event[0]).append(", ").append(event[1]).append(']');
        }
        return text.append(']').toString();
    }
}
