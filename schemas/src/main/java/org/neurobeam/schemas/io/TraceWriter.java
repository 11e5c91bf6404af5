package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.TraceSeries.Moments;

/**
 * Writes one file of the table {@code traces}: one recording, grid and signal, one row per unit, all of one length.
 *
 * <p>The bytes on disk are those of {@code Trace.avsc}. Row groups hold about 32 MB of values, a number of rows that
 * depends on the number of samples alone. The caller's thread encodes pages, a second one compresses them, a third one
 * writes row groups and digests the file; in files of few pages the caller does it all. The bytes are those of one thread. Memory: some pages of 1 MB and the
 * compressed pages of at most two row groups. Bounded by Zstandard and by the memory bandwidth of the caller. Close it
 * on the thread that appends.
 */
public final class TraceWriter implements AutoCloseable {
    static final int ZSTD_LEVEL = 1;
    private static final long ROW_GROUP_VALUES = 8L << 20;
    private static final int PAGE_VALUES = PageArrays.VALUES;
    private static final int PENDING_PAGES = 8;
    private static final int PAGES_HERE = 3;
    private static final int PENDING_GROUPS = 1;

    static final MessageType SCHEMA = new AvroSchemaConverter(TableFile.configuration()).convert(Table.TRACES.schema());

    private final TraceKey key;
    private final int samples;
    private final int pageRows;
    private final int groupRows;
    private final StagedFile file;
    private final ParquetFileWriter out;
    private final PageCodecs codecs = new PageCodecs(ZSTD_LEVEL);
    private final BytesInputCompressor compressor = codecs.getCompressor(CompressionCodecName.ZSTD);
    private final FloatPages values;
    private float[] page;
    private final OrderedStage compression = new OrderedStage("trace-pages", PENDING_PAGES, PAGES_HERE);
    private final OrderedStage output = new OrderedStage("trace-groups", PENDING_GROUPS, 0);
    private TraceGroup group;
    private List<TraceGroup.Row> rowsOfPage = new ArrayList<>();
    private int rowsInGroup;
    private long rows;
    private Optional<WrittenFile> finished = Optional.empty();

    private TraceWriter(DataStore store, String path, TraceKey key, int samples) throws IOException {
        this.key = key;
        this.samples = samples;
        this.pageRows = Math.max(1, PAGE_VALUES / Math.max(1, samples));
        this.groupRows = rowsPerGroup(samples);
        this.page = PageArrays.SHARED.values(Math.multiplyExact(pageRows, samples));
        this.values = new FloatPages(samples, () -> codecs.getCompressor(CompressionCodecName.ZSTD));
        this.group = new TraceGroup(key, samples, compressor);
        this.file = new StagedFile(store, path);
        this.out = new ParquetFileWriter(
                file,
                SCHEMA,
                ParquetFileWriter.Mode.OVERWRITE,
                ROW_GROUP_VALUES * Float.BYTES,
                0,
                TraceGroup.INDEX_TRUNCATION,
                Integer.MAX_VALUE,
                true);
        out.start();
        file.footer().bodyFollows();
    }

    /**
     * Starts a file; nothing is at {@code path} before {@link #finish}.
     *
     * @param path relative to the store
     * @param key what all rows share
     * @param samples length of every row
     * @throws IllegalArgumentException if samples is negative
     */
    public static TraceWriter create(DataStore store, String path, TraceKey key, int samples) throws IOException {
        if (samples < 0) {
            throw new IllegalArgumentException("samples must not be negative, found " + samples);
        }
        return new TraceWriter(store, path, key, samples);
    }

    /** Rows of one row group for series of a length: about 32 MB of float32, whole pages. */
    public static int rowsPerGroup(int samples) {
        int perPage = Math.max(1, PAGE_VALUES / Math.max(1, samples));
        return perPage * (int) Math.max(1, ROW_GROUP_VALUES / ((long) perPage * Math.max(1, samples)));
    }

    /**
     * Appends one series.
     *
     * @throws IllegalArgumentException if its length is not that of the file
     */
    public void append(TraceSeries series) throws IOException {
        requireLength(series.length());
        append(
                new TraceGroup.Row(
                        series.roiIndex(), series.label(), series.slot(), series.moments(), series.trueMask()),
                series.values(),
                0);
    }

