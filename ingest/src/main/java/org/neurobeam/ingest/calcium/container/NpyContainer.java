package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.util.Map;

/** One numpy array: the member {@code array}. */
record NpyContainer(LocalFile local, Members root) implements Container {
    static NpyContainer open(LocalFile local) {
        return new NpyContainer(local, new Members(Map.of("array", NpyItems.of(local.place(), local.path()))));
    }

    @Override
    public String format() {
        return "npy";
    }

    @Override
    public void close() throws IOException {
        local.close();
    }
}
