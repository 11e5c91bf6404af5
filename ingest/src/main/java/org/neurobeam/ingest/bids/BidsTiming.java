package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * When the volumes of a recording were acquired, as its sidecar says.
 *
 * @param repetitionTimeSeconds s; positive
 * @param volumeTimingSeconds onset of each volume in s, increasing; empty where a repetition time stands instead
 */
public record BidsTiming(OptionalDouble repetitionTimeSeconds, List<Double> volumeTimingSeconds) {
    /** JSON and header may differ by rounding; more is worth a warning. */
    private static final double RELATIVE_DIFFERENCE = 0.01;

    /** Copies the list. */
    public BidsTiming {
        volumeTimingSeconds = List.copyOf(volumeTimingSeconds);
    }

    /**
     * The repetition time to use.
     *
     * @param trSeconds s; empty when neither source has it, or the timing is irregular
     * @param source json, volume_timing, header or none
     * @param warnings one sentence each
     */
    public record Choice(OptionalDouble trSeconds, String source, List<String> warnings) {
        /** Copies the list. */
        public Choice {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads {@code RepetitionTime} and {@code VolumeTiming}; the latter replaces the former.
     *
     * @param file named in errors
     * @throws DataException when one of them is not a positive number or not an increasing list of numbers
     */
    public static BidsTiming of(JsonNode sidecar, String file) {
        List<Double> volumes = volumeTiming(sidecar.path("VolumeTiming"), file);
        JsonNode tr = sidecar.path("RepetitionTime");
        if (tr.isMissingNode() || tr.isNull() || !volumes.isEmpty()) {
            return new BidsTiming(OptionalDouble.empty(), volumes);
        }
        double seconds = number(tr);
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw bad(file, "RepetitionTime", "a positive number of seconds", tr);
        }
        return new BidsTiming(OptionalDouble.of(seconds), volumes);
    }

    /**
     * Reads one sidecar, without inheritance.
     *
     * @throws DataException when it is no JSON object, or as {@link #of}
     */
    public static BidsTiming read(DataStore store, String path) throws IOException {
        return of(JsonFile.readObject(store, path), path);
    }

    private static List<Double> volumeTiming(JsonNode node, String file) {
        List<Double> volumes = new ArrayList<>();
        for (JsonNode item : node) {
            double onset = number(item);
            if (!Double.isFinite(onset) || (!volumes.isEmpty() && onset <= volumes.get(volumes.size() - 1))) {
                throw bad(file, "VolumeTiming", "an increasing list of seconds", node);
            }
            volumes.add(onset);
        }
        return volumes;
    }

    /** Some converters write numbers as text. */
    private static double number(JsonNode node) {
        return node.isNumber() || node.isTextual() ? node.asDouble(Double.NaN) : Double.NaN;
    }

    private static DataException bad(String file, String key, String expected, JsonNode found) {
        return new DataException(file, key, "bad_timing", "expected " + expected + ", found " + found);
    }

    /** Whether frame times are listed one by one. */
    public boolean irregular() {
        return !volumeTimingSeconds.isEmpty();
    }

    /**
     * Chooses between sidecar and image header: the sidecar wins, and a difference above 1 % is a warning.
     *
     * @param headerSeconds pixdim[4] in s after its unit was applied; empty or not positive when unknown
     */
    public Choice choose(OptionalDouble headerSeconds) {
        boolean header = headerSeconds.isPresent() && headerSeconds.getAsDouble() > 0;
        if (irregular()) {
            return new Choice(OptionalDouble.empty(), "volume_timing", List.of());
        }
        if (repetitionTimeSeconds.isEmpty()) {
            return new Choice(header ? headerSeconds : OptionalDouble.empty(), header ? "header" : "none", List.of());
        }
        double json = repetitionTimeSeconds.getAsDouble();
        List<String> warnings = new ArrayList<>();
        if (header && Math.abs(json - headerSeconds.getAsDouble()) > RELATIVE_DIFFERENCE * json) {
            warnings.add("RepetitionTime is " + json + " s in the sidecar but " + headerSeconds.getAsDouble()
                    + " s in the image header; the sidecar is used");
        }
        return new Choice(repetitionTimeSeconds, "json", warnings);
    }
}
