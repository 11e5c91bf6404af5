package org.neurobeam.ingest.calcium.container;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of a table whose columns are members: what a region of a table names.
 *
 * @param where the region, for messages
 * @param table the table
 * @param rows from 0, in the order of the region
 */
record TableRows(Place where, Item.Folder table, NumberArray rows) implements Item.Folder {
    @Override
    public List<String> names() {
        return table.names();
    }

    @Override
    public Optional<Item> child(String name) {
        return where.read(() -> table.child(name).map(this::picked));
    }

    private Item picked(Item column) {
        if (column instanceof Item.Texts texts) {
            return new Item.Texts(Arrays.stream(rows.values())
                    .mapToObj(row -> texts.values().get((int) row))
                    .toList());
        }
        if (column instanceof NumberArray numbers && numbers.shape().size() == 1) {
            double[] all = numbers.values();
            return NumberArray.of(
                    List.of(rows.count()),
                    Arrays.stream(rows.values()).map(row -> all[(int) row]).toArray());
        }
        return column;
    }
}
