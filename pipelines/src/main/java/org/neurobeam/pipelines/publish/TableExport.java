package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.RowShards;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.table.Recording;

/** Copies the rows of a release, table by table, into shards. */
final class TableExport {
    private final ReleaseContent content;
    private final DataStore out;
    private final long shardBytes;

    TableExport(ReleaseContent content, DataStore out, long shardBytes) {
        this.content = content;
        this.out = out;
        this.shardBytes = shardBytes;
    }

    /** All tables that have rows, in the dataset's order. */
    List<PublishedTable> tables() throws IOException {
        List<PublishedTable> tables = new ArrayList<>();
        for (Table<?> table : Table.ofDataset()) {
            PublishedTable written = table == Table.TRACES ? traces() : rows(table);
            if (written.rows() > 0) {
                tables.add(written);
            }
        }
        return tables;
    }

    private <T extends SpecificRecordBase> PublishedTable rows(Table<T> table) throws IOException {
        try (RowShards shards =
                RowShards.create(out, PublishedTable.prefix(table.name()), table.schema(), shardBytes)) {
            for (String path : content.paths(table)) {
                try (TableRows<T> rows = TableFile.open(content.dataset().store(), path, table)) {
                    while (rows.hasNext()) {
                        T row = rows.next();
                        if (content.keeps(row)) {
                            shards.append(row);
                        }
                    }
                }
            }
            return new PublishedTable(table.name(), table.schema(), shards.finish(), shards.uncompressedBytes());
        }
    }

    private PublishedTable traces() throws IOException {
        List<Recording> recordings = content.recordings();
        String name = Table.TRACES.name();
        try (RowShards shards = RowShards.create(out, PublishedTable.prefix(name), Table.TRACES.schema(), shardBytes);
                Progress progress = new Progress("publish traces", "recordings", recordings.size())) {
            for (int i = 0; i < recordings.size(); i++) {
                String id = recordings.get(i).getRecordingId();
                for (GridSignal signal : content.dataset().signals(id)) {
                    try (TraceReader reader = content.dataset().traces(id, signal.grid(), signal.signal())) {
                        copy(reader, shards);
                    }
                }
                progress.at(i + 1);
            }
            return new PublishedTable(name, Table.TRACES.schema(), shards.finish(), shards.uncompressedBytes());
        }
    }

    private static void copy(TraceReader reader, RowShards shards) throws IOException {
        Optional<TraceKey> key = reader.key();
        if (key.isEmpty()) {
            return;
        }
        List<Integer> starts = reader.rowGroupStarts();
        for (int group = 0; group < starts.size(); group++) {
            int end = group + 1 < starts.size() ? starts.get(group + 1) : reader.rows();
            for (TraceSeries series : reader.series(starts.get(group), end)) {
                shards.append(row(key.get(), series));
            }
        }
    }

    private static GenericRecord row(TraceKey key, TraceSeries series) {
        GenericRecord row = new GenericData.Record(Table.TRACES.schema());
        row.put("recording_id", key.recordingId());
        row.put("roi_index", series.roiIndex());
        row.put("label", series.label().orElse(null));
        row.put("slot", series.slot().isPresent() ? series.slot().getAsInt() : null);
        row.put("grid", key.grid());
        row.put("signal", key.signal());
        row.put("step_id", key.stepId());
        row.put("unit", key.unit());
        row.put("values", series.values());
        row.put("valid_mask", series.mask().map(TableExport::list).orElse(null));
        row.put("mean", series.mean());
        row.put("std", series.std());
        row.put("n", series.length());
        return row;
    }

    /** Avro finds the branch of a union by the class of the value, and knows lists but not arrays. */
    private static List<Boolean> list(boolean[] values) {
        return new AbstractList<>() {
            @Override
            public Boolean get(int index) {
                return values[index];
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }
}
