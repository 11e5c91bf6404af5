package org.neurobeam.encoders.ridge;

import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of a search over designs.
 *
 * @param ridge penalties, criterion, intercept, scope, rule and precision; its folds are not used, because a search is
 *     given its folds
 * @param factorisation precision of the eigendecompositions of kernels; float32 takes half the time and errs by 1e-6 of
 *     a score; those of features are always float64
 * @param tileTargets targets that go through the products together; bounds the buffers, changes no result but the last
 *     bits
 */
public record SearchSettings(RidgeOptions ridge, Precision factorisation, int tileTargets) {
    /** @throws ConfigException if a tile has no targets or float64 data are factorised in float32 */
    public SearchSettings {
        if (tileTargets < 1) {
            throw new ConfigException("search.tileTargets is " + tileTargets + "; allowed: 1 or more");
        }
        if (factorisation == Precision.FLOAT32 && ridge.precision() == Precision.FLOAT64) {
            throw new ConfigException("search.factorisation is float32 but ridge.precision is float64;"
                    + " allowed with float64 data: float64");
        }
    }
}
