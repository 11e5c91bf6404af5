package org.neurobeam.pipelines.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The results of one model, usually of one subject.
 *
 * @param name e.g. {@code sub-01}
 * @param targets targets modelled, also those whose score is undefined
 * @param scores one element per voxel of the volume, or per target where there is no volume
 * @param volume grid and mean image; empty when the targets are no voxels
 * @param runs rows of the table of runs
 * @param alphas chosen penalties
 * @param carpet voxels before and after cleaning
 * @param design the design matrix
 * @param bands of banded ridge; empty for other encoders
 * @param columns scores summed up over targets
 */
public record GroupReport(
        String name,
        int targets,
        TargetScores scores,
        Optional<MeanVolume> volume,
        List<RunRow> runs,
        Optional<AlphaCounts> alphas,
        Optional<Carpet> carpet,
        Optional<Design> design,
        List<BandRow> bands,
        List<ScoreColumn> columns) {
    public GroupReport {
        Objects.requireNonNull(name, "name");
        runs = List.copyOf(runs);
        bands = List.copyOf(bands);
        columns = List.copyOf(columns);
        if (volume.isPresent() && volume.get().grid().voxels() != scores.size()) {
            throw new IllegalArgumentException("group " + name + ": scores [" + scores.size() + "] but "
                    + volume.get().grid());
        }
        int scored = scores.distribution().count();
        if (targets < scored) {
            throw new IllegalArgumentException("group " + name + ": " + targets + " targets but " + scored + " scores");
        }
    }

    /** A group with scores and nothing else; as many targets as finite scores. */
    public static GroupReport of(String name, TargetScores scores) {
        return new GroupReport(
                name,
                scores.distribution().count(),
                scores,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** The same group with another number of modelled targets. */
    public GroupReport withTargets(int count) {
        return new GroupReport(name, count, scores, volume, runs, alphas, carpet, design, bands, columns);
    }

    /** The same group with the volume that its scores fill. */
    public GroupReport withVolume(MeanVolume value) {
        return new GroupReport(name, targets, scores, Optional.of(value), runs, alphas, carpet, design, bands, columns);
    }

    /** The same group with its runs. */
    public GroupReport withRuns(List<RunRow> value) {
        return new GroupReport(name, targets, scores, volume, value, alphas, carpet, design, bands, columns);
    }

    /** The same group with its chosen penalties. */
    public GroupReport withAlphas(AlphaCounts value) {
        return new GroupReport(name, targets, scores, volume, runs, Optional.of(value), carpet, design, bands, columns);
    }

    /** The same group with a carpet plot. */
    public GroupReport withCarpet(Carpet value) {
        return new GroupReport(name, targets, scores, volume, runs, alphas, Optional.of(value), design, bands, columns);
    }

    /** The same group with its design matrix. */
    public GroupReport withDesign(Design value) {
        return new GroupReport(name, targets, scores, volume, runs, alphas, carpet, Optional.of(value), bands, columns);
    }

    /** The same group with its bands. */
    public GroupReport withBands(List<BandRow> value) {
        return new GroupReport(name, targets, scores, volume, runs, alphas, carpet, design, value, columns);
    }

    /** The same group with its scores summed up. */
    public GroupReport withColumns(List<ScoreColumn> value) {
        return new GroupReport(name, targets, scores, volume, runs, alphas, carpet, design, bands, value);
    }
}
