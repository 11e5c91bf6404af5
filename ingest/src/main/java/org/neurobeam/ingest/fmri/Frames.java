package org.neurobeam.ingest.fmri;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Timebase;

/**
 * When the volumes of a run were acquired.
 *
 * @param recordingId the run
 * @param trSeconds time between volumes; empty when unknown or irregular
 * @param starts start of each volume in s, where volumes come at irregular times; else empty
 * @param source json, volume_timing, header or none
 * @param volumes number of volumes
 */
record Frames(String recordingId, OptionalDouble trSeconds, List<Double> starts, String source, int volumes) {
    static Frames of(FmriSource source, RepetitionTime tr, int volumes) {
        if (!tr.volumeTimingSeconds().isEmpty() && tr.volumeTimingSeconds().size() != volumes) {
            throw new DataException(
                    source.path(),
                    "VolumeTiming",
                    "bad_timing",
                    "expected one time for each of " + volumes + " volumes, found "
                            + tr.volumeTimingSeconds().size() + "; mend the JSON sidecar");
        }
        boolean listed = !tr.volumeTimingSeconds().isEmpty();
        return new Frames(
                source.recordingId(),
                tr.trSeconds(),
                tr.trSeconds().isPresent() ? List.of() : tr.volumeTimingSeconds(),
                listed ? "volume_timing" : tr.source().label(),
                volumes);
    }

    /** Whether the times are known at all. */
    boolean known() {
        return trSeconds.isPresent() || !starts.isEmpty();
    }

    /** Seconds from the first volume's start to the last one's. */
    double durationSeconds() {
        if (trSeconds.isPresent()) {
            return trSeconds.getAsDouble() * (volumes - 1);
        }
        return starts.isEmpty() ? 0 : starts.get(starts.size() - 1) - starts.get(0);
    }

    /** Times between volumes, sorted. */
    double[] steps() {
        if (trSeconds.isPresent()) {
            return volumes < 2 ? new double[0] : new double[] {trSeconds.getAsDouble()};
        }
        return IntStream.range(1, starts.size())
                .mapToDouble(i -> starts.get(i) - starts.get(i - 1))
                .sorted()
                .toArray();
    }

    /** The timebase of the volumes; none when unknown. */
    List<Timebase> timebases() {
        if (!known()) {
            return List.of();
        }
        Timebase.Builder row = Timebase.newBuilder().setRecordingId(recordingId).setGrid(FmriIngest.ORIGINAL);
        if (trSeconds.isPresent()) {
            return List.of(row.setT0S(0).setDtS(trSeconds.getAsDouble()).build());
        }
        return List.of(row.setT0S(starts.get(0)).setTimeS(starts).build());
    }
}
