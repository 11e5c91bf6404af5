package org.neurobeam.ingest.surface;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A GIFTI file: arrays on the vertices (or of the vertices and triangles) of a surface, and its label table.
 *
 * <p>Read in one forward pass; the DOCTYPE of the file is not resolved, external data only inside the store.
 *
 * @param metadata name and value pairs of the file
 * @param labels label table; empty for none
 * @param arrays in the order of the file
 * @param warnings what was doubtful but readable, one sentence each
 */
public record GiftiFile(
        Map<String, String> metadata, List<SurfaceLabel> labels, List<GiftiArray> arrays, List<String> warnings) {
    /** Copies the collections. */
    public GiftiFile {
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
        labels = List.copyOf(labels);
        arrays = List.copyOf(arrays);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file with all its numbers; gzip is recognised by content.
     *
     * @throws DataException with the place for malformed XML, unsupported types, data that do not fit the dimensions,
     *     and external files outside the store
     */
    public static GiftiFile read(DataStore store, String path) throws IOException {
        return read(store, path, true);
    }

    /**
     * Reads everything but the numbers.
     *
     * @throws DataException with the place for malformed XML and unsupported types
     */
    public static GiftiFile readHeader(DataStore store, String path) throws IOException {
        return read(store, path, false);
    }

    private static GiftiFile read(DataStore store, String path, boolean values) throws IOException {
        try (InputStream in = XmlSource.unzipped(store.read(path))) {
            return new GiftiParser(XmlSource.of(in, path, ""), new GiftiData(store, path), values).parse();
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new DataException(path, "", "bad_gzip", "expected a whole gzip file: " + e.getMessage(), e);
        }
    }

    /** The arrays of one intent, e.g. {@code TIME_SERIES}, in the order of the file. */
    public List<GiftiArray> arrays(String intent) {
        return arrays.stream().filter(a -> a.intent().equals(intent)).toList();
    }

    /**
     * The arrays of one intent as rows: one row for each volume of a TIME_SERIES, one column for each vertex.
     *
     * @return [arrays x vertices]
     * @throws IllegalArgumentException when their lengths differ
     */
    public FloatMatrix series(String intent) {
        List<GiftiArray> chosen = arrays(intent);
        int vertices = chosen.isEmpty() ? 0 : chosen.get(0).size();
        List<float[]> rows = new ArrayList<>();
        for (GiftiArray array : chosen) {
            if (array.size() != vertices) {
                throw new IllegalArgumentException(
                        "array 0 has " + vertices + " values but array " + rows.size() + " has " + array.size());
            }
            rows.add(array.floats());
        }
        float[] values = new float[Math.multiplyExact(rows.size(), vertices)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * vertices, vertices);
        }
        return FloatMatrix.wrap(rows.size(), vertices, values);
    }
}
