package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A laboratory's csv: one row per frame, time in s, velocity in um/s, then a column per ROI named by its label. */
final class CsvWorms implements WormWriter {
    private static final double UM_PER_MM = 1000;

    /** What tells {@code ingest} how to read the files. */
    private static final String RECIPE = """
            id: simulated
            title: Simulated calcium recordings
            citation: "Neurobeam, simulate calcium"
            licence: {id: CC0-1.0, redistribute: true}
            species: NCBITaxon:6239
            kind: calcium
            format: csv
            files: ["worm*/traces.csv"]
            signature: [time_s, stage_velocity]
            recording:
              id: {from: path, regex: "(worm\\\\d+)/traces.csv", value: "$1"}
            ids: {at: header}
            traces:
              raw: {at: "3..-1", axes: [time, roi], unit: F/F0}
            time: {at: time_s, unit: s}
            behaviour:
              - {channel: velocity, at: stage_velocity, unit: um/s, to: mm/s}
            """;

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

    @Override
    public void finish() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
    }
}
