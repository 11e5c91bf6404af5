package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.neurobeam.schemas.io.TraceSeries.Moments;

/** The compressed pages of one row group of traces; used by one thread at a time. */
final class TraceGroup {
    static final int INDEX_TRUNCATION = 64;

    /** Distinct for every row: a dictionary would be built and thrown away. */
    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withDictionaryEncoding("roi_index", false)
            .withDictionaryEncoding("mean", false)
            .withDictionaryEncoding("std", false)
            .build();

    private final ColumnChunkPageWriteStore chunk;
    private final TraceColumns columns;
    private long rows;

    /** All columns of a row but its values. */
    record Row(int roiIndex, Optional<String> label, OptionalInt slot, Moments moments, Optional<boolean[]> mask) {}

    TraceGroup(TraceKey key, int samples, BytesInputCompressor compressor) {
        chunk = new ColumnChunkPageWriteStore(
                compressor, TraceWriter.SCHEMA, PageArrays.SHARED, INDEX_TRUNCATION, true);
        columns = new TraceColumns(key, samples, chunk, PROPERTIES);
    }

    /** Adds the rows of one page. */
    void add(List<Row> pageRows, FloatPages.Page page) throws IOException {
        for (Row row : pageRows) {
            columns.write(row);
        }
        page.writeTo(chunk.getPageWriter(TraceColumns.VALUES));
        rows += pageRows.size();
    }

    /** Completes the columns. */
    void finish(FloatPages.Words words) throws IOException {
        words.writeTo(chunk.getPageWriter(TraceColumns.VALUES));
        columns.flush();
    }

    /** Appends the row group to the file, if it has rows, and frees it. */
    void moveTo(ParquetFileWriter out) throws IOException {
        if (rows > 0) {
            out.startBlock(rows);
            chunk.flushToFileWriter(out);
            out.endBlock();
        }
        columns.close();
        chunk.close();
    }
}
