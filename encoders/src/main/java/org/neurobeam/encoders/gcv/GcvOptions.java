package org.neurobeam.encoders.gcv;

import java.util.List;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of generalised cross-validation.
 *
 * @param alphas penalties to choose from, finite, {@code > 0}, ascending
 * @param intercept whether X and Y are centred; the intercept counts as one degree of freedom and is not penalised
 */
public record GcvOptions(List<Double> alphas, boolean intercept) {
    /** @throws ConfigException if the penalties are empty, not positive, not finite or not ascending */
    public GcvOptions {
        alphas = List.copyOf(alphas);
        if (alphas.isEmpty()) {
            throw new ConfigException("gcv.alphas is empty; give at least one penalty > 0");
        }
        double previous = 0;
        for (double alpha : alphas) {
            if (!(alpha > previous) || Double.isInfinite(alpha)) {
                throw new ConfigException("gcv.alphas must be finite, > 0 and ascending but has " + alpha + " after "
                        + previous + " in " + alphas);
            }
            previous = alpha;
        }
    }

    /** The penalties of ridge, logspace(0, 5, 20), with an intercept. */
    public static GcvOptions defaults() {
        return new GcvOptions(RidgeOptions.defaults().alphas(), true);
    }

    /** The same settings with other penalties. */
    public GcvOptions withAlphas(List<Double> other) {
        return new GcvOptions(other, intercept);
    }

    /** The same settings with or without an intercept. */
    public GcvOptions withIntercept(boolean other) {
        return new GcvOptions(alphas, other);
    }
}
