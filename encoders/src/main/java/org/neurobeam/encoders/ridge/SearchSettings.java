package org.neurobeam.encoders.ridge;

import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of a search over designs.
 *
 * @param ridge penalties, criterion, intercept, scope, rule and precision; its folds are not used, because a search is
 *     given its folds
 * @param tileTargets targets that go through the products together; bounds the buffers, changes no result but the last
 *     bits
 * @param workers candidates that are scored side by side; changes no result
 * @param nodes alpha nodes by which a search over kernels chooses, 2 to the number of penalties; what is chosen is then
 *     scored exactly; 0 searches exactly, as do searches over features
 */
public record SearchSettings(RidgeOptions ridge, int tileTargets, int workers, int nodes) {
    /** @throws ConfigException if a tile has no targets, there is no worker, or the nodes are out of range */
    public SearchSettings {
        if (nodes < 0 || nodes == 1 || nodes > ridge.alphas().size()) {
            throw new ConfigException("search.nodes is " + nodes + "; allowed: 0 (exact) or 2 to "
                    + ridge.alphas().size() + " (the number of alphas)");
        }
        if (tileTargets < 1) {
            throw new ConfigException("search.tileTargets is " + tileTargets + "; allowed: 1 or more");
        }
        if (workers < 1) {
            throw new ConfigException("search.workers is " + workers + "; allowed: 1 or more");
        }
    }

    /** Exact. */
    public static SearchSettings exact(RidgeOptions ridge, int tileTargets, int workers) {
        return new SearchSettings(ridge, tileTargets, workers, 0);
    }

    /** The same settings with other settings of ridge. */
    public SearchSettings withRidge(RidgeOptions other) {
        return new SearchSettings(other, tileTargets, workers, nodes);
    }

    /** The same settings with another number of targets per tile. */
    public SearchSettings withTileTargets(int count) {
        return new SearchSettings(ridge, count, workers, nodes);
    }

    /** The same settings with another number of candidates side by side. */
    public SearchSettings withWorkers(int count) {
        return new SearchSettings(ridge, tileTargets, count, nodes);
    }

    /** The same settings with alpha nodes, or with 0 exactly. */
    public SearchSettings withNodes(int count) {
        return new SearchSettings(ridge, tileTargets, workers, count);
    }
}
