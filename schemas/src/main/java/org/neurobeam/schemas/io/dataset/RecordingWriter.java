package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/**
 * Writes one part of a dataset: a recording, a connectome, or what is known of a source file that gave none.
 *
 * <p>Parts are independent: any number of workers may write different parts, and two attempts at one part give the
 * same bytes. A part counts from {@link #finish} on. Not thread-safe; close it.
 */
public final class RecordingWriter implements AutoCloseable {
    private static final Set<Table<?>> MERGED = Set.copyOf(DatasetWriter.MERGED);

    private final DataStore store;
    private final PartState state;
    private final Map<String, TraceWriter> traces = new LinkedHashMap<>();

    RecordingWriter(DataStore store, String part, String digest) {
        this.store = store;
        this.state = PartState.of(part, digest);
    }

    /** The part: id of the recording or connectome, or path of the source file. */
    public String part() {
        return state.part();
    }

    /**
     * The row of the recording itself.
     *
     * @throws IllegalArgumentException if its id is not the part, or there is one already
     */
    public void recording(Recording row) {
        if (!row.getRecordingId().equals(part()) || state.rows().containsKey(Table.RECORDINGS.name())) {
            throw new IllegalArgumentException(
                    "a part has one recording of its own id: part " + part() + ", recording " + row.getRecordingId());
        }
        state.add(Table.RECORDINGS, row);
    }

    /** Something refused or doubtful. */
    public void issue(Issue row) {
        state.add(Table.ISSUES, row);
    }

    /** A file that was read; equal rows of several parts become one. */
    public void source(SourceFile row) {
        state.add(Table.FILES, row);
    }

    /** A processing step; equal rows of several parts become one. */
    public void step(Step row) {
        state.add(Table.STEPS, row);
    }

    /**
     * Writes the rows of a table, at most once a table: units, timebases, events, covariates, features, connectomes,
     * nodes, edges, consensus_edges. No rows leave no file.
     *
     * @throws IllegalArgumentException for traces and the merged tables, and for a second call
     */
    public <T extends SpecificRecordBase> void write(Table<T> table, Iterable<? extends T> rows) throws IOException {
        if (MERGED.contains(table) || !Table.ofDataset().contains(table) || table == Table.TRACES) {
            throw new IllegalArgumentException("table " + table + " has its own method");
        }
        if (state.files().containsKey(table.name())) {
            throw new IllegalArgumentException("table " + table + " of part " + part() + " was written already");
        }
        Iterator<? extends T> iterator = rows.iterator();
        if (iterator.hasNext()) {
            state.add(table, TableFile.write(store, PartName.path(table, part()), table, iterator));
        }
    }

    /**
     * Starts the traces of one grid and signal; they are finished with the part if not before.
     *
     * @param key recording is the part
     * @param samples length of every series
     * @throws IllegalArgumentException for another recording, or a second call for one grid and signal
     */
    public TraceWriter traces(TraceKey key, int samples) throws IOException {
        String path = PartName.tracePath(part(), key.grid(), key.signal());
        if (!key.recordingId().equals(part()) || isWritten(path)) {
            throw new IllegalArgumentException(
                    "a part has traces of its own recording, once a grid and signal: part " + part() + ", " + key);
        }
        TraceWriter writer = TraceWriter.create(store, path, key, samples);
        traces.put(path, writer);
        return writer;
    }

    /**
     * Takes a file of rows or traces over from another dataset, where the part has the same name.
     *
     * @param path of the file in both datasets
     * @return false, and nothing is written, where the other dataset has no such file with the bytes that its index
     *     states: the rows then have to be written one by one
     * @throws IllegalArgumentException where this part has the file already
     */
    public boolean copy(Table<?> table, Dataset from, String path) throws IOException {
        if (isWritten(path)) {
            throw new IllegalArgumentException("file " + path + " of part " + part() + " was written already");
        }
        Optional<WrittenFile> original = from.file(path);
        if (original.isEmpty()) {
            return false;
        }
        try (StagedFile file = new StagedFile(store, path);
                InputStream in = from.store().read(path)) {
            in.transferTo(file.stream());
            if (!file.commitCopy(original.get())) {
                return false;
            }
        }
        state.add(table, original.get());
        return true;
    }

    private boolean isWritten(String path) {
        return traces.containsKey(path)
                || state.allFiles().stream().anyMatch(file -> file.path().equals(path));
    }

    /** Finishes the traces and marks the part as finished. */
    public void finish() throws IOException {
        for (TraceWriter writer : traces.values()) {
            state.add(Table.TRACES, writer.finish());
        }
        state.write(store);
    }

    @Override
    public void close() throws IOException {
        for (TraceWriter writer : traces.values()) {
            writer.close();
        }
    }
}
