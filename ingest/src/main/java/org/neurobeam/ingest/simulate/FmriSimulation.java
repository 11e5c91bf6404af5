package org.neurobeam.ingest.simulate;

import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The settings of a simulated fMRI study; equal settings give equal bytes.
 *
 * @param subjects subjects, numbered from 1
 * @param runs runs of each subject, numbered from 1
 * @param grid voxel grid
 * @param volumes volumes of each run
 * @param trSeconds time between volumes
 * @param conditions trial types, 1 to 64
 * @param voxelsWithSignal voxels with planted weights; at most two thirds of the brain
 * @param noise noise, drift and motion
 * @param files how images are stored
 * @param seed seed of all random numbers
 */
public record FmriSimulation(
        int subjects,
        int runs,
        SimulatedGrid grid,
        int volumes,
        double trSeconds,
        int conditions,
        int voxelsWithSignal,
        NoiseLevels noise,
        SimulatedFiles files,
        long seed) {
    /** The name of the only task. */
    static final String TASK = "demo";

    private static final int MAX_CONDITIONS = 64;
    private static final int MAX_COUNT = 9999;
    private static final List<String> NAMES =
            List.of("animal", "body", "face", "house", "object", "scene", "tool", "word");

    /** Checks counts, and that every condition fits into a run and the signal into the brain. */
    public FmriSimulation {
        inRange("subjects", subjects, 1, MAX_COUNT);
        inRange("runs", runs, 1, MAX_COUNT);
        inRange("conditions", conditions, 1, MAX_CONDITIONS);
        if (!(trSeconds > 0) || trSeconds > 100) {
            throw new ConfigException("trSeconds: " + trSeconds + "; must be > 0 and at most 100 (seconds)");
        }
        int fewest = EventSequence.fewestVolumes(conditions, trSeconds);
        if (volumes < fewest) {
            throw new ConfigException("volumes: " + volumes + "; must be at least " + fewest + " so that each of "
                    + conditions + " conditions occurs in a run with TR " + trSeconds + " s");
        }
        int most = Phantom.maskSize(grid) * 2 / 3;
        inRange("voxelsWithSignal", voxelsWithSignal, 1, most);
        if (noise.spikesPerRun() > volumes / 10) {
            throw new ConfigException("noise.spikesPerRun: " + noise.spikesPerRun() + "; must be at most a tenth of "
                    + volumes + " volumes");
        }
    }

    /** 2 subjects, 4 runs of 200 volumes at 2 s on 32 x 32 x 20 voxels of 3 mm, 6 conditions in 2,000 voxels, seed 1. */
    public static FmriSimulation defaults() {
        return new FmriSimulation(
                2,
                4,
                new SimulatedGrid(32, 32, 20, 3),
                200,
                2,
                6,
                2000,
                NoiseLevels.defaults(),
                SimulatedFiles.defaults(),
                1);
    }

    /** The same study with other counts. */
    public FmriSimulation withSize(int subjectCount, int runCount, int volumeCount) {
        return new FmriSimulation(
                subjectCount, runCount, grid, volumeCount, trSeconds, conditions, voxelsWithSignal, noise, files, seed);
    }

    /** The same study on another grid with another number of signal voxels. */
    public FmriSimulation withGrid(SimulatedGrid other, int signalVoxels) {
        return new FmriSimulation(
                subjects, runs, other, volumes, trSeconds, conditions, signalVoxels, noise, files, seed);
    }

    /** The same study with another TR and number of conditions. */
    public FmriSimulation withDesign(double otherTrSeconds, int otherConditions) {
        return new FmriSimulation(
                subjects, runs, grid, volumes, otherTrSeconds, otherConditions, voxelsWithSignal, noise, files, seed);
    }

    /** The same study with other noise. */
    public FmriSimulation withNoise(NoiseLevels other) {
        return new FmriSimulation(
                subjects, runs, grid, volumes, trSeconds, conditions, voxelsWithSignal, other, files, seed);
    }

    /** The same study stored otherwise. */
    public FmriSimulation withFiles(SimulatedFiles other) {
        return new FmriSimulation(
                subjects, runs, grid, volumes, trSeconds, conditions, voxelsWithSignal, noise, other, seed);
    }

    /** The same study with other random numbers. */
    public FmriSimulation withSeed(long other) {
        return new FmriSimulation(
                subjects, runs, grid, volumes, trSeconds, conditions, voxelsWithSignal, noise, files, other);
    }

    /** Trial types, in the order of their weights. */
    public List<String> conditionNames() {
        return IntStream.range(0, conditions)
                .mapToObj(c -> c < NAMES.size() ? NAMES.get(c) : "stimulus" + padded(c + 1, conditions))
                .toList();
    }

    /** {@code sub-01} for subject 0. */
    public String subjectLabel(int subject) {
        return "sub-" + padded(subject + 1, subjects);
    }

    /** {@code sub-01_task-demo_run-01} for run 0 of subject 0. */
    public String runLabel(int subject, int run) {
        return subjectLabel(subject) + "_task-" + TASK + "_run-" + padded(run + 1, runs);
    }

    /** Bytes of all series before compression. */
    public long seriesBytes() {
        return (long) subjects * runs * volumes * grid.voxels() * files.type().bytes();
    }

    RandomKey runKey(int subject, int run) {
        checkRun(subject, run);
        return RandomKey.of(seed).with("subject").with(subject).with("run").with(run);
    }

    private void checkRun(int subject, int run) {
        if (subject < 0 || subject >= subjects || run < 0 || run >= runs) {
            throw new IllegalArgumentException("subject " + subject + ", run " + run + " of a study with " + subjects
                    + " subjects and " + runs + " runs (both count from 0)");
        }
    }

    private static String padded(int number, int highest) {
        int width = Math.max(2, Integer.toString(highest).length());
        String digits = Integer.toString(number);
        return "0".repeat(width - digits.length()) + digits;
    }

    private static void inRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(key + ": " + value + "; must be " + min + " to " + max);
        }
    }
}
