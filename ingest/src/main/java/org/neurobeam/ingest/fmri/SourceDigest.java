package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.table.SourceFile;

/**
 * The files of a run with their digests, and one digest of all that the result depends on.
 *
 * @param sources the files, the image first
 * @param digest SHA-256 of the files' bytes and of the parameters
 */
public record SourceDigest(List<SourceFile> sources, String digest) {
    /**
     * Reads every file of the run once.
     *
     * @param parameters everything else that the result depends on
     * @throws DataException if one of them cannot be read
     */
    public static SourceDigest of(DataStore store, FmriSource source, String parameters) throws IOException {
        MessageDigest all = Sha256.empty();
        all.update(parameters.getBytes(StandardCharsets.UTF_8));
        List<SourceFile> files = new ArrayList<>();
        for (String path : source.files()) {
            if (!store.exists(path)) {
                // ingest refuses the run; its digest changes when the content comes
                all.update((path + " without content\n").getBytes(StandardCharsets.UTF_8));
                continue;
            }
            String id = Sha256.ofFile(store, path);
            all.update((path + " " + id + "\n").getBytes(StandardCharsets.UTF_8));
            files.add(SourceFile.newBuilder()
                    .setFileId(id)
                    .setPath(path)
                    .setRole(format(path).equals("nifti") ? "data" : "labels")
                    .setBytes(store.size(path))
                    .setFormat(
                            path.equals(source.path())
                                    ? SeriesFormat.of(store, path).label()
                                    : format(path))
                    .build());
        }
        return new SourceDigest(List.copyOf(files), Sha256.hex(all));
    }

    /** Digests of the files, the image's first. */
    public List<String> ids() {
        return sources.stream().map(SourceFile::getFileId).toList();
    }

    private static String format(String path) {
        if (path.endsWith(".json") || path.endsWith(".tsv") || path.endsWith(".mat")) {
            return path.substring(path.lastIndexOf('.') + 1);
        }
        return "nifti";
    }
}
