package org.neurobeam.ingest.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A numpy array of any number of dimensions as a stream of numbers in the order of the file: for a look at what it
 * holds. Memory is one block; not thread-safe.
 */
public final class NpyValues implements AutoCloseable {
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
    private static final int BLOCK_BYTES = 1 << 16;

    private final String path;
    private final SeekableByteChannel channel;
    private final NpyType type;
    private final boolean fortranOrder;
    private final List<Long> shape;
    private final long dataOffset;
    private long left;

    private NpyValues(String path, SeekableByteChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        NpyHeader.Text header = NpyHeader.text(path, channel);
        this.type = NpyHeader.type(path, header.text());
        Matcher order = NpyHeader.ORDER.matcher(header.text());
        if (!order.find()) {
            throw bad("expected fortran_order True or False, found "
                    + header.text().strip());
        }
        this.fortranOrder = "True".equals(order.group(1));
        this.shape = shape(header.text());
        this.dataOffset = header.dataOffset();
        this.left = count();
    }

    /**
     * Opens an array: reads its header alone.
     *
     * @throws DataException {@code not_npy}, {@code unsupported_dtype} or {@code unsupported_shape}
     */
    public static NpyValues open(DataStore store, String path) throws IOException {
        SeekableByteChannel channel = store.open(path);
        try {
            return new NpyValues(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private List<Long> shape(String text) {
        Matcher found = SHAPE.matcher(text);
        if (!found.find()) {
            throw bad("expected a shape, found " + text.strip());
        }
        List<Long> extents = new ArrayList<>();
        long bytes = type.bytes();
        for (String part : found.group(1).split(",")) {
            String digits = part.strip().replaceFirst("L$", "");
            if (!digits.isEmpty()) {
                try {
                    long extent = Long.parseLong(digits.startsWith("-") ? "negative" : digits);
                    extents.add(extent);
                    bytes = Math.multiplyExact(bytes, extent);
                } catch (NumberFormatException | ArithmeticException e) {
                    throw bad("expected extents below 2^63 bytes in all, found (" + found.group(1) + ")");
                }
            }
        }
        return List.copyOf(extents);
    }

    private DataException bad(String problem) {
        return new DataException(path, "header", "unsupported_shape", problem + "; save it with numpy.save");
    }

    /** Extents; none for a single number. */
    public List<Long> shape() {
        return shape;
    }

    /** Number of numbers. */
    public long count() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    /** The dtype as numpy prints it: {@code float32}, or {@code >f4} where the bytes are big-endian. */
    public String dtype() {
        if (isBigEndian()) {
            return ">" + type.kind() + type.bytes();
        }
        String name = switch (type.kind()) {
            case 'f' -> "float";
            case 'u' -> "uint";
            case 'b' -> "bool";
            default -> "int";
        };
        return type.kind() == 'b' ? name : name + type.bytes() * Byte.SIZE;
    }

    /** Whether numbers are stored with the highest byte first. */
    public boolean isBigEndian() {
        return type.order() == ByteOrder.BIG_ENDIAN && type.bytes() > 1;
    }

    /** Whether the first index is the fastest. */
    public boolean fortranOrder() {
        return fortranOrder;
    }

    /** Byte where the numbers start. */
    public long dataOffset() {
        return dataOffset;
    }

    /** Bytes that follow the last number. */
    public long trailingBytes() throws IOException {
        return channel.size() - dataOffset - count() * type.bytes();
    }

    /**
     * Reads the next numbers.
     *
     * @return how many, 0 at the end
     * @throws DataException {@code truncated_data} if the file is shorter than its header claims
     */
    public int read(double[] into) throws IOException {
        if (trailingBytes() < 0) {
            throw new DataException(
                    path,
                    "byte " + channel.size(),
                    "truncated_data",
                    "header claims " + count() * type.bytes() + " bytes of numbers, file has "
                            + Math.max(0, channel.size() - dataOffset) + "; copy the file again");
        }
        int most = Math.min(into.length, BLOCK_BYTES / type.bytes());
        int n = (int) Math.min(most, left);
        ByteBuffer bytes = ByteBuffer.allocate(n * type.bytes()).order(type.order());
        channel.position(dataOffset + (count() - left) * type.bytes());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new DataException(
                        path, "byte " + channel.position(), "truncated_data", "the file became shorter while read");
            }
        }
        for (int i = 0; i < n; i++) {
            into[i] = type.number(bytes, i);
        }
        left -= n;
        return n;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
