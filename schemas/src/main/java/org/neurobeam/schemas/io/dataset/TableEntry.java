package org.neurobeam.schemas.io.dataset;

import java.util.List;
import org.neurobeam.schemas.io.WrittenFile;

/**
 * One table as {@code dataset.json} lists it.
 *
 * @param files sorted by path
 */
public record TableEntry(List<WrittenFile> files) {
    /** Keeps its own copy. */
    public TableEntry {
        files = List.copyOf(files);
    }

    /** Rows of all files. */
    public long rows() {
        return files.stream().mapToLong(WrittenFile::rows).sum();
    }
}
