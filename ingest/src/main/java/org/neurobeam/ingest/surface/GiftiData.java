package org.neurobeam.ingest.surface;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The numbers of one array: from text, base64, zlib or another file to little endian row-major bytes. */
final class GiftiData {
    private static final int GZIP_MAGIC = 0x1f8b;
    static final String CODE = "bad_data";

    private final DataStore store;
    private final String path;

    GiftiData(DataStore store, String path) {
        this.store = store;
        this.path = path;
    }

    /** Reads the Data element at hand. */
    GiftiArray read(XmlSource xml, GiftiArrayHeader header) throws IOException {
        return switch (header.encoding()) {
            case ASCII -> ascii(xml, header);
            case BASE64 -> binary(xml, header, base64(xml));
            case GZIP_BASE64 -> binary(xml, header, inflate(xml, base64(xml), header.bytes()));
            case EXTERNAL -> {
                xml.textOf((text, start, length) -> {});
                yield binary(xml, header, external(header));
            }
        };
    }

    /** Passes over the Data element at hand; the layout of an ASCII array still comes from its lines. */
    GiftiArray skip(XmlSource xml, GiftiArrayHeader header) {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        if (header.encoding() == GiftiArrayHeader.Encoding.ASCII) {
            NumberText words = new NumberText(word -> {});
            xml.textOf(words);
            words.finish();
            return new GiftiArray(header, layout(header, words.lines()), nothing);
        }
        xml.textOf((text, start, length) -> {});
        return new GiftiArray(header, header.dimensions(), nothing);
    }

    private static GiftiArray ascii(XmlSource xml, GiftiArrayHeader header) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(header.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        NumberText words = new NumberText(word -> {
            one.clear();
            parse(xml, header.type(), word, one);
            if (bytes.size() >= header.bytes()) {
                throw wrongCount(xml, header, "more");
            }
            bytes.write(one.array(), 0, one.capacity());
        });
        xml.textOf(words);
        words.finish();
        if (words.count() != header.size()) {
            throw wrongCount(xml, header, String.valueOf(words.count()));
        }
        ByteBuffer values = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new GiftiArray(header, layout(header, words.lines()), rowMajor(header, values));
    }

    private static DataException wrongCount(XmlSource xml, GiftiArrayHeader header, String found) {
        return xml.bad(CODE, "expected " + header.size() + " numbers as the dimensions say, found " + found);
    }

    private static void parse(XmlSource xml, ElementType type, String word, ByteBuffer into) {
        try {
            type.parse(word, into);
        } catch (NumberFormatException e) {
            throw xml.bad(CODE, "expected a number of type " + type.dtype() + ", found '" + word + "'");
        }
    }

    /** ASCII numbers as their lines lay them out: all on one line, or one on each, make one axis. */
    private static List<Integer> layout(GiftiArrayHeader header, int lines) {
        int size = header.size();
        boolean flat = lines <= 1 || lines == size;
        return flat ? List.of(size) : size % lines == 0 ? List.of(lines, size / lines) : header.dimensions();
    }

    private static byte[] base64(XmlSource xml) {
        Base64Text text = new Base64Text();
        xml.textOf(text);
        return text.finish(xml);
    }

    private static byte[] inflate(XmlSource xml, byte[] packed, int expected) throws IOException {
        boolean gzip = packed.length > 1 && ((packed[0] & 0xff) << 8 | (packed[1] & 0xff)) == GZIP_MAGIC;
        ByteArrayInputStream in = new ByteArrayInputStream(packed);
        if (expected == 0 && packed.length == 0) {
            return packed;
        }
        try (InputStream out = gzip ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
            // one byte more than expected tells too much from enough without unpacking it all
            byte[] values = out.readNBytes(expected);
            if (out.read() >= 0) {
                throw xml.bad(CODE, "expected " + expected + " bytes after decompression, found more");
            }
            return values;
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw xml.bad(CODE, "expected a zlib stream: " + e.getMessage());
        }
    }

    private byte[] external(GiftiArrayHeader header) throws IOException {
        String name = header.external().name();
        String file = ExternalPath.resolve(path, name);
        long offset = offset(header.external().offset());
        if (!store.exists(file)) {
            throw new DataException(path, "", CODE, "expected its external file " + file + ", which does not exist");
        }
        long have = store.size(file) - offset;
        if (have < header.bytes()) {
            throw new DataException(
                    file,
                    "byte " + offset,
                    CODE,
                    path + " claims " + header.bytes() + " bytes from here, file has " + Math.max(have, 0));
        }
        ByteBuffer bytes = ByteBuffer.allocate(header.bytes());
        try (SeekableByteChannel channel = store.open(file)) {
            channel.position(offset);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // a channel may give less than asked for
            }
        }
        return bytes.array();
    }

    private long offset(String text) {
        try {
            long offset = text.isEmpty() ? 0 : Long.parseLong(text);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException e) {
            throw new DataException(path, "", CODE, "ExternalFileOffset '" + text + "' is not a number", e);
        }
        throw new DataException(path, "", CODE, "ExternalFileOffset " + text + " is negative");
    }

    private static GiftiArray binary(XmlSource xml, GiftiArrayHeader header, byte[] bytes) {
        if (bytes.length != header.bytes()) {
            throw xml.bad(CODE, "expected " + header.bytes() + " bytes as the dimensions say, found " + bytes.length);
        }
        int width = header.type().bytes();
        if (header.order() == ByteOrder.BIG_ENDIAN && width > 1) {
            reverse(bytes, width);
        }
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new GiftiArray(header, header.dimensions(), rowMajor(header, values));
    }

    private static void reverse(byte[] bytes, int width) {
        for (int start = 0; start < bytes.length; start += width) {
            for (int i = 0, j = width - 1; i < j; i++, j--) {
                byte swapped = bytes[start + i];
                bytes[start + i] = bytes[start + j];
                bytes[start + j] = swapped;
            }
        }
    }

    /** Moves column-major elements to their row-major places. */
    private static ByteBuffer rowMajor(GiftiArrayHeader header, ByteBuffer values) {
        if (!header.columnMajor() || header.dimensions().size() < 2) {
            return values;
        }
        int width = header.type().bytes();
        ByteBuffer moved = ByteBuffer.allocate(values.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> extents = header.dimensions();
        for (int i = 0; i < header.size(); i++) {
            int rest = i;
            int target = 0;
            for (int extent : extents) {
                target = target * extent + rest % extent;
                rest /= extent;
            }
            moved.put(target * width, values, i * width, width);
        }
        return moved;
    }
}
