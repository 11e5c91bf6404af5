package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.neurobeam.ingest.recipe.Format;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Opens files: what they are is decided by content. */
public final class Containers {
    private static final int PRINTABLE = 0x09;

    private Containers() {}

    /** What a file is by its first bytes. */
    public enum Content {
        HDF5(Set.of(Format.HDF5, Format.MATLAB73, Format.MATLAB5, Format.NWB)),
        MATLAB5(Set.of(Format.MATLAB5, Format.MATLAB73)),
        NPY(Set.of(Format.NPY, Format.SUITE2P)),
        ZIP(Set.of(Format.NPZ, Format.CSV)),
        JSON(Set.of(Format.JSON, Format.WCON)),
        TEXT(Set.of(Format.CSV, Format.TEXT)),
        OTHER(Set.of());

        private final Set<Format> formats;

        Content(Set<Format> formats) {
            this.formats = formats;
        }

        /** Formats of recipes that may describe it. */
        public Set<Format> formats() {
            return formats;
        }
    }

    /**
     * What a file is, gzip taken away.
     *
     * @throws DataException when it cannot be read
     */
    public static Content sniff(DataStore store, String path) {
        return new Place(path, "").read(() -> {
            byte[] head;
            try (java.io.InputStream raw = store.read(path)) {
                java.io.BufferedInputStream in = new java.io.BufferedInputStream(raw);
                in.mark(2);
                boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
                in.reset();
                head = (zipped ? new java.util.zip.GZIPInputStream(in) : in).readNBytes(1024);
            }
            return content(head);
        });
    }

    private static Content content(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089HDF\r\n") || text.startsWith("MATLAB 7.3") || text.indexOf("\u0089HDF\r\n") == 512) {
            return Content.HDF5;
        }
        if (text.startsWith("MATLAB 5.0")) {
            return Content.MATLAB5;
        }
        if (text.startsWith("\u0093NUMPY")) {
            return Content.NPY;
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return Content.ZIP;
        }
        if (head.length == 0) {
            return Content.OTHER;
        }
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return Content.JSON;
        }
        return text.chars().allMatch(c -> c >= PRINTABLE && c != 0x7f) ? Content.TEXT : Content.OTHER;
    }

    /**
     * The format of a file for the table of files.
     *
     * @param name e.g. {@code nwb}
     * @param version as the file states it; empty when it states none
     */
    public record Described(String name, String version) {}

    /**
     * What a file is, beyond its first bytes where these are HDF5. What is JSON is not parsed: its name tells WCON.
     *
     * @throws DataException when it cannot be read
     */
    public static Described describe(DataStore store, String path) throws IOException {
        Content content = sniff(store, path);
        return switch (content) {
            case HDF5 -> {
                try (Container hdf5 = open(store, path, Format.HDF5)) {
                    yield new Described(hdf5.format(), hdf5.version());
                }
            }
            case MATLAB5 -> new Described("matlab5", "5.0");
            case JSON -> new Described(Glob.plain(path).endsWith(".wcon") ? "wcon" : "json", "");
            default -> new Described(content.name().toLowerCase(Locale.ROOT), "");
        };
    }

    /**
     * Opens a file.
     *
     * @param format what the recipe says: tells csv from blank-separated text
     * @throws DataException when the content is of another kind, or damaged
     */
    public static Container open(DataStore store, String path, Format format) throws IOException {
        return open(store, path, java.util.List.of(format));
    }

    /**
     * Opens a file.
     *
     * @param formats what the recipe says: tells csv from blank-separated text
     * @throws DataException when the content is of another kind, or damaged
     */
    public static Container open(DataStore store, String path, java.util.List<Format> formats) throws IOException {
        LocalFile local = LocalFile.open(store, path);
        try {
            Content content = local.place().read(() -> content(local.head()));
            return switch (content) {
                case HDF5 -> Hdf5Container.open(local);
                case MATLAB5 -> Matlab5Container.open(local);
                case NPY -> NpyContainer.open(local);
                case ZIP -> ZipContainer.open(local);
                case JSON -> JsonContainer.open(local);
                case TEXT -> formats.contains(Format.TEXT) ? new TextContainer(local) : TableContainer.open(local);
                case OTHER ->
                    throw new DataException(
                            path,
                            "byte 0",
                            "unknown_format",
                            "expected HDF5, MATLAB, npy, npz, JSON or text, found none of them; copy the file again");
            };
        } catch (IOException | RuntimeException e) {
            local.close();
            throw e;
        }
    }
}
