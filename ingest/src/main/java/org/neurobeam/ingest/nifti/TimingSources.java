package org.neurobeam.ingest.nifti;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known about the timing of volumes beside the image.
 *
 * @param explicitSeconds given by the user; beats everything
 * @param jsonRepetitionTime RepetitionTime of the JSON sidecar, seconds
 * @param volumeTimingSeconds VolumeTiming of the JSON sidecar: the start of each volume; empty if there is none
 */
public record TimingSources(
        OptionalDouble explicitSeconds, OptionalDouble jsonRepetitionTime, List<Double> volumeTimingSeconds) {
    /** Nothing is known. */
    public static final TimingSources NONE =
            new TimingSources(OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    /** Copies the list. */
    public TimingSources {
        volumeTimingSeconds = List.copyOf(volumeTimingSeconds);
    }

    /** A JSON sidecar with RepetitionTime alone. */
    public static TimingSources json(double repetitionTimeSeconds) {
        return new TimingSources(OptionalDouble.empty(), OptionalDouble.of(repetitionTimeSeconds), List.of());
    }

    /** The user's word. */
    public static TimingSources explicit(double seconds) {
        return new TimingSources(OptionalDouble.of(seconds), OptionalDouble.empty(), List.of());
    }
}
