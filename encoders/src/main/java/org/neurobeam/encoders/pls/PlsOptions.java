package org.neurobeam.encoders.pls;

import org.neurobeam.encoders.linear.SelectionRule;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of partial least squares.
 *
 * @param components largest number of components, at least 1; fewer where the data have no more directions
 * @param selection what the chosen number of components maximises, and whether there is an intercept
 */
public record PlsOptions(int components, SelectionRule selection) {
    /** What Brain-Score uses. */
    private static final int DEFAULT_COMPONENTS = 25;

    /** @throws ConfigException if there is no component */
    public PlsOptions {
        if (components < 1) {
            throw new ConfigException("pls.components is " + components + "; allowed: 1 or more");
        }
    }

    /** 25 components as in Brain-Score, negative MSE, intercept. */
    public static PlsOptions defaults() {
        return new PlsOptions(DEFAULT_COMPONENTS, new SelectionRule(Criterion.NEG_MSE, true));
    }

    /** The same settings with another largest number of components. */
    public PlsOptions withComponents(int other) {
        return new PlsOptions(other, selection);
    }

    /** The same settings with another criterion. */
    public PlsOptions withCriterion(Criterion other) {
        return new PlsOptions(components, new SelectionRule(other, selection.intercept()));
    }

    /** The same settings with or without an intercept. */
    public PlsOptions withIntercept(boolean other) {
        return new PlsOptions(components, new SelectionRule(selection.criterion(), other));
    }
}
