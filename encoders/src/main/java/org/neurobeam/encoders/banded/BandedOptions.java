package org.neurobeam.encoders.banded;

import java.util.List;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.SearchSettings;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * Settings of a search over weights of bands.
 *
 * @param search penalties, criterion, intercept, scope, precision and tiles; with {@link AlphaScope#GLOBAL} all targets
 *     of a fit share the penalty and the weights
 * @param jitterAlphas whether each candidate multiplies the penalties by its own 10^(U - 0.5), U uniform in [0, 1)
 * @param seed of the jitter
 */
public record BandedOptions(SearchSettings search, boolean jitterAlphas, long seed) {
    private static final int TILE = 1280;

    /** Ridge defaults (20 alphas from 1 to 1e5, negative MSE, intercept, per target, float32 data), float64 eigen. */
    public static BandedOptions defaults() {
        return new BandedOptions(SearchSettings.exact(RidgeOptions.defaults(), TILE, 1), false, 0);
    }

    /** The same settings with other settings of ridge. */
    public BandedOptions withRidge(RidgeOptions ridge) {
        return new BandedOptions(search.withRidge(ridge), jitterAlphas, seed);
    }

    /** The same settings with eigendecompositions in float32 (fast) or float64 (exact). */
    public BandedOptions withFactorisation(Precision factorisation) {
        return withRidge(ridge().withFactorisation(factorisation));
    }

    /** The same settings with another number of targets per tile. */
    public BandedOptions withTileTargets(int targets) {
        return new BandedOptions(search.withTileTargets(targets), jitterAlphas, seed);
    }

    /** The same settings with another number of candidates side by side. */
    public BandedOptions withWorkers(int workers) {
        return new BandedOptions(search.withWorkers(workers), jitterAlphas, seed);
    }

    /** The same settings with a search by alpha nodes; 0 searches exactly. */
    public BandedOptions withNodes(int nodes) {
        return new BandedOptions(search.withNodes(nodes), jitterAlphas, seed);
    }

    /** The same settings with penalties jittered per candidate. */
    public BandedOptions withJitteredAlphas(long jitterSeed) {
        return new BandedOptions(search, true, jitterSeed);
    }

    /** The same settings with other penalties. */
    public BandedOptions withAlphas(List<Double> alphas) {
        return withRidge(ridge().withAlphas(alphas));
    }

    /** The same settings with another criterion. */
    public BandedOptions withCriterion(Criterion criterion) {
        return withRidge(ridge().withCriterion(criterion));
    }

    /** The same settings with or without an intercept. */
    public BandedOptions withIntercept(boolean intercept) {
        return withRidge(ridge().withIntercept(intercept));
    }

    /** The same settings with another scope of penalty and weights. */
    public BandedOptions withScope(AlphaScope scope) {
        return withRidge(ridge().withScope(scope));
    }

    /** The same settings with another precision of data and wide products. */
    public BandedOptions withPrecision(Precision precision) {
        return withRidge(ridge().withPrecision(precision));
    }

    RidgeOptions ridge() {
        return search.ridge();
    }

    /** What multiplies the penalties of a candidate. */
    double alphaFactor(int candidate) {
        return jitterAlphas
                ? StrictMath.pow(
                        10, SeededDraws.random(seed, "jitter", candidate).nextDouble() - 0.5)
                : 1;
    }
}
