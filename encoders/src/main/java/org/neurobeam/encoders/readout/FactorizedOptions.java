package org.neurobeam.encoders.readout;

import java.util.List;
import org.neurobeam.encoders.linear.SelectionRule;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of the factorised readout.
 *
 * @param alphas penalties to choose from, finite, {@code > 0}, ascending
 * @param sweeps alternations between channels and space, 1 to 1000
 * @param selection what the chosen penalty maximises, and whether there is an intercept
 */
public record FactorizedOptions(List<Double> alphas, int sweeps, SelectionRule selection) {
    private static final int DEFAULT_ALPHAS = 6;
    private static final int DEFAULT_SWEEPS = 8;
    private static final int MOST_SWEEPS = 1000;

    /** @throws ConfigException if a setting is out of range */
    public FactorizedOptions {
        alphas = List.copyOf(alphas);
        if (alphas.isEmpty()) {
            throw new ConfigException("readout.alphas is empty; give at least one penalty > 0");
        }
        double previous = 0;
        for (double alpha : alphas) {
            if (!(alpha > previous) || Double.isInfinite(alpha)) {
                throw new ConfigException("readout.alphas must be finite, > 0 and ascending but has " + alpha
                        + " after " + previous + " in " + alphas);
            }
            previous = alpha;
        }
        if (sweeps < 1 || sweeps > MOST_SWEEPS) {
            throw new ConfigException("readout.sweeps is " + sweeps + "; allowed: 1 to " + MOST_SWEEPS);
        }
    }

    /** Alphas 1, 10, ..., 100,000, 8 sweeps, negative MSE, intercept. */
    public static FactorizedOptions defaults() {
        return new FactorizedOptions(
                RidgeOptions.logspace(0, 5, DEFAULT_ALPHAS),
                DEFAULT_SWEEPS,
                new SelectionRule(Criterion.NEG_MSE, true));
    }

    /** The same settings with other penalties. */
    public FactorizedOptions withAlphas(List<Double> other) {
        return new FactorizedOptions(other, sweeps, selection);
    }

    /** The same settings with another number of sweeps. */
    public FactorizedOptions withSweeps(int other) {
        return new FactorizedOptions(alphas, other, selection);
    }

    /** The same settings with another criterion. */
    public FactorizedOptions withCriterion(Criterion other) {
        return new FactorizedOptions(alphas, sweeps, new SelectionRule(other, selection.intercept()));
    }

    /** The same settings with or without an intercept. */
    public FactorizedOptions withIntercept(boolean other) {
        return new FactorizedOptions(alphas, sweeps, new SelectionRule(selection.criterion(), other));
    }
}
