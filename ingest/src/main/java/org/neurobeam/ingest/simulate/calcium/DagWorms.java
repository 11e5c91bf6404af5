package org.neurobeam.ingest.simulate.calcium;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The HDF5 files of Dag2023 and the label dictionary that they share. */
final class DagWorms implements WormWriter {
    private static final int BODY_ANGLES = 30;

    private final Path folder;
    private final StringBuilder labels = new StringBuilder();

    DagWorms(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path write(SimulatedWorm worm) throws IOException {
        Path file = Files.createDirectories(folder.resolve("swf702_with_id")).resolve(worm.name() + "-data.h5");
        try (WritableHdfFile out = HdfFile.write(file)) {
            out.putAttribute(MARK, MARKED_BY);
            WritableGroup gcamp = out.putGroup("gcamp");
            gcamp.putDataset("traces_array_F_F20", TraceTables.transposed(worm.traces()));
            gcamp.putDataset("trace_array", TraceTables.transposed(TraceTables.zscored(worm.traces())));
            gcamp.putDataset("trace_array_original", TraceTables.transposed(TraceTables.counts(worm.traces())));
            WritableGroup timing = out.putGroup("timing");
            timing.putDataset("timestamp_confocal", worm.times());
            WritableGroup behavior = out.putGroup("behavior");
            behavior.putDataset("velocity", worm.velocity());
            behavior.putDataset("head_angle", worm.factors()[1]);
            behavior.putDataset("body_angle", bodyAngles(worm.factors()));
            if (!worm.reversals().isEmpty()) {
                behavior.putDataset("reversal_events", events(worm));
            }
        }
        remember(worm);
        return file;
    }

    /** [T][30]: a wave along the body whose phase and size are two factors. */
    private static double[][] bodyAngles(double[]... factors) {
        double[][] angles = new double[factors[0].length][BODY_ANGLES];
        for (int t = 0; t < angles.length; t++) {
            for (int k = 0; k < BODY_ANGLES; k++) {
                double phase = factors[1][t] + 2 * Math.PI * k / BODY_ANGLES;
                angles[t][k] = factors[2][t] * StrictMath.sin(phase);
            }
        }
        return angles;
    }

    /** [bounds, event]. */
    private static long[][] events(SimulatedWorm worm) {
        long[][] events = new long[2][worm.reversals().size()];
        for (int e = 0; e < events[0].length; e++) {
            events[0][e] = worm.reversals().get(e)[0];
            events[1][e] = worm.reversals().get(e)[1];
        }
        return events;
    }

    private void remember(SimulatedWorm worm) {
        labels.append(labels.length() == 0 ? "" : ",\n")
                .append('"')
                .append(worm.name())
                .append("\": [{");
        String before = "";
        for (int i = 0; i < worm.rois().size(); i++) {
            SimulatedRoi roi = worm.rois().get(i);
            if (!roi.sourceLabel().isEmpty()) {
                labels.append(before).append('"').append(i + 1).append("\": ").append(FlavellWorms.entry(roi));
                before = ", ";
            }
        }
        labels.append("}, null]");
    }

    @Override
    public void finish() throws IOException {
        Files.writeString(folder.resolve("NeuroPAL_labels_dict.json"), "{" + labels + "}\n");
    }
}
