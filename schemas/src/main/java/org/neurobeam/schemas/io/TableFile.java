package org.neurobeam.schemas.io;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.neurobeam.schemas.error.DataException;

/**
 * Parquet files of a {@link Table}: Zstandard, row groups of at most 128 MB, page index, three-level lists.
 *
 * <p>Equal rows give equal bytes: nothing in a file depends on clock, host or path. The footer names the version of
 * the schema ({@code neurobeam.schema_version}) and of the writer ({@code neurobeam.writer_version}).
 */
public final class TableFile {
    static final String SCHEMA_VERSION_KEY = "neurobeam.schema_version";
    static final String WRITER_VERSION_KEY = "neurobeam.writer_version";
    static final String WRITER_VERSION = "0.1";
    /** Name by which AvroReadSupport finds the reader's schema; its constant is private. */
    private static final String READ_SCHEMA_KEY = "parquet.avro.read.schema";

    static final int ZSTD_LEVEL = 3;
    private static final long ROW_GROUP_BYTES = 128L << 20;

    private TableFile() {}

    /**
     * Writes rows to a file, replacing it when all rows are written.
     *
     * @param path relative to the store, ends with {@code .parquet}
     * @param rows consumed once, in order
     */
    public static <T extends SpecificRecordBase> WrittenFile write(
            DataStore store, String path, Table<T> table, Iterable<? extends T> rows) throws IOException {
        return write(store, path, table, rows.iterator());
    }

    /** As {@link #write(DataStore, String, Table, Iterable)}, from an iterator. */
    public static <T extends SpecificRecordBase> WrittenFile write(
            DataStore store, String path, Table<T> table, Iterator<? extends T> rows) throws IOException {
        try (StagedFile file = new StagedFile(store, path)) {
            long count = 0;
            try (ParquetWriter<T> writer = writer(file, table)) {
                while (rows.hasNext()) {
                    writer.write(rows.next());
                    count++;
                }
            }
            return file.commit(count);
        }
    }

    private static <T extends SpecificRecordBase> ParquetWriter<T> writer(StagedFile file, Table<T> table)
            throws IOException {
        return AvroParquetWriter.<T>builder(file)
                .withSchema(table.schema())
                .withDataModel(SpecificData.get())
                .withConf(configuration())
                .withCodecFactory(new PageCodecs(ZSTD_LEVEL))
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withExtraMetaData(versions())
                .build();
    }

    static Map<String, String> versions() {
        return Map.of(SCHEMA_VERSION_KEY, Table.SCHEMA_VERSION, WRITER_VERSION_KEY, WRITER_VERSION);
    }

    static ParquetConfiguration configuration() {
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        configuration.setBoolean(AvroSchemaConverter.ADD_LIST_ELEMENT_RECORDS, false);
        configuration.setBoolean(AvroReadSupport.AVRO_COMPATIBILITY, false);
        return configuration;
    }

    /**
     * All rows of a file.
     *
     * @throws DataException {@code unreadable_parquet} if the file is damaged or not such a table
     */
    public static <T extends SpecificRecordBase> List<T> read(DataStore store, String path, Table<T> table)
            throws IOException {
        try (TableRows<T> rows = open(store, path, table)) {
            List<T> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    /**
     * The rows of a file one after another; memory is that of one row group. Close it.
     *
     * @throws DataException {@code unreadable_parquet} if the file is damaged or not such a table
     */
    public static <T extends SpecificRecordBase> TableRows<T> open(DataStore store, String path, Table<T> table)
            throws IOException {
        ParquetConfiguration configuration = configuration();
        configuration.set(READ_SCHEMA_KEY, table.schema().toString());
        String file = store.location() + "/" + path;
        if (!store.exists(path)) {
            throw new NoSuchFileException(file);
        }
        try {
            SpecificData model = SpecificData.getForClass(table.type());
            ParquetReader<T> reader = new KnownColumns.Builder<T>(
                            new StoredInput(store, path), configuration, model, table.schema())
                    .withCodecFactory(new PageCodecs(ZSTD_LEVEL))
                    .build();
            return new TableRows<>(file, reader, table.type());
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * What the end of a file says.
     *
     * @param rows of all row groups
     * @param schemaVersion version of the schemas; empty where another program wrote the file
     */
    public record Footer(long rows, String schemaVersion) {}

    /**
     * Reads the end of a file, not its rows.
     *
     * @throws DataException {@code unreadable_parquet} if the file is damaged
     */
    public static Footer footer(DataStore store, String path) {
        ParquetReadOptions options = new ParquetReadOptions.Builder(configuration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new StoredInput(store, path), options)) {
            Map<String, String> keys = reader.getFileMetaData().getKeyValueMetaData();
            return new Footer(reader.getRecordCount(), keys.getOrDefault(SCHEMA_VERSION_KEY, ""));
        } catch (IOException | RuntimeException e) {
            throw unreadable(store.location() + "/" + path, e);
        }
    }

    static DataException unreadable(String file, Exception cause) {
        return new DataException(
                file,
                "",
                "unreadable_parquet",
                "expected a whole Parquet file of this table, found " + cause.getMessage() + "; make the file again",
                cause);
    }
}
