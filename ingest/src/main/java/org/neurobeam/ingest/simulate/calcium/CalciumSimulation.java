package org.neurobeam.ingest.simulate.calcium;

import java.util.EnumSet;
import java.util.Set;
import org.neurobeam.ingest.simulate.RandomKey;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The settings of simulated calcium recordings; equal settings give equal bytes.
 *
 * @param worms recordings, 1 to 99,999
 * @param neurons ROIs of each, 1 to 300
 * @param frames samples of each, at least 20
 * @param dtSeconds mean time between frames in s, 0.01 to 100; single steps vary by 5 %
 * @param labelled share of ROIs with a label, 0 to 1
 * @param layout the files written
 * @param faults how often labels and samples are imperfect
 * @param damage what is broken on purpose, not more kinds than worms
 * @param seed seed of all random numbers
 */
public record CalciumSimulation(
        int worms,
        int neurons,
        int frames,
        double dtSeconds,
        double labelled,
        SourceLayout layout,
        LabelFaults faults,
        Set<Damage> damage,
        long seed) {
    private static final int MAX_WORMS = 99_999;
    private static final int MAX_NEURONS = 300;
    private static final int MIN_FRAMES = 20;
    private static final int MAX_FRAMES = 1_000_000;
    private static final double MIN_DT_SECONDS = 0.01;
    private static final double MAX_DT_SECONDS = 100;

    /** Checks ranges. */
    public CalciumSimulation {
        inRange("worms", worms, 1, MAX_WORMS);
        inRange("neurons", neurons, 1, MAX_NEURONS);
        inRange("frames", frames, MIN_FRAMES, MAX_FRAMES);
        if (!(dtSeconds >= MIN_DT_SECONDS && dtSeconds <= MAX_DT_SECONDS)) {
            throw new ConfigException("dt: " + dtSeconds + "; must be 0.01 to 100 (seconds)");
        }
        LabelFaults.share("labelled", labelled);
        damage = Set.copyOf(damage);
        if (damage.size() > worms) {
            throw new ConfigException(
                    "damage: " + damage.size() + " kinds for " + worms + " worms; each kind needs a worm of its own");
        }
    }

    /** 5 worms of 150 ROIs and 1,600 frames at 0.6 s, 70 % labelled, csv, seed 1. */
    public static CalciumSimulation defaults() {
        return new CalciumSimulation(5, 150, 1600, 0.6, 0.7, SourceLayout.CSV, LabelFaults.defaults(), Set.of(), 1);
    }

    /** The same with other counts. */
    public CalciumSimulation withSize(int wormCount, int neuronCount, int frameCount) {
        return new CalciumSimulation(
                wormCount, neuronCount, frameCount, dtSeconds, labelled, layout, faults, damage, seed);
    }

    /** The same with another time between frames in s and another share of labels. */
    public CalciumSimulation withSampling(double otherDtSeconds, double otherLabelled) {
        return new CalciumSimulation(
                worms, neurons, frames, otherDtSeconds, otherLabelled, layout, faults, damage, seed);
    }

    /** The same in other files. */
    public CalciumSimulation withLayout(SourceLayout other) {
        return new CalciumSimulation(worms, neurons, frames, dtSeconds, labelled, other, faults, damage, seed);
    }

    /** The same with other faults. */
    public CalciumSimulation withFaults(LabelFaults other) {
        return new CalciumSimulation(worms, neurons, frames, dtSeconds, labelled, layout, other, damage, seed);
    }

    /** The same with other damage. */
    public CalciumSimulation withDamage(Set<Damage> other) {
        return new CalciumSimulation(worms, neurons, frames, dtSeconds, labelled, layout, faults, other, seed);
    }

    /** The same with other random numbers. */
    public CalciumSimulation withSeed(long other) {
        return new CalciumSimulation(worms, neurons, frames, dtSeconds, labelled, layout, faults, damage, other);
    }

    /** The name of a worm as its files have it: worm01, 2022-01-01-01 or 0. */
    public String wormName(int worm) {
        return switch (layout) {
            case CSV ->
                "worm" + padded(worm + 1, Math.max(2, Integer.toString(worms).length()));
            case LEIFER2023 -> Integer.toString(worm);
            case DAG2023, FLAVELL2023 -> day(worm);
        };
    }

    /** Real names are a date and a number; 28 days a month suit every month. */
    private static String day(int worm) {
        int day = worm / 99;
        int month = day / 28;
        return (2022 + month / 12) + "-" + padded(month % 12 + 1, 2) + "-" + padded(day % 28 + 1, 2) + "-"
                + padded(worm % 99 + 1, 2);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** What is broken in a worm; at most one kind. */
    Set<Damage> damageOf(int worm) {
        Damage[] kinds =
                damage.isEmpty() ? new Damage[0] : EnumSet.copyOf(damage).toArray(Damage[]::new);
        return worm < kinds.length ? Set.of(kinds[worm]) : Set.of();
    }

    RandomKey key(int worm) {
        return RandomKey.of(seed).with("calcium").with(worm);
    }

    private static void inRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(key + ": " + value + "; must be " + min + " to " + max);
        }
    }
}
