package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Recording;

/** Rows that pass from one dataset to another as they are, if possible with the bytes that they have. Memory: at most one
 * row group. */
final class PartCopy {
    private final DatasetView input;
    private final String part;
    private final RecordingWriter out;

    PartCopy(DatasetView input, String part, RecordingWriter out) {
        this.input = input;
        this.part = part;
        this.out = out;
    }

    /** A whole recording. */
    void recording() throws IOException {
        Recording row = input.recording(part);
        rows(Table.UNITS);
        rows(Table.TIMEBASES);
        beside();
        for (GridSignal signal : input.dataset().signals(part)) {
            traces(signal);
        }
        input.provenance(part, row.getSourceFileIds(), out);
        out.recording(row);
    }

    /** A whole connectome. */
    void connectome() throws IOException {
        List<Connectome> rows = input.dataset().rows(Table.CONNECTOMES, part);
        rows(Table.CONNECTOMES);
        rows(Table.NODES);
        rows(Table.EDGES);
        List<String> files = new ArrayList<>();
        rows.forEach(row -> files.addAll(row.getSourceFileIds()));
        input.provenance(part, files, out);
    }

    /** Events, covariates and features. */
    void beside() throws IOException {
        rows(Table.EVENTS);
        rows(Table.COVARIATES);
        rows(Table.FEATURES);
    }

    /** The rows of one table: the file as it is, or row by row where somebody changed it. */
    <T extends SpecificRecordBase> void rows(Table<T> table) throws IOException {
        if (!out.copy(table, input.dataset(), PartName.path(table, part))) {
            out.write(table, input.dataset().rows(table, part));
        }
    }

    /** The traces of one grid and signal: the file as it is, or series by series where somebody changed it. */
    void traces(GridSignal signal) throws IOException {
        String path = PartName.tracePath(part, signal.grid(), signal.signal());
        if (!out.copy(Table.TRACES, input.dataset(), path)) {
            decoded(signal);
        }
    }

    private void decoded(GridSignal signal) throws IOException {
        try (TraceReader reader = input.dataset().traces(part, signal.grid(), signal.signal())) {
            if (reader.rows() == 0) {
                return;
            }
            TraceKey key = reader.key().orElseThrow();
            TraceWriter writer = out.traces(key, reader.samples());
            List<Integer> starts = reader.rowGroupStarts();
            for (int g = 0; g < starts.size(); g++) {
                int end = g + 1 < starts.size() ? starts.get(g + 1) : reader.rows();
                for (TraceSeries series : reader.series(starts.get(g), end)) {
                    writer.append(series);
                }
            }
        }
    }
}
