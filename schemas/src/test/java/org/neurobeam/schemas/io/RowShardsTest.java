package org.neurobeam.schemas.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Trace;
import org.neurobeam.schemas.testing.RandomRows;

class RowShardsTest {
    private static final int SAMPLES = 1000;

    @TempDir
    Path folder;

    private static GenericRecord trace(int roi, float[] values) {
        GenericRecord row = new GenericData.Record(Table.TRACES.schema());
        row.put("recording_id", "ds/1");
        row.put("roi_index", roi);
        row.put("grid", "original");
        row.put("signal", "raw");
        row.put("step_id", "s");
        row.put("unit", "F");
        row.put("values", values);
        row.put("mean", 0.0);
        row.put("std", 1.0);
        row.put("n", values.length);
        return row;
    }

    @Test
    void rowsComeBackInOrderFromFilesOfBoundedSize() throws IOException {
        DataStore store = DataStore.local(folder);
        List<WrittenFile> files;
        try (RowShards shards =
                RowShards.create(store, "data/t/train", Table.TRACES.schema(), 3L * 4 * SAMPLES + 500)) {
            for (int roi = 0; roi < 7; roi++) {
                float[] values = new float[SAMPLES];
                values[roi] = roi == 3 ? Float.NaN : roi;
                shards.append(trace(roi, values));
            }
            files = shards.finish();
            assertThat(shards.uncompressedBytes()).isBetween(7L * 4 * SAMPLES, 7L * 4 * SAMPLES + 1500);
        }
        assertThat(files).extracting(WrittenFile::rows).containsExactly(3L, 3L, 1L);
        assertThat(files)
                .extracting(WrittenFile::path)
                .containsExactly(
                        "data/t/train-00000.parquet", "data/t/train-00001.parquet", "data/t/train-00002.parquet");
        List<Trace> rows = new ArrayList<>();
        for (WrittenFile file : files) {
            rows.addAll(TableFile.read(store, file.path(), Table.TRACES));
        }
        assertThat(rows).extracting(Trace::getRoiIndex).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(rows.get(3).getValues().get(3)).isNaN();
        assertThat(rows.get(6).getValues().get(6)).isEqualTo(6f);
    }

    @Test
    void specificRowsWithNullsComeBackAndNoRowsLeaveNoFile() throws IOException {
        DataStore store = DataStore.local(folder);
        List<Event> events = RandomRows.of(Table.EVENTS, 50, 1);
        try (RowShards shards = RowShards.create(store, "events", Table.EVENTS.schema(), 1 << 20)) {
            for (Event event : events) {
                shards.append(event);
            }
            assertThat(shards.finish()).hasSize(1);
        }
        assertThat(TableFile.read(store, "events-00000.parquet", Table.EVENTS)).isEqualTo(events);
        try (RowShards shards = RowShards.create(store, "none", Table.EVENTS.schema(), 1)) {
            assertThat(shards.finish()).isEmpty();
        }
        assertThatThrownBy(() -> RowShards.create(store, "x", Table.EVENTS.schema(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnfinishedFileIsNotLeftBehind() throws IOException {
        DataStore store = DataStore.local(folder);
        try (RowShards shards = RowShards.create(store, "half", Table.TRACES.schema(), 1 << 20)) {
            shards.append(trace(0, new float[] {1}));
        }
        assertThat(store.list("")).isEmpty();
    }
}
