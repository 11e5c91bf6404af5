package org.neurobeam.schemas.io;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.neurobeam.schemas.io.TraceSeries.Moments;

/** All columns of a row group of traces but the values: few bytes a row, through Parquet's own column writers. */
final class TraceColumns {
    static final ColumnDescriptor VALUES = column("values", "list", "element");
    static final ColumnDescriptor MASK = column("valid_mask", "list", "element");
    private static final MessageType OTHERS = new MessageType(
            TraceWriter.SCHEMA.getName(),
            TraceWriter.SCHEMA.getFields().stream()
                    .filter(field -> !field.getName().equals("values"))
                    .toList());

    private final ColumnWriteStoreV1 store;
    private final Binary recording;
    private final Binary grid;
    private final Binary signal;
    private final Binary step;
    private final Binary unit;
    private final int samples;

    TraceColumns(TraceKey key, int samples, PageWriteStore pages, ParquetProperties properties) {
        this.store = new ColumnWriteStoreV1(OTHERS, pages, properties);
        this.recording = Binary.fromString(key.recordingId());
        this.grid = Binary.fromString(key.grid());
        this.signal = Binary.fromString(key.signal());
        this.step = Binary.fromString(key.stepId());
        this.unit = Binary.fromString(key.unit());
        this.samples = samples;
    }

    static ColumnDescriptor column(String... path) {
        return TraceWriter.SCHEMA.getColumnDescription(path);
    }

    private ColumnWriter writer(String... path) {
        return store.getColumnWriter(column(path));
    }

    void write(int roiIndex, Optional<String> label, OptionalInt slot, Moments moments, Optional<boolean[]> mask) {
        writer("recording_id").write(recording, 0, 0);
        writer("roi_index").write(roiIndex, 0, 0);
        label.ifPresentOrElse(
                text -> writer("label").write(Binary.fromString(text), 0, 1),
                () -> writer("label").writeNull(0, 0));
        slot.ifPresentOrElse(
                index -> writer("slot").write(index, 0, 1), () -> writer("slot").writeNull(0, 0));
        writer("grid").write(grid, 0, 0);
        writer("signal").write(signal, 0, 0);
        writer("step_id").write(step, 0, 0);
        writer("unit").write(unit, 0, 0);
        writeMask(mask);
        writer("mean").write(moments.mean(), 0, 0);
        writer("std").write(moments.std(), 0, 0);
        writer("n").write(samples, 0, 0);
        store.endRecord();
    }

    private void writeMask(Optional<boolean[]> mask) {
        ColumnWriter column = store.getColumnWriter(MASK);
        if (mask.isEmpty()) {
            column.writeNull(0, 0);
            return;
        }
        int repetition = 0;
        for (boolean valid : mask.get()) {
            column.write(valid, repetition, MASK.getMaxDefinitionLevel());
            repetition = 1;
        }
    }

    void flush() {
        store.flush();
    }

    void close() {
        store.close();
    }
}
