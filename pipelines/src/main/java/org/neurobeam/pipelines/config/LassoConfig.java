package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

/**
 * Settings of {@code lasso}; the penalties are {@code model.alphas}, per sample.
 *
 * @param groupShare share of the penalty that falls on the norm of each feature space instead of each weight: 0 is lasso,
 *     1 group lasso, between them sparse group lasso
 * @param tolerance relative change at which a solution counts as reached
 * @param iterations at most, for each penalty
 */
public record LassoConfig(Double groupShare, Double tolerance, Integer iterations) {
    private static final double TOLERANCE = 1e-7;
    private static final double COARSEST = 0.1;
    private static final int ITERATIONS = 10_000;

    /** Fills defaults and checks ranges. */
    public LassoConfig {
        groupShare = range("model.lasso.groupShare", or(groupShare, 0.0), 0.0, 1.0);
        tolerance = range("model.lasso.tolerance", or(tolerance, TOLERANCE), Double.MIN_NORMAL, COARSEST);
        iterations = range("model.lasso.iterations", or(iterations, ITERATIONS), 1, Integer.MAX_VALUE);
    }

    static LassoConfig defaults() {
        return new LassoConfig(null, null, null);
    }
}
