package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** A dataset folder, read as it is asked for: only {@code dataset.json} stays in memory. Thread-safe. */
public final class Dataset {
    private static final String SUFFIX = ".parquet";

    private final DataStore store;
    private final DatasetIndex index;
    private final Map<String, WrittenFile> files = new LinkedHashMap<>();

    private Dataset(DataStore store, DatasetIndex index) {
        this.store = store;
        this.index = index;
        index.tables().values().forEach(table -> table.files().forEach(file -> files.put(file.path(), file)));
    }

    /**
     * Opens a folder.
     *
     * @throws DataException {@code not_a_dataset}, {@code unreadable_json}, or {@code schema_version} when the folder
     *     was written for other schemas
     */
    public static Dataset open(DataStore store) throws IOException {
        DatasetIndex index = DatasetIndex.read(store);
        if (!index.schemaVersion().equals(Table.SCHEMA_VERSION)) {
            throw new DataException(
                    store.location() + "/" + DatasetIndex.PATH,
                    "schema_version",
                    "schema_version",
                    "expected " + Table.SCHEMA_VERSION + ", found " + index.schemaVersion()
                            + "; use the program that wrote it, or ingest again");
        }
        return new Dataset(store, index);
    }

    /** The folder. */
    public DataStore store() {
        return store;
    }

    /** Id, title, licence, citation, sources. */
    public DatasetInfo info() {
        return index.info();
    }

    /** Every table by name, with its files. */
    public Map<String, TableEntry> tables() {
        return Collections.unmodifiableMap(index.tables());
    }

    /** The files of a table, sorted by path; none when the dataset does not list the table. */
    public List<WrittenFile> filesOf(Table<?> table) {
        TableEntry entry = index.tables().get(table.name());
        return entry == null ? List.of() : entry.files();
    }

    /** A file of the dataset as its index has it. */
    public Optional<WrittenFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** All rows of a table: for the small ones. */
    public <T extends SpecificRecordBase> List<T> all(Table<T> table) throws IOException {
        List<T> rows = new ArrayList<>();
        forEach(table, rows::add);
        return rows;
    }

    /** Passes all rows of a table, file by file, without keeping them. */
    public <T extends SpecificRecordBase> void forEach(Table<T> table, Consumer<? super T> action) throws IOException {
        for (WrittenFile file : filesOf(table)) {
            forEach(table, file.path(), action);
        }
    }

    private <T extends SpecificRecordBase> void forEach(Table<T> table, String path, Consumer<? super T> action)
            throws IOException {
        try (TableRows<T> rows = TableFile.open(store, path, table)) {
            rows.forEachRemaining(action);
        }
    }

    /** Passes the rows of one recording or connectome without keeping them; none where it has no file. */
    public <T extends SpecificRecordBase> void forEach(Table<T> table, Consumer<? super T> action, String part)
            throws IOException {
        String path = PartName.path(table, part);
        if (files.containsKey(path)) {
            forEach(table, path, action);
        }
    }

    /** The rows of one recording or connectome. */
    public <T extends SpecificRecordBase> List<T> rows(Table<T> table, String part) throws IOException {
        List<T> rows = new ArrayList<>();
        forEach(table, rows::add, part);
        return rows;
    }

    /** All recordings, sorted by id. */
    public List<Recording> recordings() throws IOException {
        return all(Table.RECORDINGS);
    }

    /** Units of a recording. */
    public List<Unit> units(String recordingId) throws IOException {
        return rows(Table.UNITS, recordingId);
    }

    /** Timebases of a recording. */
    public List<Timebase> timebases(String recordingId) throws IOException {
        return rows(Table.TIMEBASES, recordingId);
    }

    /** Events of a recording. */
    public List<Event> events(String recordingId) throws IOException {
        return rows(Table.EVENTS, recordingId);
    }

    /** Confounds and behaviour of a recording. */
    public List<Covariate> covariates(String recordingId) throws IOException {
        return rows(Table.COVARIATES, recordingId);
    }

    /** Features of a recording; those aligned to stimuli are the part that wrote them. */
    public List<Feature> features(String recordingId) throws IOException {
        return rows(Table.FEATURES, recordingId);
    }

    /** Grids and signals of a recording that have traces, sorted. */
    public List<GridSignal> signals(String recordingId) {
        String prefix = PartName.tracePrefix(recordingId);
        List<GridSignal> found = new ArrayList<>();
        for (WrittenFile file : filesOf(Table.TRACES)) {
            String path = file.path();
            if (path.startsWith(prefix) && path.endsWith(SUFFIX)) {
                String[] names = path.substring(prefix.length(), path.length() - SUFFIX.length())
                        .split("\\.", -1);
                if (names.length == 2) {
                    found.add(new GridSignal(PartName.decode(names[0]), PartName.decode(names[1])));
                }
            }
        }
        return found;
    }

    /**
     * Opens the traces of a recording; close the reader.
     *
     * @throws DataException {@code no_traces} if the dataset has none of that grid and signal
     */
    public TraceReader traces(String recordingId, String grid, String signal) throws IOException {
        String path = PartName.tracePath(recordingId, grid, signal);
        if (!files.containsKey(path)) {
            throw new DataException(
                    store.location(),
                    recordingId,
                    "no_traces",
                    "expected traces of grid " + grid + " and signal " + signal + ", found " + signals(recordingId)
                            + "; choose one of these");
        }
        return TraceReader.open(store, path);
    }

    /** Everything refused or doubtful. */
    public List<Issue> issues() throws IOException {
        return all(Table.ISSUES);
    }

    /** Files that were read. */
    public List<SourceFile> files() throws IOException {
        return all(Table.FILES);
    }

    /** Processing steps. */
    public List<Step> steps() throws IOException {
        return all(Table.STEPS);
    }
}
