package org.neurobeam.ingest.surface;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.stream.Collectors;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The objects that {@code inspect FILE --json} prints for GIFTI and CIFTI files. */
public final class SurfaceInspection {
    private SurfaceInspection() {}

    /**
     * Describes a GIFTI file: bytes, shape of every array, format, sums and extremes.
     *
     * <p>Never throws for a damaged file: {@code load_error} stands for an unreadable one, {@code data_error} for one
     * whose arrays are declared but not readable.
     *
     * @param headerOnly whether to leave the numbers unread
     */
    public static ObjectNode gifti(DataStore store, String path, boolean headerOnly) throws IOException {
        ObjectNode json = start(store, path, "gifti");
        try {
            describe(json, GiftiFile.readHeader(store, path));
        } catch (DataException e) {
            return json.put("load_error", e.getMessage());
        }
        if (!headerOnly) {
            try {
                numbers(json, GiftiFile.read(store, path));
            } catch (DataException e) {
                json.put("data_error", e.getMessage());
            }
        }
        return json;
    }

    private static ObjectNode start(DataStore store, String path, String format) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("file", path);
        json.put("bytes", store.size(path));
        json.put("format", format);
        return json;
    }

    private static void describe(ObjectNode json, GiftiFile file) {
        json.put("shape", file.arrays().stream().map(GiftiArray::describe).collect(Collectors.joining(" ")));
        json.put("labels", file.labels().size());
        file.warnings().forEach(json.putArray("warnings")::add);
    }

    private static void numbers(ObjectNode json, GiftiFile file) {
        for (GiftiArray array : file.arrays()) {
            ObjectNode one = json.withArray("arrays").addObject();
            one.put("intent", array.intent());
            ValueStatistics statistics = new ValueStatistics();
            double sum = 0;
            for (int i = 0; i < array.size(); i++) {
                statistics.add(array.at(i));
                sum += array.at(i);
            }
            statistics.write(one);
            JsonNumbers.put(one, "sum", sum);
        }
    }

    /**
     * Describes a CIFTI file: the keys of a NIfTI-2 image with the matrix as its shape, and the kinds of its axes.
     *
     * <p>Never throws for a damaged file: {@code load_error} stands for an unreadable one, {@code data_error} for one
     * whose header is whole and whose data are not.
     *
     * @param headerOnly whether to leave the numbers unread
     */
    public static ObjectNode cifti(DataStore store, String path, boolean headerOnly) throws IOException {
        ObjectNode json = start(store, path, "cifti2");
        CiftiFile file;
        try {
            file = CiftiFile.open(store, path);
        } catch (DataException e) {
            return json.put("load_error", e.getMessage());
        }
        CiftiHeaderJson.write(json, file);
        if (!headerOnly) {
            ValueStatistics statistics = new ValueStatistics();
            try {
                file.forEachColumns(file.defaultColumnsAtOnce(), (first, block) -> {
                    for (float value : block.values()) {
                        statistics.add(value);
                    }
                });
                statistics.write(json);
            } catch (DataException e) {
                json.put("data_error", e.getMessage());
            }
        }
        return json;
    }
}
