package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** What rules ask of recordings. */
final class Recordings {
    static final String ORIGINAL = "original";
    static final String RAW = "raw";
    private static final String AS_PUBLISHED = "ingest paper-faithful";

    private Recordings() {}

    static List<Recording> calcium(Dataset dataset) throws IOException {
        return dataset.recordings().stream()
                .filter(r -> r.getModality().equals("calcium"))
                .toList();
    }

    /** Whether there are recordings and all are of fMRI. */
    static boolean areFmri(Dataset dataset) throws IOException {
        List<Recording> all = dataset.recordings();
        return !all.isEmpty() && all.stream().allMatch(r -> r.getModality().equals("fmri"));
    }

    /** Whether labels and units are those of the published data set: rules about the sources then do not apply. */
    static boolean areAsPublished(Dataset dataset) throws IOException {
        return calcium(dataset).stream().anyMatch(r -> r.getTransformChain().contains(AS_PUBLISHED));
    }

    static Optional<Recording> find(Dataset dataset, String id) throws IOException {
        return dataset.recordings().stream()
                .filter(r -> r.getRecordingId().equals(id))
                .findFirst();
    }

    static boolean has(Dataset dataset, String id, String grid, String signal) {
        return dataset.signals(id).contains(new GridSignal(grid, signal));
    }

    /** What to do with the series of one unit. */
    interface SeriesAction {
        void accept(TraceSeries series) throws IOException;
    }

    /** Passes the series of a recording, one row group at a time. */
    static void forEach(Dataset dataset, String id, GridSignal signal, SeriesAction action) throws IOException {
        try (TraceReader reader = dataset.traces(id, signal.grid(), signal.signal())) {
            List<Integer> starts = reader.rowGroupStarts();
            for (int g = 0; g < starts.size(); g++) {
                int end = g + 1 < starts.size() ? starts.get(g + 1) : reader.rows();
                for (TraceSeries series : reader.series(starts.get(g), end)) {
                    action.accept(series);
                }
            }
        }
    }

    /** All series of a recording by unit. */
    static Map<Integer, float[]> series(Dataset dataset, String id, String signal) throws IOException {
        Map<Integer, float[]> all = new HashMap<>();
        forEach(dataset, id, new GridSignal(ORIGINAL, signal), s -> all.put(s.roiIndex(), s.values()));
        return all;
    }

    static boolean isLabelled(Unit unit) {
        String status = unit.getLabelStatus().orElse("");
        return status.equals("exact") || status.equals("normalised");
    }
}
