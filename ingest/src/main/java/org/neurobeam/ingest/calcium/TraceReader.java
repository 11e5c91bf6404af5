package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.calcium.container.Selector;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.ingest.recipe.Signal;
import org.neurobeam.schemas.array.FloatMatrix;

/** Reads one signal of a recording. */
final class TraceReader {
    private final OpenRecording recording;
    private final int dropped;

    /** @param rules what the published data set does, or nothing */
    TraceReader(OpenRecording recording, Published rules) {
        this.recording = recording;
        this.dropped = rules.droppedFrames();
    }

    /**
     * Values and unit of a signal.
     *
     * @param values [units x samples], NaN where missing
     * @param unit unit of measure; empty when nobody states it
     */
    record Values(FloatMatrix values, String unit) {}

    /** @throws org.neurobeam.schemas.error.DataException when what is there is no signal */
    Optional<Values> read(String name, Signal signal) throws IOException {
        List<Selector.Found> found = recording.find(signal.at(), signal.file());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String place = String.join(" or ", signal.at());
        if (found.size() == 1 && signal.column() == 0) {
            NumberArray numbers = recording.numbers(found.get(0).item(), place);
            FloatMatrix values = matrix(numbers, signal, place);
            first(signal, values);
            return Optional.of(new Values(withoutFirst(values), unit(signal, numbers)));
        }
        return Optional.of(new Values(withoutFirst(rows(found, signal, place)), signal.unit()));
    }

    private FloatMatrix withoutFirst(FloatMatrix values) {
        int left = Math.max(0, values.columns() - dropped);
        if (dropped == 0) {
            return values;
        }
        FloatMatrix rest = FloatMatrix.zeros(values.rows(), left);
        for (int u = 0; u < values.rows(); u++) {
            System.arraycopy(values.values(), u * values.columns() + dropped, rest.values(), u * left, left);
        }
        return rest;
    }

    private void first(Signal signal, FloatMatrix matrix) throws IOException {
        if (signal.firstSample().isEmpty()) {
            return;
        }
        NumberArray first = recording
                .numbers(List.of(signal.firstSample()), signal.file())
                .orElseThrow(() -> recording.bad(signal.firstSample(), "MISSING_VARIABLE", "expected a number a unit"));
        if (first.rows() != matrix.rows()) {
            throw recording.bad(
                    signal.firstSample(),
                    "shape_mismatch",
                    "expected " + matrix.rows() + " numbers, one a unit, found " + first);
        }
        double[] values = first.values();
        for (int u = 0; u < matrix.rows(); u++) {
            matrix.values()[u * matrix.columns()] = (float) values[u * first.columns()];
        }
    }

    private static String unit(Signal signal, NumberArray numbers) {
        return signal.unit().isEmpty() ? numbers.unit().orElse("") : signal.unit();
    }

    private FloatMatrix matrix(NumberArray numbers, Signal signal, String place) {
        if (numbers.shape().size() > 2) {
            throw recording.bad(
                    place, "bad_shape", "expected a matrix " + signal.axes() + ", found the extents " + numbers);
        }
        // a vector is the series of one unit
        boolean one = numbers.shape().size() < 2;
        boolean timeFirst = one || signal.timeFirst();
        int samples = timeFirst ? numbers.rows() : numbers.columns();
        int units = timeFirst ? numbers.columns() : numbers.rows();
        double[] values = numbers.values();
        FloatMatrix matrix = FloatMatrix.zeros(units, samples);
        float[] out = matrix.values();
        for (int u = 0; u < units; u++) {
            for (int t = 0; t < samples; t++) {
                out[u * samples + t] = (float) (timeFirst ? values[t * units + u] : values[u * samples + t]);
            }
        }
        return matrix;
    }

    /** One vector a unit, or a column of each unit's own matrix. */
    private FloatMatrix rows(List<Selector.Found> found, Signal signal, String place) {
        int samples = -1;
        FloatMatrix matrix = FloatMatrix.zeros(0, 0);
        for (int u = 0; u < found.size(); u++) {
            NumberArray numbers = recording.numbers(found.get(u).item(), place);
            int length = signal.column() == 0 ? numbers.count() : numbers.rows();
            if (samples < 0) {
                samples = length;
                matrix = FloatMatrix.zeros(found.size(), samples);
            }
            if (length != samples || signal.column() > numbers.columns()) {
                throw recording.bad(
                        place,
                        "shape_mismatch",
                        "expected " + samples + " samples and at least " + signal.column() + " columns of unit "
                                + (u + 1) + ", found " + numbers);
            }
            double[] values = numbers.values();
            int width = signal.column() == 0 ? 1 : numbers.columns();
            int column = Math.max(0, signal.column() - 1);
            for (int t = 0; t < samples; t++) {
                matrix.values()[u * samples + t] = (float) values[t * width + column];
            }
        }
        return matrix;
    }
}
