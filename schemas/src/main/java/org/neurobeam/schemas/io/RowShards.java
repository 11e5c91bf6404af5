package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Rows of one schema in numbered Parquet files {@code prefix-00000.parquet, prefix-00001.parquet ...}, each of one row
 * group of bounded uncompressed size: what viewers and readers of published data ask for.
 *
 * <p>Lists may be primitive arrays where the schema does not allow null. Equal rows give equal bytes. Memory: one row
 * group. Not thread-safe; close it.
 */
public final class RowShards implements AutoCloseable {
    private static final String SUFFIX = ".parquet";
    /** Never reached: the size of a shard is bounded before it is compressed. */
    private static final long ROW_GROUP_BYTES = 1L << 30;

    private static final Set<Schema.Type> MEASURED = Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE);
    private static final int CELL_BYTES = 8;

    private final DataStore store;
    private final String prefix;
    private final Schema schema;
    private final long shardBytes;
    private final List<WrittenFile> files = new ArrayList<>();
    private StagedFile file;
    private ParquetWriter<IndexedRecord> writer;
    private long rowsInShard;
    private long bytesInShard;
    private long bytes;

    private RowShards(DataStore store, String prefix, Schema schema, long shardBytes) {
        this.store = store;
        this.prefix = prefix;
        this.schema = schema;
        this.shardBytes = shardBytes;
    }

    /**
     * Starts a table; no file is there before the first row.
     *
     * @param prefix path of the files without number and suffix
     * @param schema a record of primitives and lists of primitives, each possibly null
     * @param shardBytes uncompressed bytes of one file, reached but for the last row
     * @throws IllegalArgumentException if shardBytes is not positive
     */
    public static RowShards create(DataStore store, String prefix, Schema schema, long shardBytes) {
        if (shardBytes <= 0) {
            throw new IllegalArgumentException("shardBytes must be positive, found " + shardBytes);
        }
        return new RowShards(store, prefix, schema, shardBytes);
    }

    /** Appends a row of the schema. */
    public void append(IndexedRecord row) throws IOException {
        long size = size(row);
        if (rowsInShard > 0 && bytesInShard + size > shardBytes) {
            finishShard();
        }
        if (rowsInShard == 0) {
            startShard();
        }
        writer.write(row);
        rowsInShard++;
        bytesInShard += size;
        bytes += size;
    }

    private void startShard() throws IOException {
        file = new StagedFile(store, prefix + String.format(Locale.ROOT, "-%05d", files.size()) + SUFFIX);
        AvroParquetWriter.Builder<IndexedRecord> builder = AvroParquetWriter.<IndexedRecord>builder(file)
                .withSchema(schema)
                .withDataModel(SpecificData.get())
                .withConf(TableFile.configuration())
                .withCodecFactory(new PageCodecs(TableFile.ZSTD_LEVEL))
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withByteStreamSplitEncoding(true)
                .withExtraMetaData(TableFile.versions());
        // a dictionary of measured values is as long as the values
        measured().forEach(path -> builder.withDictionaryEncoding(path, false));
        writer = builder.build();
    }

    private List<String> measured() {
        return schema.getFields().stream()
                .filter(field -> MEASURED.contains(item(field.schema())))
                .map(field -> field.name() + ".list.element")
                .toList();
    }

    /** Type of the items of a list; {@code NULL} for what is no list. */
    private static Schema.Type item(Schema schema) {
        Schema value = schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
        return value.getType() == Schema.Type.ARRAY ? value.getElementType().getType() : Schema.Type.NULL;
    }

    private void finishShard() throws IOException {
        writer.close();
        files.add(file.commit(rowsInShard));
        rowsInShard = 0;
        bytesInShard = 0;
    }

    private static long size(IndexedRecord row) {
        long size = 0;
        for (int i = 0; i < row.getSchema().getFields().size(); i++) {
            size += size(row.get(i));
        }
        return size;
    }

    private static long size(Object value) {
        if (value instanceof CharSequence text) {
            return 2L * text.length() + Integer.BYTES;
        }
        if (value instanceof float[] list) {
            return (long) Float.BYTES * list.length + CELL_BYTES;
        }
        if (value instanceof Collection<?> list) {
            Object first = list.isEmpty() ? null : list.iterator().next();
            long items = first instanceof CharSequence
                    ? list.stream().mapToLong(RowShards::size).sum()
                    : (long) itemBytes(first) * list.size();
            return items + CELL_BYTES;
        }
        return CELL_BYTES;
    }

    private static int itemBytes(Object first) {
        return first instanceof Boolean
                ? 1
                : first instanceof Float || first instanceof Integer ? Float.BYTES : CELL_BYTES;
    }

    /** Uncompressed bytes of all rows so far, by a bound that does not depend on encodings. */
    public long uncompressedBytes() {
        return bytes;
    }

    /** Completes the last file; the files in order, none without rows. */
    public List<WrittenFile> finish() throws IOException {
        if (rowsInShard > 0) {
            finishShard();
        }
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        if (rowsInShard > 0) {
            try (StagedFile unfinished = file) {
                writer.close();
            }
            rowsInShard = 0;
        }
    }
}
