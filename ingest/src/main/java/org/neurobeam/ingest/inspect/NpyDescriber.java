package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.neurobeam.ingest.array.NpyValues;
import org.neurobeam.schemas.error.DataException;

/** Describes numpy arrays; {@code first} are the first numbers of the file, whatever the order of its axes. */
public final class NpyDescriber implements FileDescriber {
    private static final String MAGIC = "NUMPY";
    private static final int BLOCK = 8192;
    private static final int SHOWN = 4;

    @Override
    public boolean accepts(InspectedFile file, FileHead head) {
        return head.has(1, MAGIC) || file.path().matches("(?i).*\\.npy");
    }

    @Override
    public FileDescription describe(InspectedFile file, boolean headerOnly) {
        try (NpyValues array = NpyValues.open(file.store(), file.path())) {
            ObjectNode json = header(file, array);
            boolean readable = headerOnly || statistics(json, array);
            ArrayNode warnings = json.putArray("warnings");
            if (readable && array.trailingBytes() > 0) {
                warnings.add(array.trailingBytes() + " bytes after the numbers ignored");
            }
            return new FileDescription(json, readable);
        } catch (DataException e) {
            return file.unreadable(e);
        } catch (IOException e) {
            return file.unreadable(
                    new DataException(file.path(), "", "unreadable", "cannot be read: " + e.getMessage(), e));
        }
    }

    private static ObjectNode header(InspectedFile file, NpyValues array) {
        ObjectNode json = file.begin();
        json.put("format", "npy");
        json.put(
                "shape",
                String.join("x", array.shape().stream().map(String::valueOf).toList()));
        json.put("dtype", array.dtype());
        json.put("endian", array.isBigEndian() ? ">" : "<");
        json.put("order", array.fortranOrder() ? "F" : "C");
        json.put("data_offset", array.dataOffset());
        return json;
    }

    private static boolean statistics(ObjectNode json, NpyValues array) throws IOException {
        ValueStatistics all = new ValueStatistics();
        double[] block = new double[BLOCK];
        ObjectNode found = json.objectNode();
        found.put("n", array.count());
        ArrayNode first = json.arrayNode();
        try {
            for (int n = array.read(block); n > 0; n = array.read(block)) {
                all.add(block, 0, 1, n);
                for (int i = 0; i < n && first.size() < SHOWN; i++) {
                    first.add(JsonNumbers.of(block[i]));
                }
            }
        } catch (DataException e) {
            json.put("data_error", e.getMessage());
            return false;
        }
        all.write(found);
        found.set("first", first);
        found.put("nz", all.nonZero());
        json.setAll(found);
        return true;
    }
}
