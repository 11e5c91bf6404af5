package org.neurobeam.schemas.io;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.MessageType;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.TraceSeries.Moments;

/**
 * Reads one file of the table {@code traces}: blocks [units x samples] of any run of rows, decoding only the row groups
 * that hold them. Also reads such files that other programs rewrote. Not thread-safe; several readers may read one file.
 *
 * <p>Damaged files end in {@link DataException}: {@code unreadable_parquet}, {@code null_sample},
 * {@code uneven_traces}.
 */
public final class TraceReader implements AutoCloseable {
    private final String file;
    private final ParquetFileReader reader;
    private final List<Integer> starts;
    private final int rows;
    private final int samples;

    private TraceReader(String file, ParquetFileReader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        List<Integer> boundaries = new ArrayList<>();
        int row = 0;
        for (BlockMetaData block : reader.getRowGroups()) {
            boundaries.add(row);
            row = Math.toIntExact(row + block.getRowCount());
        }
        this.starts = List.copyOf(boundaries);
        this.rows = row;
        this.samples = rows == 0 ? 0 : firstLength();
    }

    /**
     * Opens a file and reads its footer.
     *
     * @param path relative to the store
     */
    public static TraceReader open(DataStore store, String path) throws IOException {
        String file = store.location() + "/" + path;
        if (!store.exists(path)) {
            throw new NoSuchFileException(file);
        }
        ParquetReadOptions options = new ParquetReadOptions.Builder(TableFile.configuration())
                .withCodecFactory(new PageCodecs(TraceWriter.ZSTD_LEVEL))
                .build();
        try {
            return new TraceReader(file, ParquetFileReader.open(new StoredInput(store, path), options));
        } catch (IOException | RuntimeException e) {
            throw failure(file, e);
        }
    }

    private static RuntimeException failure(String file, Exception cause) {
        return cause instanceof DataException known ? known : TableFile.unreadable(file, cause);
    }

    private int firstLength() throws IOException {
        int[] n = {0};
        decoder(0, 0, 1, "n").ints("n", n, 0);
        return n[0];
    }

    private TraceDecoder decoder(int group, int first, int last, String... columns) throws IOException {
        MessageType schema = reader.getFileMetaData().getSchema();
        Set<String> wanted = Set.of(columns);
        MessageType projection = new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> wanted.contains(field.getName()))
                        .toList());
        reader.setRequestedSchema(projection);
        return new TraceDecoder(file, reader.readRowGroup(group), projection.getColumns(), first, last);
    }

    /** Number of rows: units of the recording. */
    public int rows() {
        return rows;
    }

    /** Samples of the first row, and so of every row of a file that this program wrote. */
    public int samples() {
        return samples;
    }

    /** First row of every row group, ascending: the cheapest places to split work. */
    public List<Integer> rowGroupStarts() {
        return starts;
    }

    /** What all rows share, as the first row says; empty for a file without rows. */
    public Optional<TraceKey> key() throws IOException {
        if (rows == 0) {
            return Optional.empty();
        }
        try {
            String[] names = {"recording_id", "grid", "signal", "step_id", "unit"};
            String[] found = new String[names.length];
            TraceDecoder decoder = decoder(0, 0, 1, names);
            for (int i = 0; i < names.length; i++) {
                decoder.texts(names[i], found, i);
            }
            return Optional.of(new TraceKey(found[0], found[1], found[2], found[3], found[4]));
        } catch (IOException | RuntimeException e) {
            throw failure(file, e);
        }
    }

    /** A part of one row group: rows [first, last) of it, which are rows from {@code at} on of the result. */
    private interface Part {
        void read(int group, int first, int last, int at) throws IOException;
    }

    private void parts(int from, int to, Part part) throws IOException {
        if (from < 0 || to < from || to > rows) {
            throw new IllegalArgumentException(
                    "rows [" + from + ", " + to + ") are not within the " + rows + " rows of " + file);
        }
        try {
            for (int group = 0; group < starts.size(); group++) {
                int start = starts.get(group);
                int end = group + 1 < starts.size() ? starts.get(group + 1) : rows;
                if (start < to && end > from) {
                    int first = Math.max(from, start);
                    part.read(group, first - start, Math.min(to, end) - start, first - from);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw failure(file, e);
        }
    }

    /**
     * Values and moments of rows [from, to).
     *
     * @return [units x samples]
     * @throws IllegalArgumentException if the range is not within the rows
     */
    public TraceBlock read(int from, int to) throws IOException {
        FloatMatrix values = FloatMatrix.zeros(Math.max(0, to - from), samples);
        int[] roi = new int[values.rows()];
        double[] means = new double[values.rows()];
        double[] stds = new double[values.rows()];
        parts(from, to, (group, first, last, at) -> {
            TraceDecoder decoder = decoder(group, first, last, "roi_index", "mean", "std", "values");
            decoder.ints("roi_index", roi, at);
            decoder.doubles("mean", means, at);
            decoder.doubles("std", stds, at);
            decoder.values(values.values(), Math.multiplyExact(at, samples), samples);
        });
        return new TraceBlock(values, roi, means, stds);
    }

    /** All rows: {@link #read(int, int)} of the whole file. */
    public TraceBlock readAll() throws IOException {
        return read(0, rows);
    }

    /**
     * Rows [from, to) one by one with label, slot and the mask as it is stored.
     *
     * @throws IllegalArgumentException if the range is not within the rows
     */
    public List<TraceSeries> series(int from, int to) throws IOException {
        List<TraceSeries> all = new ArrayList<>();
        parts(from, to, (group, first, last, at) -> {
            int count = last - first;
            int[] roi = new int[count];
            double[] means = new double[count];
            double[] stds = new double[count];
            float[] values = new float[Math.multiplyExact(count, samples)];
            List<Optional<String>> labels = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
            List<OptionalInt> slots = new ArrayList<>(Collections.nCopies(count, OptionalInt.empty()));
            List<Optional<boolean[]>> masks = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
            TraceDecoder decoder =
                    decoder(group, first, last, "roi_index", "label", "slot", "values", "valid_mask", "mean", "std");
            decoder.ints("roi_index", roi, 0);
            decoder.doubles("mean", means, 0);
            decoder.doubles("std", stds, 0);
            decoder.flat(
                    "label",
                    (row, v) -> labels.set(row, Optional.of(v.readBytes().toStringUsingUTF8())));
            decoder.flat("slot", (row, v) -> slots.set(row, OptionalInt.of(v.readInteger())));
            decoder.values(values, 0, samples);
            decoder.masks(masks, samples);
            for (int i = 0; i < count; i++) {
                float[] own = Arrays.copyOfRange(values, i * samples, (i + 1) * samples);
                Moments moments = new Moments(means[i], stds[i]);
                all.add(TraceSeries.stored(roi[i], labels.get(i), slots.get(i), moments, own, masks.get(i)));
            }
        });
        return all;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
