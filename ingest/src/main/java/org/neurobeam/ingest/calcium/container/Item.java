package org.neurobeam.ingest.calcium.container;

import java.util.List;
import java.util.Optional;

/** A value in a file: named members, numbered elements, numbers, texts, or something that is not read. */
public sealed interface Item permits Item.Folder, Item.Cells, NumberArray, Item.Texts, Item.Opaque {
    /** Named members: a group of HDF5, a struct of MATLAB, an object of JSON, the columns of a table. */
    non-sealed interface Folder extends Item {
        /** Names of the members, in the order of the file. */
        List<String> names();

        /** A member; {@code name@attribute} is an attribute of a member, {@code @attribute} one of the group. */
        Optional<Item> child(String name);
    }

    /** Numbered elements: a cell array or struct array of MATLAB, in its column order, or an array of JSON. */
    non-sealed interface Cells extends Item {
        /** How many there are. */
        int size();

        /** Element i, from 0. */
        Item get(int i);
    }

    /**
     * Texts of any shape in the order of the file.
     *
     * @param values the texts
     */
    record Texts(List<String> values) implements Item {
        /** Copies the list. */
        public Texts {
            values = List.copyOf(values);
        }
    }

    /**
     * What is there and is not read: it holds code or objects.
     *
     * @param code code of the issue
     * @param problem what it is, and the remedy
     */
    record Opaque(String code, String problem) implements Item {}
}
