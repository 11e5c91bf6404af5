package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A laboratory's csv: one row per frame, time in s, velocity in um/s, then a column per ROI named by its label. */
final class CsvWorms implements WormWriter {
    private static final double UM_PER_MM = 1000;

    private final Path folder;

    CsvWorms(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path write(SimulatedWorm worm) throws IOException {
        Path file = Files.createDirectories(folder.resolve(worm.name())).resolve("traces.csv");
        try (NumberText out = new NumberText(Files.newOutputStream(file))) {
            StringBuilder header = new StringBuilder("time_s,stage_velocity");
            worm.rois().forEach(roi -> header.append(',').append(roi.sourceLabel()));
            out.text(header.append('\n').toString());
            double[][] traces = worm.traces();
            for (int t = 0; t < worm.times().length; t++) {
                out.number(worm.times()[t], TIME_DECIMALS, "nan");
                out.character(',').number(worm.velocity()[t] * UM_PER_MM, VALUE_DECIMALS, "nan");
                for (double[] trace : traces) {
                    out.character(',').number(trace[t], VALUE_DECIMALS, "nan");
                }
                out.character('\n');
            }
        }
        return file;
    }
}
