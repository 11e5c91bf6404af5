package org.neurobeam.pipelines.flow;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.neurobeam.schemas.io.DataStore;

/**
 * Statistics and factors of shared designs while workers need them. They are too large to travel as side inputs, which
 * every worker would hold on its heap for all groups: the side input names these files, and a worker reads those of the
 * group it works on straight to where it computes.
 *
 * @param results the results folder
 * @param digest of everything that the designs depend on
 */
record DesignFiles(DataStore results, String digest) {
    /** Folder in the results. */
    static final String FOLDER = ".state/designs";

    private static final int DIGITS = 16;
    private static final int BUFFER = 1 << 18;

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    String statistics(int group) {
        return folder(group) + "statistics";
    }

    String factors(int group, int set) {
        return folder(group) + "factors-" + set;
    }

    private String folder(int group) {
        return FOLDER + "/" + digest.substring(0, Math.min(DIGITS, digest.length())) + "/" + group + "/";
    }

    /** Writes a file whole, or not at all where it is there: the same digest gives the same bytes. */
    void write(String path, Content content) throws IOException {
        if (results.exists(path)) {
            return;
        }
        String unfinished = path + ".tmp";
        try (OutputStream out = new BufferedOutputStream(results.write(unfinished), BUFFER)) {
            content.write(out);
        }
        results.move(unfinished, path);
    }

    InputStream read(String path) throws IOException {
        return new BufferedInputStream(results.read(path), BUFFER);
    }
}
