package org.neurobeam.ingest.calcium;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Unit;

/**
 * The units of a recording that lack many samples in a row: more than 5 % of it, the bound above which Leifer2023 drops a
 * unit. Here they are kept and named. In a recording that is too short anyway a share of it says nothing.
 *
 * @param units with such a block, in the order of the source
 * @param samples of the recording
 */
record MissingBlocks(List<Unit> units, int samples) {
    private static final double SHARE = 0.05;
    private static final int MOST_NAMED = 10;

    static Optional<MissingBlocks> of(List<Unit> units, int samples) {
        List<Unit> found = units.stream()
                .filter(unit -> samples >= RecordingFlags.MIN_FRAMES)
                .filter(unit -> run(unit) > SHARE * samples)
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new MissingBlocks(found, samples));
    }

    private static int run(Unit unit) {
        return unit.getLongestNanRun().orElse(0);
    }

    Issue issue(CalciumSource source) {
        int longest = units.stream().mapToInt(MissingBlocks::run).max().orElseThrow();
        String more = units.size() > MOST_NAMED ? " and " + (units.size() - MOST_NAMED) + " more" : "";
        return Issues.warn(
                source.path(),
                units.stream()
                        .limit(MOST_NAMED)
                        .map(unit -> Integer.toString(unit.getRoiIndex()))
                        .collect(Collectors.joining(", ", source.recordingId() + " units ", more)),
                "MISSING_BLOCK",
                String.format(
                        Locale.ROOT,
                        "%d units lack more than %.0f %% of the samples in a row, at most %d of %d; they are kept,"
                                + " missing samples are NaN",
                        units.size(),
                        100 * SHARE,
                        longest,
                        samples));
    }
}
