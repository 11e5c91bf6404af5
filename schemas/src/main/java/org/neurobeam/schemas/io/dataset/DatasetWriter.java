package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/**
 * Writes a dataset folder: parts by any number of workers, then the rest by one.
 *
 * <pre>{@code
 * DatasetWriter writer = DatasetWriter.open(store);
 * if (!writer.isFinished(id, digest)) {
 *     try (RecordingWriter part = writer.begin(id, digest)) { ...; part.finish(); }
 * }
 * Dataset dataset = writer.finish(info, ids);
 * }</pre>
 *
 * <p>The folder {@code .state} remembers finished parts, so that an interrupted run goes on where it stopped. The bytes
 * of the folder depend on the parts alone, not on workers, order, clock or place.
 */
public final class DatasetWriter {
    static final String STATE = ".state";

    /** Tables of which every part has few rows: one file for all parts. */
    static final List<Table<?>> MERGED = List.of(Table.RECORDINGS, Table.FILES, Table.STEPS, Table.ISSUES);

    private final DataStore store;

    private DatasetWriter(DataStore store) {
        this.store = store;
    }

    /** A writer to a folder that is new, or that an interrupted or earlier run left. */
    public static DatasetWriter open(DataStore store) {
        return new DatasetWriter(store);
    }

    /**
     * Whether a part is there and was made from the same.
     *
     * @param part id of the recording or connectome, or path of the source file
     * @param digest of everything the part depends on: input bytes, parameters, program version
     */
    public boolean isFinished(String part, String digest) throws IOException {
        Optional<PartState> state = PartState.read(store, PartName.statePath(part));
        return state.isPresent()
                && state.get().digest().equals(digest)
                && state.get().isWhole(store);
    }

    /** Starts a part anew; what an earlier run left of it goes first. */
    public RecordingWriter begin(String part, String digest) throws IOException {
        drop(PartName.statePath(part));
        return new RecordingWriter(store, part, digest);
    }

    private void drop(String statePath) throws IOException {
        Optional<PartState> old = PartState.read(store, statePath);
        store.delete(statePath);
        if (old.isPresent()) {
            for (WrittenFile file : old.get().allFiles()) {
                store.delete(file.path());
            }
        }
    }

    /** Completes the folder with all finished parts. */
    public Dataset finish(DatasetInfo info) throws IOException {
        return finish(info, states().keySet());
    }

    /**
     * Completes the folder: merged tables, tables without rows, {@code dataset.json}. Other parts than those named, and
     * files that no part names (leftovers of killed workers), are deleted from the folders of the tables.
     *
     * @param parts all parts that belong to the dataset
     * @throws IllegalArgumentException if a part is not finished
     */
    public Dataset finish(DatasetInfo info, Collection<String> parts) throws IOException {
        Map<String, PartState> states = states();
        Set<String> wanted = new TreeSet<>(parts);
        for (String part : wanted) {
            if (!states.containsKey(part)) {
                throw new IllegalArgumentException("part " + part + " is not finished in " + store.location());
            }
        }
        for (String part : List.copyOf(states.keySet())) {
            if (!wanted.contains(part)) {
                drop(PartName.statePath(part));
                states.remove(part);
            }
        }
        Map<String, TableEntry> tables = tables(states.values());
        deleteLeftovers(tables);
        Map<String, Long> perSource = merged(states.values(), Table.RECORDINGS).stream()
                .collect(Collectors.groupingBy(Recording::getDatasetId, Collectors.counting()));
        new DatasetIndex(info, Table.SCHEMA_VERSION, tables).write(store, perSource);
        return Dataset.open(store);
    }

    private Map<String, PartState> states() throws IOException {
        Map<String, PartState> states = new TreeMap<>();
        for (String path : store.list(STATE)) {
            if (path.endsWith(".json")) {
                PartState.read(store, path).ifPresent(state -> states.put(state.part(), state));
            }
        }
        return states;
    }

    private Map<String, TableEntry> tables(Collection<PartState> states) throws IOException {
        Map<String, TableEntry> tables = new LinkedHashMap<>();
        for (Table<?> table : Table.ofDataset()) {
            tables.put(table.name(), new TableEntry(entries(table, states)));
        }
        return tables;
    }

    private <T extends SpecificRecordBase> List<WrittenFile> entries(Table<T> table, Collection<PartState> states)
            throws IOException {
        if (MERGED.contains(table)) {
            return List.of(TableFile.write(store, PartName.mergedPath(table), table, merged(states, table)));
        }
        List<WrittenFile> files = new ArrayList<>();
        for (PartState state : states) {
            files.addAll(state.files().getOrDefault(table.name(), List.of()));
        }
        files.sort(Comparator.comparing(WrittenFile::path));
        return files.isEmpty() ? List.of(TableFile.write(store, PartName.emptyPath(table), table, List.of())) : files;
    }

    /** The distinct rows of all parts in the order of what people look for, then of all fields. */
    private static <T extends SpecificRecordBase> List<T> merged(Collection<PartState> states, Table<T> table)
            throws IOException {
        Set<T> rows =
                new TreeSet<>(Comparator.comparing(DatasetWriter::sortKey).thenComparing((a, b) -> a.compareTo(b)));
        for (PartState state : states) {
            rows.addAll(state.rows(table));
        }
        return List.copyOf(rows);
    }

    private static String sortKey(SpecificRecordBase row) {
        if (row instanceof Issue issue) {
            return issue.getFile();
        }
        if (row instanceof SourceFile file) {
            return file.getPath();
        }
        return row instanceof Step step ? step.getStepId() : ((Recording) row).getRecordingId();
    }

    private void deleteLeftovers(Map<String, TableEntry> tables) throws IOException {
        for (Map.Entry<String, TableEntry> table : tables.entrySet()) {
            Set<String> named =
                    table.getValue().files().stream().map(WrittenFile::path).collect(Collectors.toSet());
            for (String path : store.list(table.getKey())) {
                if (!named.contains(path)) {
                    store.delete(path);
                }
            }
        }
    }
}
