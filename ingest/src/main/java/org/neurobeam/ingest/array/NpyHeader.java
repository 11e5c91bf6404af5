package org.neurobeam.ingest.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.DataException;

/**
 * The header of an {@code .npy} file.
 *
 * @param type dtype
 * @param fortranOrder first index fastest
 * @param rows first extent
 * @param columns second extent, 1 for a vector
 * @param dataOffset byte where the numbers start
 */
record NpyHeader(NpyType type, boolean fortranOrder, long rows, long columns, long dataOffset) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int ALIGNMENT = 64;
    private static final int V1_PREFIX = 10;
    private static final int V2_PREFIX = 12;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d+)'");
    static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d+)L?\\s*,?\\s*(?:(\\d+)L?\\s*,?\\s*)?\\)");

    /** The text of a header and where the numbers start. */
    record Text(String text, long dataOffset) {}

    static NpyHeader read(String file, SeekableByteChannel channel) throws IOException {
        Text header = text(file, channel);
        return parse(file, header.text(), header.dataOffset());
    }

    static Text text(String file, SeekableByteChannel channel) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(V2_PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        fill(file, channel, prefix);
        for (int i = 0; i < MAGIC.length; i++) {
            if (prefix.get(i) != MAGIC[i]) {
                throw new DataException(
                        file,
                        "byte " + i,
                        "not_npy",
                        "not a numpy array: the file must start with \\x93NUMPY; save it with numpy.save");
            }
        }
        boolean v1 = prefix.get(MAGIC.length) == 1;
        long length = v1
                ? Short.toUnsignedInt(prefix.getShort(MAGIC.length + 2))
                : Integer.toUnsignedLong(prefix.getInt(MAGIC.length + 2));
        if (length > MAX_HEADER) {
            throw new DataException(
                    file,
                    "byte 8",
                    "not_npy",
                    "header length " + length + " is larger than " + MAX_HEADER + "; the file is damaged");
        }
        int start = v1 ? V1_PREFIX : V2_PREFIX;
        ByteBuffer text = ByteBuffer.allocate((int) length);
        channel.position(start);
        fill(file, channel, text);
        return new Text(new String(text.array(), StandardCharsets.UTF_8), start + length);
    }

    private static void fill(String file, SeekableByteChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new DataException(
                        file,
                        "byte " + channel.position(),
                        "not_npy",
                        "the file ends within the header of a numpy array");
            }
        }
    }

    private static NpyHeader parse(String file, String text, long dataOffset) {
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        NpyType type = type(file, text);
        if (!order.find() || !shape.find()) {
            throw new DataException(
                    file,
                    "header",
                    "unsupported_shape",
                    "expected an array of one or two dimensions, found " + text.strip() + "; reshape it before saving");
        }
        long rows = extent(file, shape.group(1));
        long columns = shape.group(2) == null ? 1 : extent(file, shape.group(2));
        return new NpyHeader(type, "True".equals(order.group(1)), rows, columns, dataOffset);
    }

    private static long extent(String file, String digits) {
        long extent = digits.length() > Integer.toString(Integer.MAX_VALUE).length()
                ? Long.MAX_VALUE
                : Long.parseLong(digits);
        if (extent > Integer.MAX_VALUE) {
            throw new DataException(
                    file, "header", "unsupported_shape", "extent " + digits + " exceeds " + Integer.MAX_VALUE);
        }
        return extent;
    }

    static NpyType type(String file, String text) {
        Matcher descr = DESCR.matcher(text);
        if (descr.find()) {
            char kind = descr.group(2).charAt(0);
            int bytes = descr.group(3).length() > 2 ? 0 : Integer.parseInt(descr.group(3));
            boolean known = switch (kind) {
                case 'f' -> bytes == Float.BYTES || bytes == Double.BYTES;
                case 'i', 'u' ->
                    bytes == Byte.BYTES || bytes == Short.BYTES || bytes == Integer.BYTES || bytes == Long.BYTES;
                case 'b' -> bytes == Byte.BYTES;
                default -> false;
            };
            if (known) {
                boolean big = ">".equals(descr.group(1));
                return new NpyType(kind, bytes, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new DataException(
                file,
                "header",
                "unsupported_dtype",
                "expected float32, float64, an integer or bool, found " + text.strip()
                        + "; object arrays carry code and are never read: save numbers, e.g. x.astype('float32')");
    }

    /** The bytes of a version 1.0 header of a row-major float32 array. */
    static byte[] bytes(long rows, int columns, boolean fortranOrder) {
        String order = fortranOrder ? "True" : "False";
        String text = "{'descr': '<f4', 'fortran_order': " + order + ", 'shape': (" + rows + ", " + columns + "), }";
        int padded = (V1_PREFIX + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer b = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        b.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - V1_PREFIX));
        b.put(text.getBytes(StandardCharsets.US_ASCII));
        while (b.position() < padded - 1) {
            b.put((byte) ' ');
        }
        b.put((byte) '\n');
        return b.array();
    }

    @Override
    public String toString() {
        return "[" + rows + " x " + columns + "] of " + type.kind() + type.bytes()
                + (fortranOrder ? ", Fortran order" : "");
    }
}
