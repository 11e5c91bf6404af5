package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** Rules about one recording: counts, units, times, events, covariates. Memory: a bit a unit and its timebases. */
final class RecordingChecks {
    private static final double STEP_TOLERANCE_S = 1e-9;
    private static final double TR_TOLERANCE = 1e-3;
    private static final double BLOCK_CENTRE = 5.0 / 12;
    private static final String RESAMPLED = "resampled";

    private final Dataset dataset;
    private final Findings findings;
    private final Recording recording;
    private final String id;
    private final BitSet rois = new BitSet();
    private final BitSet slots = new BitSet();
    private final Map<String, Integer> irregularLengths = new HashMap<>();
    private final Set<String> grids = new HashSet<>();
    private long units;
    private long labelled;
    private long ambiguous;

    RecordingChecks(Dataset dataset, Findings findings, Recording recording) {
        this.dataset = dataset;
        this.findings = findings;
        this.recording = recording;
        this.id = recording.getRecordingId();
    }

    void run() throws IOException {
        dataset.forEach(Table.UNITS, this::unit, id);
        findings.require(
                Rule.COUNTS, id, "n_rois", units == recording.getNRois(), () -> units + " units", recording.getNRois());
        findings.require(
                Rule.COUNTS,
                id,
                "n_labelled",
                labelled == recording.getNLabelled() && labelled <= units,
                () -> labelled + " exact or normalised of " + units,
                recording.getNLabelled());
        findings.require(
                Rule.COUNTS,
                id,
                "n_ambiguous",
                ambiguous == recording.getNAmbiguous(),
                () -> ambiguous + " ambiguous units",
                recording.getNAmbiguous());
        dataset.forEach(Table.TIMEBASES, this::timebase, id);
        dataset.forEach(Table.EVENTS, this::event, id);
        dataset.forEach(Table.COVARIATES, this::covariate, id);
        sampling();
        ResampledGrid.check(recording, dataset.timebases(id), findings);
        new TraceChecks(dataset, findings, recording, rois).run(grids, irregularLengths);
    }

    private void unit(Unit unit) {
        units++;
        String status = unit.getLabelStatus().orElse("");
        labelled += status.equals("exact") || status.equals("normalised") ? 1 : 0;
        ambiguous += status.equals("ambiguous") ? 1 : 0;
        int roi = unit.getRoiIndex();
        String place = "unit " + roi;
        owner(Table.UNITS, place, unit.getRecordingId());
        boolean fresh = roi >= 0 && !rois.get(roi);
        findings.require(Rule.KEYS, id, place, fresh, () -> "each roi_index >= 0 once in units", roi);
        if (fresh) {
            rois.set(roi);
        }
        String unitId = unit.getUnitId();
        findings.require(
                Rule.KEYS, id, place, unitId.equals(id + "/" + roi), () -> "unit_id " + id + "/" + roi, unitId);
        unit.getSlot().ifPresent(slot -> {
            findings.require(Rule.COUNTS, id, place, slot >= 0 && !slots.get(slot), () -> "each slot once", slot);
            slots.set(Math.max(0, slot));
        });
        inside(place, unit.getI(), 0);
        inside(place, unit.getJ(), 1);
        inside(place, unit.getK(), 2);
    }

    private void inside(String place, Optional<Integer> index, int axis) {
        List<Integer> shape = recording.getShape();
        if (index.isPresent() && axis < shape.size()) {
            int at = index.get();
            findings.require(
                    Rule.SHAPE,
                    id,
                    place + " axis " + axis,
                    at >= 0 && at < shape.get(axis),
                    () -> "index within shape " + shape,
                    at);
        }
    }

    private void owner(Table<?> table, String place, String recordingId) {
        findings.require(
                Rule.REFERENCE,
                id,
                table + " " + place,
                recordingId.equals(id),
                () -> "rows of recording " + id,
                recordingId);
    }

    private void timebase(Timebase base) {
        String grid = base.getGrid();
        owner(Table.TIMEBASES, "grid " + grid, base.getRecordingId());
        findings.require(Rule.KEYS, id, "timebase " + grid, grids.add(grid), () -> "each grid once in timebases", grid);
        boolean origin = !grid.equals("original") && !grid.equals(RESAMPLED) || first(base) == 0 || isCentred(base);
        findings.require(Rule.TIMES, id, "grid " + grid, origin, () -> "first time 0 s", first(base));
        boolean one = base.getDtS().isPresent() != base.getTimeS().isPresent();
        findings.require(Rule.TIMES, id, "grid " + grid, one, () -> "either dt_s or time_s", one ? "" : "both or none");
        base.getDtS()
                .ifPresent(dt -> findings.require(
                        Rule.TIMES, id, "grid " + grid, dt > 0 && Double.isFinite(dt), () -> "dt_s > 0", dt));
        base.getTimeS().ifPresent(times -> times(grid, times));
    }

