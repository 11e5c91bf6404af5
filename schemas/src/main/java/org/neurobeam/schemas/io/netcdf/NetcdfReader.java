package org.neurobeam.schemas.io.netcdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * Reads the netCDF-3 files that {@link NetcdfFile} writes (classic format with 64-bit offsets, no record dimension) from
 * any store, some rows of a variable at a time: memory is that of the rows asked for. Not thread-safe; close it.
 *
 * @see <a href="https://docs.unidata.ucar.edu/nug/current/file_format_specifications.html">netCDF file formats</a>
 */
public final class NetcdfReader implements AutoCloseable {
    private static final int TEXT = 2;
    private static final int FLOAT = 5;
    private static final List<Integer> BYTES_OF_TYPE = List.of(0, 1, 1, 2, 4, 4, 8);
    private static final int ALIGNMENT = 4;
    private static final int HEADER_PIECE = 1 << 16;
    private static final int PIECE_BYTES = 1 << 20;

    /** A variable of the file: netCDF type, lengths of its dimensions, first byte. */
    private record Stored(int type, List<Integer> shape, long begin) {}

    private final String file;
    private final SeekableByteChannel channel;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, Stored> variables = new LinkedHashMap<>();
    private ByteBuffer buffer = ByteBuffer.allocate(HEADER_PIECE).limit(0);

    private NetcdfReader(String file, SeekableByteChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Reads the header of a file.
     *
     * @throws DataException {@code not_netcdf} for anything else, {@code truncated_data} for a file cut short
     */
    public static NetcdfReader open(DataStore store, String path) throws IOException {
        SeekableByteChannel channel = store.open(path);
        NetcdfReader reader = new NetcdfReader(store.location() + "/" + path, channel);
        try {
            reader.header();
            return reader;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void header() throws IOException {
        int magic = number();
        if (magic != ('C' << 24 | 'D' << 16 | 'F' << 8 | 2)) {
            throw new DataException(
                    file,
                    "byte 0",
                    "not_netcdf",
                    "expected netCDF-3 with 64-bit offsets (CDF\\x02), found other bytes; make the file again");
        }
        number();
        number();
        List<Integer> lengths = new ArrayList<>();
        for (int left = number(); left > 0; left--) {
            text();
            lengths.add(number());
        }
        attributes(attributes);
        number();
        for (int left = number(); left > 0; left--) {
            String name = text();
            List<Integer> shape = new ArrayList<>();
            for (int axes = number(); axes > 0; axes--) {
                shape.add(lengths.get(number()));
            }
            attributes(new LinkedHashMap<>());
            int type = number();
            number();
            variables.put(
                    name, new Stored(type, List.copyOf(shape), need(Long.BYTES).getLong()));
        }
    }

    /** Text attributes go to the map, numeric ones are passed over. */
    private void attributes(Map<String, String> into) throws IOException {
        number();
        for (int left = number(); left > 0; left--) {
            String name = text();
            int type = number();
            if (type == TEXT) {
                into.put(name, text());
            } else {
                int bytes = Math.multiplyExact(number(), BYTES_OF_TYPE.get(type));
                need(padded(bytes)).position(buffer.position() + padded(bytes));
            }
        }
    }

    private String text() throws IOException {
        int bytes = number();
        byte[] text = new byte[padded(bytes)];
        need(text.length).get(text);
        return new String(text, 0, bytes, StandardCharsets.UTF_8);
    }

    private int number() throws IOException {
        return need(Integer.BYTES).getInt();
    }

    private static int padded(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The buffer with at least so many bytes left. */
    private ByteBuffer need(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(HEADER_PIECE, bytes));
            larger.put(buffer);
            while (larger.position() < bytes) {
                if (channel.read(larger) < 0) {
                    throw truncated();
                }
            }
            buffer = larger.flip();
        }
        return buffer;
    }

    private DataException truncated() throws IOException {
        return new DataException(
                file,
                "byte " + channel.size(),
                "truncated_data",
                "the file ends before its data do; copy it again or make it again");
    }

    /** A text attribute of the file. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Whether the file has the variable. */
    public boolean has(String variable) {
        return variables.containsKey(variable);
    }

    /**
     * Lengths of the dimensions of a variable, slowest first; the last one of a text variable is bytes.
     *
     * @throws DataException {@code missing_variable}
     */
    public List<Integer> shape(String variable) {
        return require(variable).shape();
    }

    private Stored require(String name) {
        Stored found = variables.get(name);
        if (found == null) {
            throw new DataException(
                    file, name, "missing_variable", "expected the variable " + name + ", found " + variables.keySet());
        }
        return found;
    }

    /**
     * Values of a float variable at indices [from, to) of its first dimension, row-major.
     *
     * @throws DataException {@code missing_variable} or {@code truncated_data}
     * @throws IllegalArgumentException if the variable is not float or has fewer rows
     */
    public float[] readFloats(String variable, int from, int to) throws IOException {
        Stored stored = require(variable);
        if (stored.type() != FLOAT
                || from < 0
                || to < from
                || to > stored.shape().get(0)) {
            throw new IllegalArgumentException("rows [" + from + ", " + to + ") of float values but " + variable
                    + " has type " + stored.type() + " and shape " + stored.shape());
        }
        int width = rowLength(stored);
        float[] values = new float[Math.multiplyExact(to - from, width)];
        ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE_BYTES, values.length * Float.BYTES));
        channel.position(stored.begin() + (long) from * width * Float.BYTES);
        for (int at = 0; at < values.length; ) {
            int count = Math.min(piece.capacity() / Float.BYTES, values.length - at);
            fill(piece.clear().limit(count * Float.BYTES));
            piece.asFloatBuffer().get(values, at, count);
            at += count;
        }
        return values;
    }

    /** All texts of a text variable, without their padding. */
    public List<String> readTexts(String variable) throws IOException {
        Stored stored = require(variable);
        if (stored.type() != TEXT || stored.shape().size() != 2) {
            throw new IllegalArgumentException(
                    "texts but " + variable + " has type " + stored.type() + " and shape " + stored.shape());
        }
        byte[] text = new byte[rowLength(stored)];
        ByteBuffer all = ByteBuffer.allocate(
                Math.multiplyExact(text.length, stored.shape().get(0)));
        channel.position(stored.begin());
        fill(all);
        List<String> texts = new ArrayList<>();
        while (all.hasRemaining()) {
            all.get(text);
            int end = text.length;
            while (end > 0 && text[end - 1] == 0) {
                end--;
            }
            texts.add(new String(text, 0, end, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static int rowLength(Stored stored) {
        return stored.shape().subList(1, stored.shape().size()).stream().reduce(1, Math::multiplyExact);
    }

    private void fill(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw truncated();
            }
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
