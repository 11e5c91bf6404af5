package org.neurobeam.encoders.ridge;

import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of a search over designs.
 *
 * @param ridge penalties, criterion, intercept, scope, rule and precision; its folds are not used, because a search is
 *     given its folds
 * @param tileTargets targets that go through the products together; bounds the buffers, changes no result but the last
 *     bits
 * @param workers candidates that are scored side by side, each with its own copy of the targets; changes no result
 */
public record SearchSettings(RidgeOptions ridge, int tileTargets, int workers) {
    /** @throws ConfigException if a tile has no targets or there is no worker */
    public SearchSettings {
        if (tileTargets < 1) {
            throw new ConfigException("search.tileTargets is " + tileTargets + "; allowed: 1 or more");
        }
        if (workers < 1) {
            throw new ConfigException("search.workers is " + workers + "; allowed: 1 or more");
        }
    }
}
