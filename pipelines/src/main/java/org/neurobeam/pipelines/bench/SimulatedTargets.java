package org.neurobeam.pipelines.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

/**
 * A regression of any number of targets on disk, written tile by tile so that memory does not depend on it.
 *
 * <pre>{@code y_v = sqrt(1 - s_v) noise + sqrt(s_v / p) X b_v,   b_v ~ N(0, I),   s_v ~ U(0, 1/2)}</pre>
 *
 * <p>Targets lie one after the other on disk (Fortran order), as recordings do, so a tile is one piece of the file.
 */
public final class SimulatedTargets {
    private static final int TILE = 2000;
    private static final long SEED = 7;
    private static final int SHARES = 1;
    private static final int NOISE = 2;
    private static final int FEATURES = 100;
    private static final int WEIGHTS = 200;

    private final int samples;
    private final int features;

    /** Shapes: samples (rows) and features (columns of X). */
    public SimulatedTargets(int samples, int features) {
        this.samples = samples;
        this.features = features;
    }

    /** Writes X.npy and Y.npy into a folder. */
    EncodeBenchOptions.Arrays write(Path folder, int targets) throws IOException {
        DataStore store = DataStore.local(folder);
        FloatMatrix x = gauss(FEATURES, 0, samples, features, 1);
        NpyFile.write(store, "X.npy", List.of(x));
        try (DenseMatrix design = DenseMatrix.copyOf(x);
                OutputStream out = store.write("Y.npy")) {
            out.write(NpyFile.fortranHeader(samples, targets));
            for (int first = 0; first < targets; first += TILE) {
                out.write(tile(design, first, Math.min(TILE, targets - first)));
            }
        }
        return new EncodeBenchOptions.Arrays(
                folder.resolve("X.npy"),
                folder.resolve("Y.npy"),
                java.util.Optional.empty(),
                java.util.Optional.empty());
    }

    private static FloatMatrix gauss(long stream, long firstRow, int rows, int columns, double factor) {
        CounterRandom random = new CounterRandom(SEED, stream);
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        long first = firstRow * columns;
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) (factor * random.gauss(first + i));
        }
        return m;
    }

    private byte[] tile(DenseMatrix design, int first, int count) {
        CounterRandom shares = new CounterRandom(SEED, SHARES);
        CounterRandom noise = new CounterRandom(SEED, NOISE);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * samples * count).order(ByteOrder.LITTLE_ENDIAN);
        double[] row = new double[samples];
        try (DenseMatrix weights = DenseMatrix.copyOf(gauss(WEIGHTS, first, count, features, 1 / Math.sqrt(features)));
                DenseMatrix signal = DenseMatrix.zeros(Precision.FLOAT32, count, samples)) {
            Blas.multiply(weights, design.transposed(), signal);
            for (int v = 0; v < count; v++) {
                signal.readRow(v, row);
                double share = shares.uniform(first + v) / 2;
                long at = (long) (first + v) * samples;
                for (int i = 0; i < samples; i++) {
                    bytes.putFloat((float) (Math.sqrt(share) * row[i] + Math.sqrt(1 - share) * noise.gauss(at + i)));
                }
            }
        }
        return bytes.array();
    }
}
