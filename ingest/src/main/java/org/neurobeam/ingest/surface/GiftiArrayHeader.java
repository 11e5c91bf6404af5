package org.neurobeam.ingest.surface;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands in and below a DataArray element before its data. */
record GiftiArrayHeader(
        String intent,
        ElementType type,
        List<Integer> dimensions,
        boolean columnMajor,
        Encoding encoding,
        ByteOrder order,
        External external,
        Map<String, String> metadata,
        List<CoordinateTransform> transforms) {
    private static final int MOST_DIMENSIONS = 6;

    /** How numbers are written. */
    enum Encoding {
        ASCII,
        BASE64,
        GZIP_BASE64,
        EXTERNAL
    }

    /** A file of numbers beside this one. */
    record External(String name, String offset) {}

    /** Reads the attributes of the DataArray element at hand. */
    static GiftiArrayHeader read(XmlSource xml) {
        String typeName = xml.attribute("DataType");
        ElementType type = ElementType.of(typeName)
                .orElseThrow(() -> xml.bad("unsupported_type", "unsupported DataType '" + typeName + "'"));
        String indexing = xml.attribute("ArrayIndexingOrder").toLowerCase(Locale.ROOT);
        return new GiftiArrayHeader(
                GiftiIntent.name(xml.attribute("Intent")),
                type,
                dimensions(xml, type),
                indexing.contains("col"),
                encoding(xml),
                xml.attribute("Endian").toLowerCase(Locale.ROOT).contains("big")
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN,
                new External(xml.attribute("ExternalFileName"), xml.attribute("ExternalFileOffset")),
                Map.of(),
                List.of());
    }

    private static Encoding encoding(XmlSource xml) {
        String written = xml.attribute("Encoding");
        return switch (written) {
            case "ASCII", "GIFTI_ENCODING_ASCII" -> Encoding.ASCII;
            case "Base64Binary", "GIFTI_ENCODING_B64BIN" -> Encoding.BASE64;
            case "GZipBase64Binary", "GIFTI_ENCODING_B64GZ" -> Encoding.GZIP_BASE64;
            case "ExternalFileBinary", "GIFTI_ENCODING_EXTBIN" -> Encoding.EXTERNAL;
            default ->
                throw xml.bad(
                        "unsupported_encoding",
                        "expected Encoding ASCII, Base64Binary, GZipBase64Binary or ExternalFileBinary, found '"
                                + written + "'");
        };
    }

    private static List<Integer> dimensions(XmlSource xml, ElementType type) {
        int count = xml.intAttribute("Dimensionality");
        if (count < 1 || count > MOST_DIMENSIONS) {
            throw xml.bad("bad_dimensions", "expected Dimensionality 1 to 6, found " + count);
        }
        List<Integer> extents = new ArrayList<>();
        long bytes = type.bytes();
        for (int i = 0; i < count; i++) {
            int extent = xml.intAttribute("Dim" + i);
            if (extent < 0) {
                throw xml.bad("bad_dimensions", "expected Dim" + i + " of at least 0, found " + extent);
            }
            extents.add(extent);
            bytes = bytes > Integer.MAX_VALUE ? bytes : bytes * extent;
        }
        if (bytes > Integer.MAX_VALUE) {
            throw xml.bad("bad_dimensions", "array of " + extents + " " + type.dtype() + " exceeds 2 GiB");
        }
        return extents;
    }

    int size() {
        return dimensions.stream().reduce(1, (a, b) -> a * b);
    }

    int bytes() {
        return size() * type.bytes();
    }

    GiftiArrayHeader with(Map<String, String> pairs, List<CoordinateTransform> systems) {
        return new GiftiArrayHeader(
                intent,
                type,
                dimensions,
                columnMajor,
                encoding,
                order,
                external,
                java.util.Collections.unmodifiableMap(pairs),
                List.copyOf(systems));
    }
}
