package org.neurobeam.pipelines.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a benchmark keeps its files while it runs. */
record TemporaryFolder(Path path) {
    /** A new folder in the given one, or where the system keeps such. */
    static TemporaryFolder in(Optional<Path> parent) throws IOException {
        Path folder = parent.orElse(Path.of(System.getProperty("java.io.tmpdir")));
        Files.createDirectories(folder);
        return new TemporaryFolder(Files.createTempDirectory(folder, "neurobeam-bench"));
    }

    void delete() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(path)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : paths) {
            Files.delete(file);
        }
    }
}
