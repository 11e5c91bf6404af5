package org.neurobeam.ingest.calcium.container;

import java.util.function.IntFunction;

/**
 * Numbered elements that are made on demand.
 *
 * @param size how many
 * @param element element i, from 0
 */
record Elements(int size, IntFunction<Item> element) implements Item.Cells {
    @Override
    public Item get(int i) {
        return element.apply(i);
    }
}
