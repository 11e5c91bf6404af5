package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The text files of Leifer2023: traces [T,N] with nan, one time per line, one label per line, empty when unlabelled. */
final class LeiferWorms implements WormWriter {
    private final Path folder;

    LeiferWorms(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path write(SimulatedWorm worm) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(worm.name() + "_gcamp.txt");
        try (NumberText out = new NumberText(Files.newOutputStream(file))) {
            double[][] traces = worm.traces();
            for (int t = 0; t < worm.times().length; t++) {
                for (int i = 0; i < traces.length; i++) {
                    out.number(traces[i][t], VALUE_DECIMALS, "nan").character(i + 1 < traces.length ? ' ' : '\n');
                }
            }
        }
        try (NumberText out = new NumberText(Files.newOutputStream(folder.resolve(worm.name() + "_t.txt")))) {
            for (double time : worm.times()) {
                out.number(time, TIME_DECIMALS, "nan").character('\n');
            }
        }
        String labels =
                worm.rois().stream().map(roi -> roi.sourceLabel() + "\n").collect(Collectors.joining());
        Files.writeString(folder.resolve(worm.name() + "_labels.txt"), labels);
        // tables of numbers have no place for a mark
        Files.writeString(folder.resolve(worm.name() + "_simulated.txt"), MARKED_BY + "\n");
        return file;
    }
}
