package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.TableEntry;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/** A dataset with its merged tables in memory, so that thousands of parts do not read them thousands of times. */
final class DatasetView {
    private final Dataset dataset;
    private final Map<String, Recording> recordings = new HashMap<>();
    private final Map<String, List<SourceFile>> files = new HashMap<>();
    private final Map<String, List<Step>> steps = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();

    private DatasetView(Dataset dataset) {
        this.dataset = dataset;
    }

    static DatasetView of(Dataset dataset) throws IOException {
        DatasetView view = new DatasetView(dataset);
        dataset.recordings().forEach(r -> view.recordings.put(r.getRecordingId(), r));
        dataset.files()
                .forEach(f -> view.files
                        .computeIfAbsent(f.getFileId(), id -> new ArrayList<>())
                        .add(f));
        dataset.steps()
                .forEach(s -> view.steps
                        .computeIfAbsent(s.getOutput(), id -> new ArrayList<>())
                        .add(s));
        for (TableEntry table : dataset.tables().values()) {
            table.files().forEach(f -> view.digests.put(f.path(), f.sha256()));
        }
        return view;
    }

    Dataset dataset() {
        return dataset;
    }

    Recording recording(String id) {
        Recording found = recordings.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "recording " + id + " is not in " + dataset.store().location());
        }
        return found;
    }

    /** Steps that made a part. */
    List<Step> steps(String part) {
        return steps.getOrDefault(part, List.of());
    }

    /** Paths and digests of all files that hold rows of a part, and the given texts, as one digest. */
    String digest(String part, List<String> texts) {
        Set<String> paths = new TreeSet<>();
        for (Table<?> table : Table.ofDataset()) {
            paths.add(PartName.path(table, part));
        }
        for (GridSignal signal : dataset.signals(part)) {
            paths.add(PartName.tracePath(part, signal.grid(), signal.signal()));
        }
        List<String> all = new ArrayList<>(texts);
        all.add(BuildInfo.version());
        all.add(steps(part).toString());
        paths.stream().filter(digests::containsKey).forEach(path -> all.add(path + " " + digests.get(path)));
        return Sha256.of(String.join("\n", all));
    }

    /** The files and steps that made a part of the input are those of the output, too. */
    void provenance(String part, List<String> fileIds, RecordingWriter out) {
        fileIds.forEach(id -> files.getOrDefault(id, List.of()).forEach(out::source));
        steps(part).forEach(out::step);
    }
}
