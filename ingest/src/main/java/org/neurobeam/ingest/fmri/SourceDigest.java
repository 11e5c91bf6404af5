package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.SourceFile;

/**
 * The files of a run with their digests, and one digest of all that the result depends on.
 *
 * @param sources the files, the image first
 * @param digest SHA-256 of the files' bytes and of the parameters
 */
public record SourceDigest(List<SourceFile> sources, String digest) {
    private static final int BUFFER = 1 << 18;

    /**
     * Reads every file of the run once.
     *
     * @param parameters everything else that the result depends on
     * @throws DataException if one of them cannot be read
     */
    public static SourceDigest of(DataStore store, FmriSource source, String parameters) throws IOException {
        MessageDigest all = sha256();
        all.update(parameters.getBytes(StandardCharsets.UTF_8));
        List<SourceFile> files = new ArrayList<>();
        for (String path : source.files()) {
            if (!store.exists(path)) {
                // ingest refuses the run; its digest changes when the content comes
                all.update((path + " without content\n").getBytes(StandardCharsets.UTF_8));
                continue;
            }
            String id = digest(store, path);
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
        return new SourceDigest(List.copyOf(files), HexFormat.of().formatHex(all.digest()));
    }

    /** Digests of the files, the image's first. */
    public List<String> ids() {
        return sources.stream().map(SourceFile::getFileId).toList();
    }

    private static String digest(DataStore store, String path) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = store.read(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String format(String path) {
        if (path.endsWith(".json") || path.endsWith(".tsv") || path.endsWith(".mat")) {
            return path.substring(path.lastIndexOf('.') + 1);
        }
        return "nifti";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
