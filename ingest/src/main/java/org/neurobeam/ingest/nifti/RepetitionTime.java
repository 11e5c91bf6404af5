package org.neurobeam.ingest.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.neurobeam.schemas.error.DataException;

/**
 * The time between volumes, by precedence: the user's word, JSON, header. It is never invented.
 *
 * @param trSeconds time between volumes; empty when unknown, or when volumes come at irregular times
 * @param volumeTimingSeconds start of each volume where JSON gives it; else empty
 * @param source who says so
 * @param warnings doubts in words
 */
public record RepetitionTime(
        OptionalDouble trSeconds, List<Double> volumeTimingSeconds, Source source, List<String> warnings) {
    private static final double IMPLAUSIBLE_SECONDS = 100;
    private static final double TOLERATED_RATIO = 0.01;
    private static final double REGULAR_SECONDS = 1e-6;

    /** Who says what the repetition time is. */
    public enum Source {
        /** An option. */
        EXPLICIT,
        /** The JSON sidecar. */
        JSON,
        /** pixdim[4] and its unit. */
        HEADER,
        /** Nobody. */
        NONE;

        /** The word used in reports. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists. */
    public RepetitionTime {
        volumeTimingSeconds = List.copyOf(volumeTimingSeconds);
        warnings = List.copyOf(warnings);
    }

    /** The repetition time of an image, with what is known beside it. */
    public static RepetitionTime resolve(ImageHeader header, TimingSources beside) {
        List<String> warnings = new ArrayList<>();
        OptionalDouble fromHeader = fromHeader(header, warnings);
        return resolve(
                fromHeader, new Samples(header.extent(3) * header.extent(4), header.shapeLabel()), beside, warnings);
    }

    /**
     * The repetition time of a series that is no NIfTI image, by the same precedence.
     *
     * @param fileSeconds what the file itself says, in s; taken as its header's
     * @param samples points of the series
     */
    public static RepetitionTime resolve(OptionalDouble fileSeconds, int samples, TimingSources beside) {
        List<String> warnings = new ArrayList<>();
        OptionalDouble known =
                isPositive(fileSeconds, "the time step in the file", warnings) ? fileSeconds : OptionalDouble.empty();
        return resolve(known, new Samples(samples, samples + " points"), beside, warnings);
    }

    private record Samples(long count, String shape) {}

    private static RepetitionTime resolve(
            OptionalDouble fromHeader, Samples samples, TimingSources beside, List<String> warnings) {
        if (isPositive(beside.explicitSeconds(), "the given repetition time", warnings)) {
            return new RepetitionTime(beside.explicitSeconds(), List.of(), Source.EXPLICIT, warnings);
        }
        if (isTiming(beside, samples, warnings)) {
            return fromTiming(beside, warnings);
        }
        OptionalDouble json = beside.jsonRepetitionTime();
        if (isPositive(json, "RepetitionTime in JSON", warnings)) {
            compare(json.getAsDouble(), fromHeader, warnings);
            return new RepetitionTime(json, List.of(), Source.JSON, warnings);
        }
        return new RepetitionTime(
                fromHeader, List.of(), fromHeader.isPresent() ? Source.HEADER : Source.NONE, warnings);
    }

    /**
     * Seconds between volumes, where a step needs them.
     *
     * @param file named in the message
     * @throws DataException if they are unknown
     */
    public double require(String file) {
        return trSeconds.orElseThrow(() -> new DataException(
                file,
                "repetition time",
                "unknown_tr",
                "expected a repetition time, found none" + (warnings.isEmpty() ? "" : " (" + warnings.get(0) + ")")
                        + "; add RepetitionTime in seconds to the JSON sidecar or give it as an option"));
    }

    private static OptionalDouble fromHeader(ImageHeader header, List<String> warnings) {
        double stored = header.stored().pixdim(4);
        TimeUnit unit = header.timeUnit();
        if (header.shape().size() < 4) {
            return OptionalDouble.empty();
        }
        if (!unit.mayBeTime()) {
            warnings.add("the fourth axis is in " + unit.label() + ": no repetition time in the header");
            return OptionalDouble.empty();
        }
        if (!(stored > 0) || Double.isInfinite(stored)) {
            warnings.add("pixdim[4] is " + stored + ": no repetition time in the header");
            return OptionalDouble.empty();
        }
        // the shortest decimal of the stored float: 2.4 and not 2.4000000953674316
        double value = header.format().isNifti2() ? stored : Double.parseDouble(Float.toString((float) stored));
        if (unit == TimeUnit.SECOND && value > IMPLAUSIBLE_SECONDS) {
            warnings.add(
                    "pixdim[4] is " + value + " s, probably milliseconds: give RepetitionTime in JSON or an option");
            return OptionalDouble.empty();
        }
        if (unit == TimeUnit.UNKNOWN && value > IMPLAUSIBLE_SECONDS) {
            warnings.add("pixdim[4] is " + value + " without a unit, taken as milliseconds");
            return OptionalDouble.of(value / 1000);
        }
        return OptionalDouble.of(
                switch (unit) {
                    case MILLISECOND -> value / 1000;
                    case MICROSECOND -> value / 1e6;
                    default -> value;
                });
    }

    private static boolean isPositive(OptionalDouble seconds, String name, List<String> warnings) {
        if (seconds.isEmpty()) {
            return false;
        }
        double value = seconds.getAsDouble();
        if (!(value > 0) || Double.isInfinite(value)) {
            warnings.add(name + " is " + value + ": ignored");
            return false;
        }
        if (value > IMPLAUSIBLE_SECONDS) {
            warnings.add(name + " is " + value + " s, probably milliseconds");
        }
        return true;
    }

    private static boolean isTiming(TimingSources beside, Samples samples, List<String> warnings) {
        List<Double> times = beside.volumeTimingSeconds();
        if (times.isEmpty()) {
            return false;
        }
        for (int i = 0; i < times.size(); i++) {
            boolean later = i == 0 || times.get(i) > times.get(i - 1);
            if (!Double.isFinite(times.get(i)) || !later) {
                warnings.add("VolumeTiming does not increase at its entry " + (i + 1) + ": ignored");
                return false;
            }
        }
        if (times.size() != samples.count()) {
            warnings.add("VolumeTiming has " + times.size() + " entries but the image is " + samples.shape());
        }
        if (beside.jsonRepetitionTime().isPresent()) {
            warnings.add("JSON has VolumeTiming and RepetitionTime: VolumeTiming used");
        }
        return true;
    }

    private static RepetitionTime fromTiming(TimingSources beside, List<String> warnings) {
        List<Double> times = beside.volumeTimingSeconds();
        boolean regular = times.size() > 1;
        double step = regular ? (times.get(times.size() - 1) - times.get(0)) / (times.size() - 1) : Double.NaN;
        for (int i = 1; i < times.size(); i++) {
            regular &= Math.abs(times.get(i) - times.get(i - 1) - step) <= REGULAR_SECONDS;
        }
        return new RepetitionTime(
                regular ? OptionalDouble.of(step) : OptionalDouble.empty(), times, Source.JSON, warnings);
    }

    private static void compare(double json, OptionalDouble header, List<String> warnings) {
        if (header.isPresent() && Math.abs(json - header.getAsDouble()) > TOLERATED_RATIO * json) {
            warnings.add("RepetitionTime is " + json + " s in JSON but " + header.getAsDouble()
                    + " s in the header: JSON used");
        }
    }
}
