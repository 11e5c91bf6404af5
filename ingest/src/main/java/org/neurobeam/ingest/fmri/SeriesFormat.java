package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.neurobeam.ingest.nifti.ContentStream;
import org.neurobeam.ingest.surface.CiftiFile;
import org.neurobeam.schemas.io.DataStore;

/** What kind of series a file holds. */
enum SeriesFormat {
    VOLUMES("nifti"),
    CIFTI("cifti2"),
    GIFTI("gifti");

    private static final int HEAD_BYTES = 1024;
    private static final int NIFTI1_MAGIC = 344;
    private static final int NIFTI2_MAGIC = 4;

    private final String label;

    SeriesFormat(String label) {
        this.label = label;
    }

    /** The word of the table of files. */
    String label() {
        return label;
    }

    /** The format by content; the name decides where the content says nothing. */
    static SeriesFormat of(DataStore store, String path) throws IOException {
        if (!store.exists(path)) {
            return named(path);
        }
        if (CiftiFile.recognises(store, path)) {
            return CIFTI;
        }
        byte[] head = head(store, path);
        if (isImage(head, NIFTI1_MAGIC, "1") || isImage(head, NIFTI2_MAGIC, "2")) {
            return VOLUMES;
        }
        return new String(head, StandardCharsets.ISO_8859_1).contains("<GIFTI") ? GIFTI : named(path);
    }

    /** The format that a name promises. */
    static SeriesFormat named(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.gii(\\.gz)?")) {
            return GIFTI;
        }
        return name.matches(".*\\.[dp](tseries|scalar|label|conn)\\.nii(\\.gz)?") ? CIFTI : VOLUMES;
    }

    private static boolean isImage(byte[] head, int at, String version) {
        for (String kind : new String[] {"n+", "ni"}) {
            byte[] magic = (kind + version + "\0").getBytes(StandardCharsets.ISO_8859_1);
            if (head.length >= at + magic.length
                    && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] head(DataStore store, String path) throws IOException {
        try (ContentStream in = ContentStream.forHeader(store, path)) {
            return in.firstBytes(HEAD_BYTES);
        } catch (java.util.zip.ZipException | java.io.EOFException damaged) {
            // the reader of the named format says what is wrong
            return new byte[0];
        }
    }
}
