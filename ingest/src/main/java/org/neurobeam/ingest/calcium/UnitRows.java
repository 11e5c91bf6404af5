package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.UnitKeys;
import org.neurobeam.ingest.vocabulary.AtlasPosition;
import org.neurobeam.ingest.vocabulary.ConfidenceScale;
import org.neurobeam.ingest.vocabulary.LabelStatus;
import org.neurobeam.ingest.vocabulary.ResolvedLabel;
import org.neurobeam.ingest.vocabulary.Side;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Unit;

/** The rows of the units of a recording: source columns with their labels resolved. */
final class UnitRows {
    private final OpenRecording recording;
    private final Recipe recipe;
    private final LabelReader.Labels source;
    private final UnitChoice choice;

    private UnitRows(OpenRecording recording, LabelReader.Labels source, UnitChoice choice) {
        this.recording = recording;
        this.recipe = recording.source().recipe();
        this.source = source;
        this.choice = choice;
    }

    /** @param raw [source columns x samples] */
    static UnitRows read(OpenRecording recording, FloatMatrix raw, IngestMode mode) throws IOException {
        int units = raw.rows();
        LabelReader.Labels labels = new LabelReader(recording, units).read();
        UnitKeys keys = recording.source().recipe().units();
        int[] wanted = IntStream.range(0, units).toArray();
        if (!keys.where().isEmpty()) {
            double[] where = column(recording, keys.where(), units)
                    .orElseThrow(() -> recording.bad(keys.where(), "MISSING_VARIABLE", "expected a number a unit"));
            wanted = IntStream.range(0, units).filter(i -> where[i] > 0).toArray();
        }
        UnitChoice choice = UnitChoice.of(recording.source(), mode, labels.labels(), wanted, raw);
        return new UnitRows(recording, labels, choice);
    }

    private static Optional<double[]> column(OpenRecording recording, String at, int units) throws IOException {
        if (at.isEmpty()) {
            return Optional.empty();
        }
        UnitKeys keys = recording.source().recipe().units();
        int dot = at.lastIndexOf(':');
        boolean hasColumn = dot > 0 && at.substring(dot + 1).matches("\\d+");
        String selector = hasColumn ? at.substring(0, dot) : at;
        Optional<NumberArray> numbers = recording.numbers(List.of(selector), keys.file());
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        int width = hasColumn ? numbers.get().columns() : 1;
        int k = hasColumn ? Integer.parseInt(at.substring(dot + 1)) - 1 : 0;
        double[] values = numbers.get().values();
        if (values.length != units * width || k >= width) {
            throw recording.bad(
                    at, "shape_mismatch", "expected " + units + " numbers, one a unit, found " + numbers.get());
        }
        return Optional.of(IntStream.range(0, units)
                .mapToDouble(i -> values[i * width + k])
                .toArray());
    }

    /** Which columns of the source are units. */
    UnitChoice choice() {
        return choice;
    }

    int size() {
        return choice.columns().size();
    }

    int count(LabelStatus... statuses) {
        List<LabelStatus> wanted = List.of(statuses);
        return (int) choice.resolved().stream()
                .filter(r -> wanted.contains(r.status()))
                .count();
    }

    /** Labels that several units have, in order of their first unit. */
    List<String> duplicates() {
        return choice.resolved().stream()
                .filter(r -> r.status() == LabelStatus.DUPLICATE)
                .flatMap(r -> r.candidates().stream())
                .distinct()
                .toList();
    }

    /** Label of a unit by its position among the units. */
    Optional<String> label(int i) {
        return choice.resolved().isEmpty()
                ? Optional.empty()
                : choice.resolved().get(i).label();
    }

    /** Slot of a unit by its position among the units. */
    OptionalInt slot(int i) {
        return choice.resolved().isEmpty()
                ? OptionalInt.empty()
                : choice.resolved().get(i).slot();
    }

    /** @param raw [source columns x samples] */
    List<Unit> rows(FloatMatrix raw) throws IOException {
        int units = source.labels().size();
        Optional<double[]> isCell = column(recording, recipe.units().isCell(), units);
        Optional<double[]> probability = column(recording, recipe.units().cellProbability(), units);
        List<Unit> rows = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            int column = choice.columns().get(i);
            String id = recording.source().recordingId();
            Unit.Builder row = Unit.newBuilder()
                    .setUnitId(id + "/" + column)
                    .setRecordingId(id)
                    .setRoiIndex(column)
                    .setSourceLabel(source.labels().get(column).text().orElse(null))
                    .setDv(source.dv().get(column))
                    .setCandidates(List.of())
                    .setImputedFraction(0.0);
            isCell.ifPresent(values -> row.setIsCell(values[column] > 0));
            probability.ifPresent(values -> row.setCellProbability(values[column]));
            if (!choice.resolved().isEmpty()) {
                label(row, choice.resolved().get(i));
            }
            missing(row, raw, column);
            rows.add(row.build());
        }
        return rows;
    }

    private void label(Unit.Builder row, ResolvedLabel label) {
        row.setLabel(label.label().orElse(null))
                .setLabelStatus(label.status().word())
                .setCandidates(label.candidates())
                .setNeuronClass(label.neuronClass().orElse(null))
                .setSide(label.side().map(Side::word).orElse(null))
                .setSlot(label.slot().isPresent() ? Integer.valueOf(label.slot().getAsInt()) : null);
        label.position().map(AtlasPosition::xUm).ifPresent(row::setXUm);
        label.position().map(AtlasPosition::yUm).ifPresent(row::setYUm);
        label.position().map(AtlasPosition::zUm).ifPresent(row::setZUm);
        OptionalDouble raw = label.source().confidence();
        List<Double> ends = recipe.ids().confidence().scale();
        if (raw.isPresent() && ends.size() == 2) {
            ConfidenceScale scale = new ConfidenceScale(ends.get(0), ends.get(1));
            row.setConfidenceRaw(raw.getAsDouble())
                    .setConfidence(scale.unit(raw.getAsDouble()))
                    .setConfidenceScale(scale.word());
        }
    }

    private static void missing(Unit.Builder row, FloatMatrix raw, int unit) {
        int samples = raw.columns();
        float[] values = raw.values();
        int nan = 0;
        int run = 0;
        int longest = 0;
        boolean constant = true;
        float first = Float.NaN;
        double sum = 0;
        for (int t = unit * samples; t < (unit + 1) * samples; t++) {
            float x = values[t];
            run = Float.isNaN(x) ? run + 1 : 0;
            longest = Math.max(longest, run);
            if (Float.isNaN(x)) {
                nan++;
            } else {
                first = Float.isNaN(first) ? x : first;
                constant &= x == first;
                sum += x;
            }
        }
        row.setNanFraction(samples == 0 ? 0.0 : nan / (double) samples)
                .setLongestNanRun(longest)
                .setConstant(constant)
                .setMeanSignal(nan == samples ? null : Double.valueOf(sum / (samples - nan)));
    }
}
