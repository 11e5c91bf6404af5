package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.neurobeam.pipelines.beam.Stores;

/** The digest of an input array. */
final class ArrayDigest {
    private static final int BUFFER = 1 << 20;

    private ArrayDigest() {}

    /** SHA-256 of the file's bytes. */
    static String of(String file) throws IOException {
        int slash = file.lastIndexOf('/');
        var folder = file.contains("://")
                ? Stores.of(file.substring(0, slash))
                : Stores.of(Path.of(file).toAbsolutePath().getParent().toString());
        try (InputStream in = folder.read(file.substring(slash + 1))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
