package org.neurobeam.schemas.io.dataset;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Timebase;

/**
 * Step and number of samples of a regular resampled grid: {@code ceil(T / dt)} when finer than the recording, else the
 * number of whole blocks of six, {@code floor(ceil(6 T / dt) / 6)}.
 */
final class ResampledGrid {
    private static final double STEP_TOLERANCE_S = 1e-9;
    private static final int BLOCK = 6;
    /** Its times are rounded to float32 on the clock of the source, so that their end is another one. */
    private static final String PUBLISHED = "mode paper-faithful";

    private ResampledGrid() {}

    static void check(Recording recording, List<Timebase> timebases, Findings findings) {
        Optional<Timebase> grid = find(timebases, "resampled");
        if (recording.getResampleDtS().isEmpty()
                || grid.isEmpty()
                || grid.get().getDtS().isEmpty()) {
            return;
        }
        String id = recording.getRecordingId();
        double dt = recording.getResampleDtS().get();
        double found = grid.get().getDtS().get();
        findings.require(
                Rule.RESAMPLED_STEP,
                id,
                "grid resampled",
                Math.abs(found - dt) <= STEP_TOLERANCE_S,
                () -> "step of " + dt + " s",
                found);
        Optional<Timebase> original = find(timebases, "original");
        if (original.isPresent() && !recording.getTransformChain().contains(PUBLISHED)) {
            long expected = samples(recording, original.get(), dt);
            int n = recording.getNSamples();
            findings.require(
                    Rule.RESAMPLED_STEP,
                    id,
                    "grid resampled",
                    n == expected,
                    () -> expected + " samples of " + dt + " s",
                    n);
        }
    }

    private static long samples(Recording recording, Timebase original, double dt) {
        double end = original.getTimeS()
                .map(times -> times.get(times.size() - 1))
                .orElseGet(() -> original.getT0S()
                        + (recording.getOriginalNSamples() - 1)
                                * original.getDtS().orElse(Double.NaN));
        boolean finer = dt < recording.getOriginalMedianDtS().orElse(Double.NaN);
        return finer ? (long) Math.ceil(end / dt) : (long) Math.ceil(BLOCK * end / dt) / BLOCK;
    }

    private static Optional<Timebase> find(List<Timebase> timebases, String grid) {
        return timebases.stream().filter(t -> t.getGrid().equals(grid)).findFirst();
    }
}
