package org.neurobeam.schemas.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.neurobeam.schemas.error.DataException;

/**
 * SHA-256 digests as 64 hexadecimal digits: the identity of a file, and of everything that a result depends on.
 *
 * @see <a href="https://doi.org/10.6028/NIST.FIPS.180-4">FIPS 180-4</a>
 */
public final class Sha256 {
    private Sha256() {}

    /** A digest without bytes, to be fed piece by piece; {@link #hex} ends it. */
    public static MessageDigest empty() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digits of what the digest was fed, which is empty afterwards. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of the text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(empty().digest(bytes));
    }

    /** Of all bytes that are left. */
    public static String of(InputStream in) throws IOException {
        DigestInputStream digest = new DigestInputStream(in, empty());
        digest.transferTo(OutputStream.nullOutputStream());
        return hex(digest.getMessageDigest());
    }

    /**
     * Of the file as it lies there.
     *
     * @throws DataException {@code unreadable} when it cannot be read
     */
    public static String ofFile(DataStore store, String path) {
        try (InputStream in = store.read(path)) {
            return of(in);
        } catch (IOException e) {
            throw new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e);
        }
    }
}
