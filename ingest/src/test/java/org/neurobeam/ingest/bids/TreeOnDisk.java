package org.neurobeam.ingest.bids;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.neurobeam.schemas.io.DataStore;

/** A small tree of files for one test. */
final class TreeOnDisk {
    private final Path folder;

    TreeOnDisk(Path folder) {
        this.folder = folder;
    }

    TreeOnDisk with(String path, String text) throws IOException {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    TreeOnDisk with(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return this;
    }

    DataStore store() {
        return DataStore.local(folder);
    }

    BidsIndex index() throws IOException {
        return BidsIndex.of(store());
    }
}
