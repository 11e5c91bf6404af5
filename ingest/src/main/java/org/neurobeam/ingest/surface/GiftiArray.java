package org.neurobeam.ingest.surface;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One DataArray of a GIFTI file: numbers in row-major order, whatever order the file had.
 *
 * <p>Immutable.
 */
public final class GiftiArray {
    private final GiftiArrayHeader header;
    private final List<Integer> layout;
    private final ByteBuffer values;

    /** @param values little endian, row-major; empty when only the header was read */
    GiftiArray(GiftiArrayHeader header, List<Integer> layout, ByteBuffer values) {
        this.header = header;
        this.layout = List.copyOf(layout);
        this.values = values;
    }

    /** Intent without its prefix: POINTSET, TRIANGLE, SHAPE, LABEL, TIME_SERIES, NONE ... */
    public String intent() {
        return header.intent();
    }

    /** NIfTI code of the intent; -1 when unknown. */
    public int intentCode() {
        return GiftiIntent.code(header.intent());
    }

    /** Type of the numbers in the file. */
    public ElementType type() {
        return header.type();
    }

    /** Extents, the last one fastest. */
    public List<Integer> dimensions() {
        return header.dimensions();
    }

    /** The product of the extents. */
    public int size() {
        return header.size();
    }

    /** Name and value pairs of the array, in the order of the file. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** Coordinate systems given for a POINTSET. */
    public List<CoordinateTransform> transforms() {
        return header.transforms();
    }

    /** The element at a row-major index. */
    public double at(int index) {
        return type().at(values, index * type().bytes());
    }

    /** All elements as float32, [size]. */
    public float[] floats() {
        float[] all = new float[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) at(i);
        }
        return all;
    }

    /**
     * All elements as int, [size], for labels and triangles.
     *
     * @throws IllegalArgumentException when the array does not hold whole numbers
     */
    public int[] ints() {
        if (!type().integer()) {
            throw new IllegalArgumentException("array " + describe() + " does not hold whole numbers");
        }
        int[] all = new int[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (int) at(i);
        }
        return all;
    }

    /** As inspection prints it, e.g. {@code (8, 3)/float32/1008}; an ASCII array as its lines lay it out. */
    public String describe() {
        String extents = layout.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + extents + (layout.size() == 1 ? ",)" : ")") + "/" + type().dtype() + "/" + intentCode();
    }

    /** Whether the numbers were read. */
    boolean hasValues() {
        return values.capacity() == size() * type().bytes();
    }
}
