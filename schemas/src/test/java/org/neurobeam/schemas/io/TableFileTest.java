package org.neurobeam.schemas.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.testing.RandomRows;

class TableFileTest {
    private static final String PATH = "t/rows.parquet";
    private static final int ROWS = 57;

    @TempDir
    Path folder;

    static List<Table<?>> tables() {
        List<Table<?>> all = new java.util.ArrayList<>(Table.ofDataset());
        all.add(Table.SCORES);
        all.add(Table.COMPARISONS);
        return all;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowsOfEveryTableComeBack(Table<?> table) throws IOException, SQLException {
        roundTrip(table);
    }

    /** Columns of scores that earlier builds did not write. */
    private static final List<String> ADDED = List.of(
            "fraction",
            "explained_variance",
            "mse",
            "p_familywise",
            "signal_power_sahani2003",
            "r_ncc_tikreg",
            "fev_neuralpredictors",
            "feve_neuralpredictors",
            "oracle_jackknife",
            "ncsnr_nsd",
            "nc_nsd_percent",
            "nn_algonauts2023_percent",
            "split_half_spearman_brown",
            "r2_ceiled_brainscore",
            "r_noise_corrected_nayebi2023");

    /** Scores of an earlier build: a column that the table has no longer, and none that it has since. */
    @Test
    void columnsOfEarlierBuildsArePassedOver() throws IOException {
        Score row = RandomRows.of(Table.SCORES, 1, 3).get(0);
        ADDED.forEach(column -> row.put(column, null));
        Schema number = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.DOUBLE));
        DataStore store = DataStore.local(folder);
        writeWith("noise_ceiling_r", number, row, store);
        assertThat(TableFile.read(store, PATH, Table.SCORES)).containsExactly(row);
        writeWith("unheard_of", number, row, store);
        assertThatThrownBy(() -> TableFile.read(store, PATH, Table.SCORES))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("unheard_of");
    }

    private static void writeWith(String column, Schema type, Score row, DataStore store) throws IOException {
        List<Schema.Field> fields = new java.util.ArrayList<>();
        for (Schema.Field field : Table.SCORES.schema().getFields()) {
            if (!ADDED.contains(field.name())) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        fields.add(new Schema.Field(column, type, "", JsonProperties.NULL_VALUE));
        Schema old = Schema.createRecord("Score", "", "org.neurobeam.schemas.table", false, fields);
        GenericData.Record values = new GenericData.Record(old);
        for (Schema.Field field : Table.SCORES.schema().getFields()) {
            if (old.getField(field.name()) != null) {
                values.put(field.name(), row.get(field.pos()));
            }
        }
        values.put(column, .5);
        try (StagedFile file = new StagedFile(store, PATH)) {
            try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(file)
                    .withSchema(old)
                    .withDataModel(GenericData.get())
                    .withConf(TableFile.configuration())
                    .build()) {
                writer.write(values);
            }
            file.commit(1);
        }
    }

    private <T extends SpecificRecordBase> void roundTrip(Table<T> table) throws IOException, SQLException {
        DataStore store = DataStore.local(folder);
        List<T> rows = RandomRows.of(table, ROWS, 11);
        WrittenFile written = TableFile.write(store, PATH, table, rows);
        assertThat(written.rows()).isEqualTo(ROWS);
        assertThat(TableFile.read(store, PATH, table)).isEqualTo(rows);
        assertThat(sql("SELECT count(*) FROM '" + folder.resolve(PATH) + "'")).isEqualTo(Integer.toString(ROWS));
        assertThat(TableFile.write(store, "t/again.parquet", table, rows).sha256())
                .isEqualTo(written.sha256());
        TableFile.write(store, "t/none.parquet", table, List.of());
        assertThat(TableFile.read(store, "t/none.parquet", table)).isEmpty();
        assertThat(sql("SELECT count(*) FROM '" + folder.resolve("t/none.parquet") + "'"))
                .isEqualTo("0");
    }

    private static String sql(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getObject(1));
        }
    }

    @Test
    void duckDbTellsNanFromNullAndSeesListsOfFloat() throws IOException, SQLException {
        DataStore store = DataStore.local(folder);
        TraceKey key = new TraceKey("ds/a", "original", "raw", "s", "raw");
        try (TraceWriter writer = TraceWriter.create(store, PATH, key, 3)) {
            writer.append(TraceSeries.of(0, 1f, Float.NaN, 2.5f));
            writer.append(TraceSeries.of(1, 4f, 5f, 6f));
            writer.finish();
        }
        String file = " FROM '" + folder.resolve(PATH) + "'";
        assertThat(sql("SELECT typeof(values)" + file + " LIMIT 1")).isEqualTo("FLOAT[]");
        assertThat(sql("SELECT count(*) FROM (SELECT unnest(values) v" + file + ") WHERE isnan(v)"))
                .isEqualTo("1");
        assertThat(sql("SELECT count(*) FROM (SELECT unnest(values) v" + file + ") WHERE v IS NULL"))
                .isEqualTo("0");
        assertThat(sql("SELECT sum(v) FROM (SELECT unnest(values) v" + file + ") WHERE NOT isnan(v)"))
                .isEqualTo("18.5");
        assertThat(sql("SELECT count(*)" + file + " WHERE valid_mask IS NULL")).isEqualTo("1");
        assertThat(sql("SELECT count(*)" + file + " WHERE label IS NULL")).isEqualTo("2");
        assertThat(sql("SELECT valid_mask" + file + " WHERE roi_index = 0")).isEqualTo("[true, false, true]");
    }

    @Test
    void duckDbReadsManyPagesOfBothEncodings() throws IOException, SQLException {
        DataStore store = DataStore.local(folder);
        TraceKey key = new TraceKey("ds/a", "original", "raw", "s", "raw");
        int samples = 300;
        int units = 5000;
        for (int step : new int[] {1, 1_000_003}) {
            double sum = 0;
            float[] row = new float[samples];
            try (TraceWriter writer = TraceWriter.create(store, PATH, key, samples)) {
                for (int i = 0; i < units; i++) {
                    for (int t = 0; t < samples; t++) {
                        row[t] = step == 1 ? (i + t) % 500 : (float) ((long) (i * samples + t) * step % 9_999_991);
                        sum += row[t];
                    }
                    writer.append(i, new TraceSeries.Moments(0, 1), row, 0);
                }
                writer.finish();
            }
            assertThat(sql("SELECT CAST(sum(CAST(v AS DOUBLE)) AS BIGINT) FROM (SELECT unnest(values) v FROM '"
                            + folder.resolve(PATH) + "')"))
                    .isEqualTo(Long.toString((long) sum));
        }
    }

    @Test
    void footersNameVersionsAndListsHaveThreeLevels() throws IOException {
        DataStore store = DataStore.local(folder);
        TableFile.write(store, PATH, Table.FEATURES, RandomRows.of(Table.FEATURES, 3, 1));
        ParquetReadOptions options = new ParquetReadOptions.Builder(TableFile.configuration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new StoredInput(store, PATH), options)) {
            assertThat(reader.getFileMetaData().getKeyValueMetaData())
                    .containsEntry("neurobeam.schema_version", "1")
                    .containsEntry("neurobeam.writer_version", "0.1");
            assertThat(reader.getFileMetaData().getSchema().containsPath(new String[] {"values", "list", "element"}))
                    .isTrue();
            assertThat(reader.getRowGroups().get(0).getColumns())
                    .allMatch(column -> column.getOffsetIndexReference() != null);
        }
        assertThat(TableFile.SCHEMA_VERSION_KEY).isEqualTo("neurobeam.schema_version");
        assertThat(Feature.getClassSchema().getProp("neurobeam.schemaVersion")).isEqualTo(Table.SCHEMA_VERSION);
    }

    @Test
    void rowsStreamAndEnd() throws IOException {
        DataStore store = DataStore.local(folder);
        List<Event> events = RandomRows.of(Table.EVENTS, 3, 5);
        TableFile.write(store, PATH, Table.EVENTS, events);
        try (TableRows<Event> rows = TableFile.open(store, PATH, Table.EVENTS)) {
            assertThat(rows.next()).isEqualTo(events.get(0));
            assertThat(rows.hasNext()).isTrue();
            assertThat(rows.next()).isEqualTo(events.get(1));
            assertThat(rows.next()).isEqualTo(events.get(2));
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(Optional.of(store.list(""))).contains(List.of(PATH));
    }

    @Test
    void damagedAndAbsentFilesAreNamed() throws IOException {
        DataStore store = DataStore.local(folder);
        Files.createDirectories(folder.resolve("t"));
        Files.writeString(folder.resolve(PATH), "no parquet at all");
        assertThatThrownBy(() -> TableFile.read(store, PATH, Table.UNITS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t/rows.parquet");
        assertThatThrownBy(() -> TableFile.read(store, "t/absent.parquet", Table.UNITS))
                .isInstanceOf(NoSuchFileException.class);
    }
}