    /** Means of blocks of six fine steps are stamped at the centre of the first block. */
    private static boolean isCentred(Timebase base) {
        double centre = base.getDtS().orElse(Double.NaN) * BLOCK_CENTRE;
        return base.getGrid().equals(RESAMPLED) && Math.abs(first(base) - centre) <= STEP_TOLERANCE_S;
    }

    private static double first(Timebase base) {
        return base.getTimeS().filter(t -> !t.isEmpty()).map(t -> t.get(0)).orElse(base.getT0S());
    }

    private void times(String grid, List<Double> times) {
        irregularLengths.put(grid, times.size());
        for (int i = 0; i < times.size(); i++) {
            double previous = i == 0 ? Double.NEGATIVE_INFINITY : times.get(i - 1);
            double now = times.get(i);
            findings.require(
                    Rule.TIMES,
                    id,
                    "grid " + grid + " sample " + i,
                    Double.isFinite(now) && now > previous,
                    () -> "finite times that grow, after " + previous + " s",
                    now);
            if (grid.equals(RESAMPLED) && i > 0 && recording.getResampleDtS().isPresent()) {
                double dt = recording.getResampleDtS().get();
                findings.require(
                        Rule.RESAMPLED_STEP,
                        id,
                        "sample " + i,
                        Math.abs(now - previous - dt) <= STEP_TOLERANCE_S,
                        () -> "step of " + dt + " s",
                        now - previous);
            }
        }
    }

    private void event(Event event) {
        String place = "event " + event.getTrialType() + " at " + event.getOnsetS() + " s";
        owner(Table.EVENTS, place, event.getRecordingId());
        boolean finite = Double.isFinite(event.getOnsetS());
        findings.require(Rule.EVENT_TIME, id, place, finite, () -> "a finite onset_s", event.getOnsetS());
        event.getDurationS()
                .ifPresent(duration -> findings.require(
                        Rule.EVENT_TIME,
                        id,
                        place,
                        Double.isFinite(duration) && duration >= 0,
                        () -> "a finite duration_s >= 0 or null",
                        duration));
        event.getTargetRoi()
                .ifPresent(roi -> findings.require(
                        Rule.REFERENCE, id, place, roi >= 0 && rois.get(roi), () -> "target_roi is a unit", roi));
    }

    private void covariate(Covariate covariate) {
        String place = "covariate " + covariate.getName();
        owner(Table.COVARIATES, place, covariate.getRecordingId());
        findings.require(
                Rule.REFERENCE,
                id,
                place,
                // where nobody knows the times, a timebase would be invented
                grids.contains(covariate.getGrid())
                        || recording.getTimeSource().equals("none")
                                && covariate.getGrid().equals("original"),
                () -> "a timebase of grid " + covariate.getGrid(),
                grids);
        int length = covariate
                .getValues()
                .map(List::size)
                .orElseGet(() -> covariate.getCategories().map(List::size).orElse(0));
        String grid = covariate.getGrid();
        // scrubbed recordings keep the covariates of all volumes on the grid of the source
        boolean ofSource = grid.equals("original") && length == recording.getOriginalNSamples();
        int expected = irregularLengths.getOrDefault(
                grid, grid.equals("original") && !ofSource ? recording.getNSamples() : length);
        findings.require(
                Rule.TRACE_LENGTH, id, place, length == expected, () -> expected + " values as its timebase", length);
    }

    private void sampling() throws IOException {
        if (recording.getTrS().isEmpty()) {
            return;
        }
        double tr = recording.getTrS().get();
        findings.require(Rule.SAMPLING, id, "tr_s", tr > 0 && Double.isFinite(tr), () -> "tr_s > 0", tr);
        for (Timebase base : dataset.timebases(id)) {
            if (base.getGrid().equals("original") && base.getDtS().isPresent()) {
                double dt = base.getDtS().get();
                findings.require(
                        Rule.SAMPLING,
                        id,
                        "grid original",
                        Math.abs(dt - tr) <= TR_TOLERANCE * tr,
                        () -> "dt_s of the repetition time " + tr + " s",
                        dt);
            }
        }
    }

    long units() {
        return units;
    }

    long labelled() {
        return labelled;
    }

    long ambiguous() {
        return ambiguous;
    }
}
