package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.calcium.container.NumberArray;
import org.neurobeam.ingest.recipe.Published;
import org.neurobeam.ingest.recipe.TimeKeys;
import org.neurobeam.schemas.table.Timebase;

/** When the samples of a recording were taken, in seconds from the first. */
final class SampleTimes {
    private static final double REGULAR = 1e-6;
    private static final double EXACT_S = 1e-9;

    /** Seconds of the units of time that files state. */
    private static final Map<String, Double> STATED = Map.of("ms", 1e-3, "min", 60.0, "h", 3600.0, "us", 1e-6);

    private final String source;
    private final double originSeconds;
    private final double stepSeconds;
    private final double[] seconds;
    private final int samples;

    private SampleTimes(String source, double originSeconds, double stepSeconds, double[] seconds, int samples) {
        this.source = source;
        this.originSeconds = originSeconds;
        this.stepSeconds = stepSeconds;
        this.seconds = seconds;
        this.samples = samples;
    }

    /** @throws org.neurobeam.schemas.error.DataException for too few times, or times that do not grow */
    static SampleTimes read(OpenRecording recording, int samples) throws IOException {
        return read(recording, samples, Published.none());
    }

    /** @param rules what the published data set does, or nothing */
    static SampleTimes read(OpenRecording recording, int samples, Published rules) throws IOException {
        TimeKeys keys = recording.source().recipe().time();
        int first = rules.droppedFrames();
        if (rules.rateHz() > 0) {
            return regular(recording, "recipe", new double[] {rules.rateHz()}, first, samples);
        }
        Optional<NumberArray> times = recording.numbers(keys.at(), keys.file());
        if (times.isPresent()) {
            double scale = STATED.getOrDefault(times.get().unit().orElse(""), keys.seconds());
            double[] all = times.get().values();
            return listed(recording, Arrays.copyOfRange(all, Math.min(first, all.length), all.length), samples, scale);
        }
        Optional<NumberArray> rate = recording.numbers(keys.rateAt(), keys.file());
        if (rate.isPresent()) {
            return regular(recording, "file", rate.get().values(), first, samples);
        }
        return keys.rateHz() > 0
                ? regular(recording, "recipe", new double[] {keys.rateHz()}, first, samples)
                : new SampleTimes("none", Double.NaN, Double.NaN, new double[0], samples);
    }

    private static SampleTimes regular(OpenRecording recording, String source, double[] rate, int first, int samples) {
        if (rate.length != 1 || !(rate[0] > 0) || Double.isInfinite(rate[0])) {
            throw recording.bad("time", "bad_rate", "expected one rate above 0 Hz, found " + Arrays.toString(rate));
        }
        return new SampleTimes(source, first / rate[0], 1 / rate[0], new double[0], samples);
    }

    private static SampleTimes listed(OpenRecording recording, double[] all, int samples, double scale) {
        String place = "time";
        if (all.length < samples) {
            throw recording.bad(
                    place, "shape_mismatch", "expected " + samples + " times, one a sample, found " + all.length);
        }
        double[] seconds = new double[samples];
        // in float64, before anything is rounded
        for (int i = 0; i < samples; i++) {
            seconds[i] = scale * (all[i] - all[0]);
            if (!Double.isFinite(seconds[i]) || i > 0 && !(seconds[i] > seconds[i - 1])) {
                throw recording.bad(
                        place + " " + (i + 1),
                        "bad_time",
                        "expected finite times that grow, found " + all[i] + (i > 0 ? " after " + all[i - 1] : ""));
            }
        }
        return new SampleTimes("file", samples == 0 ? Double.NaN : scale * all[0], Double.NaN, seconds, samples);
    }

    /** file, recipe or none. */
    String source() {
        return source;
    }

    boolean known() {
        return !source.equals("none");
    }

    /** The first time as the file has it; 0 where only a rate is known, NaN where nothing is. */
    double originSeconds() {
        return originSeconds;
    }

    int samples() {
        return samples;
    }

    /** Time of a sample; of the one after the last, where the last would end. NaN where times are not known. */
    double at(int sample) {
        if (!known() || samples == 0) {
            return Double.NaN;
        }
        if (seconds.length == 0) {
            return sample * stepSeconds;
        }
        return seconds[Math.min(sample, samples - 1)];
    }

    /** Steps between samples, sorted; none when they are not known. */
    double[] steps() {
        if (!known() || samples < 2) {
            return new double[0];
        }
        if (seconds.length == 0) {
            return new double[] {stepSeconds};
        }
        double[] steps = new double[samples - 1];
        for (int i = 1; i < samples; i++) {
            steps[i - 1] = seconds[i] - seconds[i - 1];
        }
        Arrays.sort(steps);
        return steps;
    }

    /** Median of the sorted steps. */
    static double median(double[] steps) {
        int n = steps.length;
        return n % 2 == 1 ? steps[n / 2] : (steps[n / 2 - 1] + steps[n / 2]) / 2;
    }

    /** Whether (max - min)/median of the steps is below 1e-6. */
    boolean isRegular() {
        double[] steps = steps();
        return steps.length > 0 && (steps[steps.length - 1] - steps[0]) / median(steps) < REGULAR;
    }

    /** The row of the original grid; none where times are not known. */
    List<Timebase> timebases(String recordingId) {
        if (!known() || samples == 0) {
            return List.of();
        }
        Timebase.Builder row = Timebase.newBuilder()
                .setRecordingId(recordingId)
                .setGrid("original")
                .setT0S(0);
        double step = seconds.length == 0 ? stepSeconds : seconds[samples - 1] / Math.max(1, samples - 1);
        if (seconds.length == 0 || samples > 1 && isLine(step)) {
            return List.of(row.setDtS(step).build());
        }
        return List.of(row.setTimeS(Arrays.stream(seconds).boxed().toList()).build());
    }

    private boolean isLine(double step) {
        for (int i = 0; i < samples; i++) {
            if (Math.abs(seconds[i] - i * step) > EXACT_S) {
                return false;
            }
        }
        return true;
    }
}
