package org.neurobeam.ingest.simulate.connectome;

import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of simulated wiring diagrams.
 *
 * @param seed of everything random
 * @param animals number of animals
 * @param density scales the number of connections; 1 gives about as many as an adult has
 * @param reliability probability that an animal has a connection of the plan
 * @param droppedCells cells per animal that were not reconstructed
 * @param asymmetricGaps share of gap junctions whose two directions disagree
 */
public record ConnectomeSimulation(
        long seed, int animals, double density, double reliability, int droppedCells, double asymmetricGaps) {
    private static final int MOST_ANIMALS = 99;
    private static final int MOST_DROPPED = 200;
    private static final double HIGHEST_DENSITY = 10;

    /** @throws ConfigException names the key, the value and what is allowed */
    public ConnectomeSimulation {
        require(animals >= 1 && animals <= MOST_ANIMALS, "animals", animals, "1 to " + MOST_ANIMALS);
        require(density > 0 && density <= HIGHEST_DENSITY, "density", density, "above 0 to " + HIGHEST_DENSITY);
        require(reliability > 0 && reliability <= 1, "reliability", reliability, "above 0 to 1");
        require(
                droppedCells >= 0 && droppedCells <= MOST_DROPPED,
                "droppedCells",
                droppedCells,
                "0 to " + MOST_DROPPED);
        require(asymmetricGaps >= 0 && asymmetricGaps < 0.5, "asymmetricGaps", asymmetricGaps, "0 to below 0.5");
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new ConfigException(key + ": " + value + "; must be " + allowed);
        }
    }

    /** Four animals of about 2,000 connections. */
    public static ConnectomeSimulation defaults() {
        return new ConnectomeSimulation(1, 4, 1, 0.8, 12, 0.05);
    }

    /** The same with another seed. */
    public ConnectomeSimulation withSeed(long other) {
        return new ConnectomeSimulation(other, animals, density, reliability, droppedCells, asymmetricGaps);
    }

    /** The same with another number of animals. */
    public ConnectomeSimulation withAnimals(int other) {
        return new ConnectomeSimulation(seed, other, density, reliability, droppedCells, asymmetricGaps);
    }
}
