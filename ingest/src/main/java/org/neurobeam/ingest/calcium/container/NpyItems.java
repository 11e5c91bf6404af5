package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.neurobeam.ingest.array.NpyValues;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Arrays of numpy as items; object arrays, which carry code, are named and not read. */
final class NpyItems {
    private static final int BLOCK = 1 << 16;

    private NpyItems() {}

    /** The array of a local file. */
    static Item of(Place place, Path path) {
        return place.read(() -> {
            try (NpyValues header = open(path)) {
                List<Integer> shape =
                        header.shape().stream().map(Math::toIntExact).toList();
                requireWhole(place, header);
                return NumberArray.lazy(place, shape, () -> place.read(() -> values(path, shape)));
            } catch (DataException e) {
                if (e.code().equals("unsupported_dtype")) {
                    return new Item.Opaque("OBJECT_DTYPE", e.problem());
                }
                throw place.bad(e.code(), e.problem());
            }
        });
    }

    private static void requireWhole(Place place, NpyValues header) throws IOException {
        if (header.trailingBytes() < 0) {
            throw place.bad(
                    "truncated_data",
                    "expected " + header.count() + " numbers, the file ends " + -header.trailingBytes()
                            + " bytes before the last; copy the file again");
        }
    }

    private static NpyValues open(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        return NpyValues.open(DataStore.local(folder), path.getFileName().toString());
    }

    private static double[] values(Path path, List<Integer> shape) throws IOException {
        try (NpyValues in = open(path)) {
            double[] all = new double[Math.toIntExact(in.count())];
            double[] block = new double[BLOCK];
            int at = 0;
            for (int n = in.read(block); n > 0; n = in.read(block)) {
                System.arraycopy(block, 0, all, at, n);
                at += n;
            }
            if (!in.fortranOrder()) {
                return all;
            }
            return Order.fromColumns(all, shape);
        }
    }
}
