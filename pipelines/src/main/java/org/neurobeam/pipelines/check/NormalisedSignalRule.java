package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Recording;

/** I7: {@code z std + mean} gives the resampled smoothed signal back. Memory: one row group of two signals. */
final class NormalisedSignalRule implements DatasetRule {
    private static final String RESAMPLED = "resampled";
    private static final String ZSCORE = "zscore";
    private static final String SMOOTHED = "smoothed";
    /** Absolute for signals of order 1 (dF/F0, F/F20), relative for counts: float32 holds 7 digits. */
    private static final double TOLERANCE = 1e-5;

    @Override
    public String id() {
        return "I7";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        List<Finding> findings = new ArrayList<>();
        boolean applies = false;
        for (Recording recording : Recordings.calcium(dataset)) {
            String id = recording.getRecordingId();
            if (Recordings.has(dataset, id, RESAMPLED, ZSCORE) && Recordings.has(dataset, id, RESAMPLED, SMOOTHED)) {
                applies = true;
                compare(dataset, id).ifPresent(findings::add);
            }
        }
        return applies ? Optional.of(findings) : Optional.empty();
    }

    private Optional<Finding> compare(Dataset dataset, String id) throws IOException {
        Worst worst = new Worst();
        try (TraceReader z = dataset.traces(id, RESAMPLED, ZSCORE);
                TraceReader smoothed = dataset.traces(id, RESAMPLED, SMOOTHED)) {
            List<Integer> starts = z.rowGroupStarts();
            for (int g = 0; g < starts.size(); g++) {
                int end = g + 1 < starts.size() ? starts.get(g + 1) : z.rows();
                Map<Integer, TraceSeries> values = new HashMap<>();
                for (TraceSeries series : smoothed.series(starts.get(g), Math.min(end, smoothed.rows()))) {
                    values.put(series.roiIndex(), series);
                }
                for (TraceSeries series : z.series(starts.get(g), end)) {
                    TraceSeries own = values.get(series.roiIndex());
                    if (own != null && own.length() == series.length()) {
                        worst.compare(series, own);
                    }
                }
            }
        }
        return worst.relative <= TOLERANCE
                ? Optional.empty()
                : Optional.of(new Finding(
                        id(),
                        id + ", unit " + worst.unit + " smoothed",
                        Severity.ERROR,
                        "z std + mean = the signal within " + TOLERANCE,
                        "difference " + worst.difference + " at sample " + worst.sample));
    }

    private static final class Worst {
        private double relative;
        private double difference;
        private int unit;
        private int sample;

        void compare(TraceSeries z, TraceSeries signal) {
            double scale = Math.max(1, Math.abs(signal.mean()) + signal.std());
            // a constant signal has z = 0 and a std of rounding at most
            for (int t = 0; t < z.length(); t++) {
                double value = signal.values()[t];
                double back = z.values()[t] * z.std() + z.mean();
                boolean oneMissing = Double.isNaN(value) != Double.isNaN(back);
                double own = oneMissing ? Double.POSITIVE_INFINITY : Math.abs(back - value);
                if (own / scale > relative) {
                    relative = own / scale;
                    difference = own;
                    unit = z.roiIndex();
                    sample = t;
                }
            }
        }
    }
}
