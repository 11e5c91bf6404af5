package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.table.Recording;

/** Rules about the traces of one recording. Memory: one row group. */
final class TraceChecks {
    private static final double ZSCORE_TOLERANCE = 1e-6;

    private final Dataset dataset;
    private final Findings findings;
    private final Recording recording;
    private final String id;
    private final BitSet units;

    TraceChecks(Dataset dataset, Findings findings, Recording recording, BitSet units) {
        this.dataset = dataset;
        this.findings = findings;
        this.recording = recording;
        this.id = recording.getRecordingId();
        this.units = units;
    }

    void run(Set<String> grids, Map<String, Integer> lengths) throws IOException {
        for (GridSignal file : dataset.signals(id)) {
            String scope = id + " " + file.grid() + " " + file.signal();
            findings.require(
                    Rule.REFERENCE,
                    scope,
                    "",
                    // where nobody knows the times, a timebase would be invented
                    grids.contains(file.grid()) || recording.getTimeSource().equals("none"),
                    () -> "a timebase of grid " + file.grid(),
                    grids);
            try (TraceReader reader = dataset.traces(id, file.grid(), file.signal())) {
                lengths(scope, file, reader, lengths);
                rows(scope, file, reader);
            } catch (DataException e) {
                findings.require(Rule.READABLE, scope, e.place(), false, () -> "traces that can be read", e.problem());
            }
        }
    }

    private void lengths(String scope, GridSignal file, TraceReader reader, Map<String, Integer> lengths)
            throws IOException {
        if (reader.rows() == 0) {
            return;
        }
        TraceKey key = reader.key().orElseThrow();
        boolean own = key.recordingId().equals(id)
                && key.grid().equals(file.grid())
                && key.signal().equals(file.signal());
        findings.require(Rule.REFERENCE, scope, "", own, () -> "rows of " + scope, key);
        int n = reader.samples();
        if (lengths.containsKey(file.grid())) {
            int expected = lengths.get(file.grid());
            findings.require(
                    Rule.TRACE_LENGTH, scope, "", n == expected, () -> expected + " samples of the timebase", n);
        }
        int expected = file.grid().equals("original") ? recording.getOriginalNSamples() : recording.getNSamples();
        boolean right = n == recording.getNSamples() || n == expected;
        findings.require(Rule.TRACE_LENGTH, scope, "", right, () -> expected + " samples of the recording", n);
    }

    private void rows(String scope, GridSignal file, TraceReader reader) throws IOException {
        BitSet seen = new BitSet();
        List<Integer> starts = reader.rowGroupStarts();
        for (int g = 0; g < starts.size(); g++) {
            int end = g + 1 < starts.size() ? starts.get(g + 1) : reader.rows();
            for (TraceSeries series : reader.series(starts.get(g), end)) {
                row(scope, file, series, seen);
            }
        }
    }

    private void row(String scope, GridSignal file, TraceSeries series, BitSet seen) {
        int roi = series.roiIndex();
        String place = "unit " + roi;
        boolean known = roi >= 0 && units.get(roi);
        findings.require(Rule.REFERENCE, scope, place, known, () -> "a row of units", "none");
        boolean fresh = roi >= 0 && !seen.get(roi);
        findings.require(Rule.KEYS, scope, place, fresh, () -> "each unit once", roi);
        seen.set(Math.max(0, roi));
        findings.require(
                Rule.MASK,
                scope,
                place,
                series.maskAgrees(),
                () -> "valid_mask false exactly where NaN",
                "another mask");
        if (file.signal().equals("zscore")) {
            TraceSeries.Moments own = TraceSeries.Moments.of(series.values(), 0, series.length());
            boolean standard = Double.isNaN(own.mean())
                    || Math.abs(own.mean()) < ZSCORE_TOLERANCE
                            && (own.std() == 0 || Math.abs(own.std() - 1) < ZSCORE_TOLERANCE);
            findings.require(Rule.ZSCORE, scope, place, standard, () -> "mean 0 and std 1, or constant", own);
        }
    }
}
