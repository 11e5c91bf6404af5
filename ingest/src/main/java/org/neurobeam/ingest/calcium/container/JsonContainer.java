package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.util.Map;

/** JSON: the members of its object; another value is the member {@code value}. */
record JsonContainer(LocalFile local, Item.Folder root, String format) implements Container {
    static JsonContainer open(LocalFile local) {
        Item top = JsonTree.read(local);
        Item.Folder root = top instanceof Item.Folder folder ? folder : new Members(Map.of("value", top));
        boolean isWcon = root.child("units").isPresent() && root.child("data").isPresent();
        return isWcon
                ? new JsonContainer(local, WconWorms.of(local.place(), root), "wcon")
                : new JsonContainer(local, root, "json");
    }

    @Override
    public void close() throws IOException {
        local.close();
    }
}
