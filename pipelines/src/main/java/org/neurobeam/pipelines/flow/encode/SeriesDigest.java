package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;

/**
 * What identifies the responses of a group, whatever file or tiles they came from: SHA-256 over the SHA-256 of each
 * series in the order of the targets, of float32 little-endian samples.
 */
final class SeriesDigest {
    private final MessageDigest all = Sha256.empty();

    /** The digests of the columns, one after the other. */
    static byte[] of(FloatMatrix series) {
        int n = series.rows();
        MessageDigest digest = Sha256.empty();
        ByteBuffer samples = ByteBuffer.allocate(n * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer digests = ByteBuffer.allocate(Math.multiplyExact(series.columns(), digest.getDigestLength()));
        for (int v = 0; v < series.columns(); v++) {
            samples.clear();
            for (int i = 0; i < n; i++) {
                // every NaN is the same one
                samples.putInt(Float.floatToIntBits(series.get(i, v)));
            }
            digests.put(digest.digest(samples.array()));
        }
        return digests.array();
    }

    /** Of all tiles of a group, in order. */
    static String of(DataStore results, List<TileName> tiles) throws IOException {
        SeriesDigest digest = new SeriesDigest();
        for (TileName tile : tiles) {
            try (InputStream in = results.read(tile.responsesPath())) {
                digest.all.update(in.readAllBytes());
            }
        }
        return digest.hex();
    }

    /** Adds the next targets, [samples x targets]. */
    void add(FloatMatrix series) {
        all.update(of(series));
    }

    /** The digest of all targets so far, which ends it. */
    String hex() {
        return Sha256.hex(all);
    }
}
