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

    /** The top of the tree. */
    Item.Folder root();

    @Override
    default void close() throws IOException {}
}
