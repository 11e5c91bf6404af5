package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

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
            out.text("{\"" + MARK + "\": \"" + MARKED_BY + "\", \"uid\": \"" + worm.name() + "\", \"max_t\": " + frames
                    + ", \"num_neurons\": " + worm.rois().size() + ", \"avg_timestep\": ");
            out.number(minutes, TIME_DECIMALS, "null").text(", \"dataset_type\": [\"neuropal\"]");
            out.text(",\n\"timestamp_confocal\": ");
            array(out, TIME_DECIMALS, worm.times());
            out.text(",\n\"velocity\": ");
            array(out, VALUE_DECIMALS, worm.velocity());
            posture(out, worm.factors());
            out.text(",\n\"trace_array\": ");
            rows(out, TraceTables.zscored(worm.traces()));
            out.text(",\n\"trace_original\": ");
            rows(out, TraceTables.transposed(worm.traces()));
            out.text(",\n\"labeled\": " + labels(worm) + ",\n\"reversal_events\": " + reversals(worm) + "}\n");
        }
        return file;
    }

    /** The other behaviour of the source, from the factors; pumping is missing as in most of its files. */
    private static void posture(NumberText out, double[]... factors) throws IOException {
        String[] keys = {"head_curvature", "angular_velocity", "body_curvature"};
        for (int k = 0; k < keys.length; k++) {
            out.text(",\n\"" + keys[k] + "\": ");
            array(out, VALUE_DECIMALS, factors[k + 1]);
        }
        double[] pumping = new double[factors[0].length];
        Arrays.fill(pumping, Double.NaN);
        out.text(",\n\"pumping\": ");
        array(out, VALUE_DECIMALS, pumping);
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
