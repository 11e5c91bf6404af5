package org.neurobeam.ingest.simulate.calcium;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The HDF5 files of Dag2023 and the label dictionary that they share. */
final class DagWorms implements WormWriter {
    private final Path folder;
    private final StringBuilder labels = new StringBuilder();

    DagWorms(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path write(SimulatedWorm worm) throws IOException {
        Path file = Files.createDirectories(folder.resolve("swf702_with_id")).resolve(worm.name() + "-data.h5");
        try (WritableHdfFile out = HdfFile.write(file)) {
            double[][] frames = transposed(worm.traces());
            WritableGroup gcamp = out.putGroup("gcamp");
            gcamp.putDataset("traces_array_F_F20", frames);
            WritableGroup timing = out.putGroup("timing");
            timing.putDataset("timestamp_confocal", worm.times());
            WritableGroup behavior = out.putGroup("behavior");
            behavior.putDataset("velocity", worm.velocity());
            if (!worm.reversals().isEmpty()) {
                behavior.putDataset("reversal_events", events(worm));
            }
        }
        remember(worm);
        return file;
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
