package org.neurobeam.ingest.calcium.container;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What object references lead to. A walk through a file stops at them: they may lead back to where it came from. */
final class Referenced {
    private Referenced() {}

    /** A group somewhere else. */
    record Folder(Item.Folder target) implements Item.Folder {
        @Override
        public List<String> names() {
            return target.names();
        }

        @Override
        public Optional<Item> child(String name) {
            return target.child(name);
        }
    }

    /** Several things somewhere else, found when asked for. */
    record Cells(int size, IntFunction<Item> element) implements Item.Cells {
        @Override
        public Item get(int i) {
            return element.apply(i);
        }
    }
}