    /**
     * Appends a series of the unit that another one is of, rounded to float32.
     *
     * @param unit has the index, label and slot
     * @param moments mean and standard deviation before standardisation
     * @param series [samples], NaN where missing
     * @throws IllegalArgumentException if its length is not that of the file
     */
    public void append(TraceSeries unit, Moments moments, double... series) throws IOException {
        requireLength(series.length);
        int at = rowsOfPage.size() * samples;
        for (int i = 0; i < samples; i++) {
            page[at + i] = (float) series[i];
        }
        Optional<boolean[]> mask = TraceSeries.maskOf(page, at, samples);
        add(new TraceGroup.Row(unit.roiIndex(), unit.label(), unit.slot(), moments, mask));
    }

    /**
     * Appends one unlabelled series from a larger array.
     *
     * @param moments mean and standard deviation before standardisation
     * @param source holds the series from {@code offset} on; NaN where missing
     */
    public void append(int roiIndex, Moments moments, float[] source, int offset) throws IOException {
        Optional<boolean[]> mask = TraceSeries.maskOf(source, offset, samples);
        append(new TraceGroup.Row(roiIndex, Optional.empty(), OptionalInt.empty(), moments, mask), source, offset);
    }

    /**
     * Appends the rows of a matrix as unlabelled units {@code firstRoi, firstRoi + 1 ...}, with the means and standard
     * deviations of their own values.
     *
     * @param block [units x samples]
     * @throws IllegalArgumentException if the columns are not the samples of the file
     */
    public void append(int firstRoi, FloatMatrix block) throws IOException {
        if (block.columns() != samples) {
            throw new IllegalArgumentException("block has " + block.columns() + " samples but the file has " + samples
                    + " (block [" + block.rows() + " units x " + block.columns() + " samples], file [units x "
                    + samples + " samples])");
        }
        for (int i = 0; i < block.rows(); i++) {
            append(firstRoi + i, Moments.of(block.values(), i * samples, samples), block.values(), i * samples);
        }
    }

    private void append(TraceGroup.Row row, float[] source, int offset) throws IOException {
        System.arraycopy(source, offset, page, rowsOfPage.size() * samples, samples);
        add(row);
    }

    private void requireLength(int length) {
        if (length != samples) {
            throw new IllegalArgumentException("series has " + length + " samples but the file has " + samples
                    + " (series [" + length + "], file [units x " + samples + " samples])");
        }
    }

    /** The values of the row stand in the page. */
    private void add(TraceGroup.Row row) throws IOException {
        rowsOfPage.add(row);
        rowsInGroup++;
        rows++;
        if (rowsOfPage.size() == pageRows) {
            flushPage();
        }
        if (rowsInGroup == groupRows) {
            flushGroup(false);
            group = new TraceGroup(key, samples, compressor);
        }
    }

    private void flushPage() throws IOException {
        TraceGroup current = group;
        List<TraceGroup.Row> pageRowsDone = rowsOfPage;
        FloatPages.Page coded = values.encode(page, pageRowsDone.size());
        rowsOfPage = new ArrayList<>(pageRows);
        compression.add(() -> current.add(pageRowsDone, coded));
    }

    private void flushGroup(boolean last) throws IOException {
        if (!rowsOfPage.isEmpty()) {
            flushPage();
        }
        TraceGroup done = group;
        FloatPages.Words words = values.endChunk();
        OrderedStage.Task end = () -> {
            done.finish(words);
            OrderedStage.Task write = () -> done.moveTo(out);
            if (last) {
                output.addLast(write);
            } else {
                output.add(write);
            }
        };
        if (last) {
            compression.addLast(end);
        } else {
            compression.add(end);
        }
        rowsInGroup = 0;
    }

    /** Writes what is left and the footer, and moves the file to its place; a second call only gives the result. */
    public WrittenFile finish() throws IOException {
        if (finished.isPresent()) {
            return finished.get();
        }
        flushGroup(true);
        compression.drain();
        output.drain();
        Map<String, String> footer = new TreeMap<>(TableFile.versions());
        footer.put("parquet.avro.schema", Table.TRACES.schema().toString());
        footer.put("writer.model.name", "avro");
        file.footer().footerFollows();
        out.end(footer);
        finished = Optional.of(file.commit(rows));
        return finished.get();
    }

    /** Frees native memory, and drops the file if it was not finished. */
    @Override
    public void close() throws IOException {
        try {
            compression.stop();
            output.stop();
            codecs.release();
            PageArrays.SHARED.give(page);
            page = new float[0];
        } finally {
            file.close();
        }
    }
}
