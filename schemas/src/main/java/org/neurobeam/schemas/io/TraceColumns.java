package org.neurobeam.schemas.io;

import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

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
    private final ColumnWriter recordingIds;
    private final ColumnWriter rois;
    private final ColumnWriter labels;
    private final ColumnWriter slots;
    private final ColumnWriter grids;
    private final ColumnWriter signals;
    private final ColumnWriter steps;
    private final ColumnWriter units;
    private final ColumnWriter means;
    private final ColumnWriter stds;
    private final ColumnWriter lengths;
    private final ColumnWriter masks;

    TraceColumns(TraceKey key, int samples, PageWriteStore pages, ParquetProperties properties) {
        this.store = new ColumnWriteStoreV1(OTHERS, pages, properties);
        this.recording = Binary.fromString(key.recordingId());
        this.grid = Binary.fromString(key.grid());
        this.signal = Binary.fromString(key.signal());
        this.step = Binary.fromString(key.stepId());
        this.unit = Binary.fromString(key.unit());
        this.samples = samples;
        this.recordingIds = store.getColumnWriter(column("recording_id"));
        this.rois = store.getColumnWriter(column("roi_index"));
        this.labels = store.getColumnWriter(column("label"));
        this.slots = store.getColumnWriter(column("slot"));
        this.grids = store.getColumnWriter(column("grid"));
        this.signals = store.getColumnWriter(column("signal"));
        this.steps = store.getColumnWriter(column("step_id"));
        this.units = store.getColumnWriter(column("unit"));
        this.means = store.getColumnWriter(column("mean"));
        this.stds = store.getColumnWriter(column("std"));
        this.lengths = store.getColumnWriter(column("n"));
        this.masks = store.getColumnWriter(MASK);
    }

    static ColumnDescriptor column(String... path) {
        return TraceWriter.SCHEMA.getColumnDescription(path);
    }

    void write(TraceGroup.Row row) {
        recordingIds.write(recording, 0, 0);
        rois.write(row.roiIndex(), 0, 0);
        row.label().ifPresentOrElse(text -> labels.write(Binary.fromString(text), 0, 1), () -> labels.writeNull(0, 0));
        row.slot().ifPresentOrElse(index -> slots.write(index, 0, 1), () -> slots.writeNull(0, 0));
        grids.write(grid, 0, 0);
        signals.write(signal, 0, 0);
        steps.write(step, 0, 0);
        units.write(unit, 0, 0);
        writeMask(row.mask());
        means.write(row.moments().mean(), 0, 0);
        stds.write(row.moments().std(), 0, 0);
        lengths.write(samples, 0, 0);
        store.endRecord();
    }

    private void writeMask(Optional<boolean[]> mask) {
        if (mask.isEmpty()) {
            masks.writeNull(0, 0);
            return;
        }
        int repetition = 0;
        for (boolean valid : mask.get()) {
            masks.write(valid, repetition, MASK.getMaxDefinitionLevel());
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
