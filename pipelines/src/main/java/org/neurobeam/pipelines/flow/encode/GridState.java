package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.neurobeam.schemas.io.DataStore;

/** The penalties that a growing grid has reached, so that an interrupted run goes on there and a finished one knows. */
final class GridState {
    private static final String FILE = ".state/grid";

    private GridState() {}

    static void write(DataStore results, String digest, List<Double> grid) throws IOException {
        String numbers = grid.stream().map(a -> Double.toString(a)).collect(Collectors.joining(" "));
        try (OutputStream out = results.write(FILE)) {
            out.write((digest + " " + numbers).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The penalties; empty where the file is of another run. */
    static Optional<List<Double>> read(DataStore results, String digest) throws IOException {
        if (!results.exists(FILE)) {
            return Optional.empty();
        }
        try (InputStream in = results.read(FILE)) {
            String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).split(" ", -1);
            return words[0].equals(digest)
                    ? Optional.of(Arrays.stream(words)
                            .skip(1)
                            .map(Double::parseDouble)
                            .toList())
                    : Optional.empty();
        }
    }
}
