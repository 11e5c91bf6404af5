package org.neurobeam.ingest.connectome;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;

/** The bytes of a file, unpacked where they were compressed, with the digest of the file as it lies there. */
final class SourceContent {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final String path;
    private final byte[] stored;
    private final byte[] bytes;
    private Optional<String> fileId = Optional.empty();

    private SourceContent(String path, byte[] stored, byte[] bytes) {
        this.path = path;
        this.stored = stored;
        this.bytes = bytes;
    }

    /** @throws DataException {@code unreadable} when it cannot be read or unpacked */
    static SourceContent read(DataStore store, String path) throws IOException {
        byte[] stored;
        try (InputStream in = store.read(path)) {
            stored = in.readAllBytes();
        } catch (IOException e) {
            throw new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e);
        }
        return new SourceContent(path, stored, unpacked(path, stored));
    }

    private static byte[] unpacked(String path, byte[] stored) {
        boolean gzip = stored.length > 1 && (stored[0] & 0xff) == GZIP_FIRST && (stored[1] & 0xff) == GZIP_SECOND;
        if (!gzip) {
            return stored;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new DataException(
                    path,
                    "",
                    "truncated_data",
                    "expected a whole gzip file, found " + e.getMessage() + "; get it again",
                    e);
        }
    }

    /** Path in the input folder. */
    String path() {
        return path;
    }

    /** SHA-256 of the stored bytes, taken when first asked for: most files of a folder are no connectomes. */
    String fileId() {
        if (fileId.isEmpty()) {
            fileId = Optional.of(Sha256.of(stored));
        }
        return fileId.get();
    }

    /** Whether its digest, as it lies there or unpacked, is among some. */
    boolean isOneOf(Set<String> digests) {
        return !digests.isEmpty() && (digests.contains(fileId()) || digests.contains(Sha256.of(bytes)));
    }

    /** Number of stored bytes. */
    long fileBytes() {
        return stored.length;
    }

    /** The unpacked content from its start. */
    InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    /** The unpacked content; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The unpacked content as text. */
    String text() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether there are bytes, and the last of them ends no line. */
    boolean endsWithinLine() {
        byte last = bytes.length == 0 ? (byte) '\n' : bytes[bytes.length - 1];
        return last != '\n' && last != '\r';
    }
}
