package org.neurobeam.ingest.calcium.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named members that are there.
 *
 * @param items by name, in order
 */
record Members(Map<String, Item> items) implements Item.Folder {
    @Override
    public List<String> names() {
        return List.copyOf(items.keySet());
    }

    @Override
    public Optional<Item> child(String name) {
        return Optional.ofNullable(items.get(name));
    }
}
