package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

/**
 * Predictions, [samples x targets] float32, row-major, written tile by tile of its columns: every tile goes to
 * its place in each row. The file grows in a local temporary file, because that needs random access, and goes to the
 * store when it is finished. Close it.
 */
final class PredictionsFile implements AutoCloseable {
    /** Name of the file of {@code predict} in the output folder. */
    static final String FILE = "predictions.npy";

    private final DataStore output;
    private final String path;
    private final int targets;
    private final Path local;
    private final FileChannel channel;
    private final long offset;

    /** @param path of the finished file in the store */
    PredictionsFile(DataStore output, String path, int samples, int targets) throws IOException {
        this.output = output;
        this.path = path;
        this.targets = targets;
        local = Files.createTempFile("neurobeam", ".npy");
        // header and zeros row by row; a sparse file would not show a full disk before the end
        DataStore folder = DataStore.local(local.toAbsolutePath().getParent());
        FloatMatrix row = FloatMatrix.zeros(1, targets);
        NpyFile.write(folder, local.getFileName().toString(), java.util.Collections.nCopies(samples, row));
        offset = Files.size(local) - (long) samples * targets * Float.BYTES;
        channel = FileChannel.open(local, StandardOpenOption.WRITE);
    }

    /** Writes the predictions of targets from, from + 1, ... */
    void write(int from, RowSource tile) throws IOException {
        double[] values = new double[tile.columns()];
        ByteBuffer row = ByteBuffer.allocate(tile.columns() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tile.rows(); i++) {
            row.clear();
            tile.readRow(i, values);
            for (double value : values) {
                row.putFloat((float) value);
            }
            row.flip();
            long position = offset + ((long) i * targets + from) * Float.BYTES;
            while (row.hasRemaining()) {
                position += channel.write(row, position);
            }
        }
    }

    /** Copies the file to its place. */
    void finish() throws IOException {
        channel.close();
        List<String> names = List.of(path + ".tmp", path);
        try (OutputStream out = output.write(names.get(0))) {
            Files.copy(local, out);
        }
        output.move(names.get(0), names.get(1));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(local);
    }
}
