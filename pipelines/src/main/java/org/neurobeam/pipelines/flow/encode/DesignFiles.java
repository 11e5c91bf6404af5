package org.neurobeam.pipelines.flow.encode;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;

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

    /** What the targets of a tile say on the penalties of their groups. */
    String votes(TileName tile) {
        return folder(tile.group()) + "votes-" + tile.from() + "-" + tile.to();
    }

    /** The penalties that all tiles of a group of responses have chosen. */
    String penalties(int group) {
        return folder(group) + "penalties";
    }

    /**
     * Where a fitter finds the factors of its training sets.
     *
     * @param named the files that other workers made for the group; none where each JVM makes its own design
     */
    Optional<DesignSteps.Source> source(int group, List<Iterable<String>> named) {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Set<String> made = new HashSet<>();
        named.get(0).forEach(made::add);
        return Optional.of(set -> {
            String path = factors(group, set);
            if (!made.contains(path)) {
                throw new IllegalStateException("no worker made " + path + ", only " + made);
            }
            return read(path);
        });
    }

    private String folder(int group) {
        return FOLDER + "/" + digest.substring(0, Math.min(DIGITS, digest.length())) + "/" + group + "/";
    }

    /** Writes a file whole, or not at all where it is there: the same digest gives the same bytes. */
    void write(String path, Content content) throws IOException {
        if (results.exists(path)) {
            return;
        }
        try (StagedFile file = new StagedFile(results, path)) {
            OutputStream out = new BufferedOutputStream(file.stream(), BUFFER);
            content.write(out);
            out.flush();
            file.commit(0);
        }
    }

    InputStream read(String path) throws IOException {
        return new BufferedInputStream(results.read(path), BUFFER);
    }
}
