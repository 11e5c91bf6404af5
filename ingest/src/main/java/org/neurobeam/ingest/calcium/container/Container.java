package org.neurobeam.ingest.calcium.container;

import java.io.Closeable;
import java.io.IOException;

/** An open file as a tree of values. Not thread-safe; close it. */
public interface Container extends Closeable {
    /** Name of the format for the table of files, e.g. {@code hdf5}. */
    String format();

    /** Version of the format; empty when it has none. */
    default String version() {
        return "";
    }

    /** Whether it is a table of text that ends within a line: its last value may be cut, which nothing in it tells. */
    default boolean isUnfinished() {
        return false;
    }

    /** The top of the tree. */
    Item.Folder root();

    @Override
    default void close() throws IOException {}
}
