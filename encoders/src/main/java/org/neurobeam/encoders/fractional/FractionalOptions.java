package org.neurobeam.encoders.fractional;

import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.linear.SelectionRule;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of fractional ridge regression.
 *
 * @param fractions lengths of the weights relative to least squares, in (0, 1], ascending
 * @param selection what the chosen fraction maximises, and whether there is an intercept
 */
public record FractionalOptions(List<Double> fractions, SelectionRule selection) {
    private static final int DEFAULT_COUNT = 10;

    /** @throws ConfigException if the fractions are empty, outside (0, 1] or not ascending */
    public FractionalOptions {
        fractions = List.copyOf(fractions);
        if (fractions.isEmpty()) {
            throw new ConfigException("fractional.fractions is empty; give at least one in (0, 1]");
        }
        double previous = 0;
        for (double fraction : fractions) {
            if (!(fraction > previous && fraction <= 1)) {
                throw new ConfigException("fractional.fractions must ascend within (0, 1] but has " + fraction
                        + " after " + previous + " in " + fractions);
            }
            previous = fraction;
        }
    }

    /** Fractions .1, .2, ..., 1, negative MSE, intercept. */
    public static FractionalOptions defaults() {
        return new FractionalOptions(
                IntStream.rangeClosed(1, DEFAULT_COUNT)
                        .mapToObj(i -> (double) i / DEFAULT_COUNT)
                        .toList(),
                new SelectionRule(Criterion.NEG_MSE, true));
    }

    /** The same settings with other fractions. */
    public FractionalOptions withFractions(List<Double> other) {
        return new FractionalOptions(other, selection);
    }

    /** The same settings with another criterion. */
    public FractionalOptions withCriterion(Criterion other) {
        return new FractionalOptions(fractions, new SelectionRule(other, selection.intercept()));
    }

    /** The same settings with or without an intercept. */
    public FractionalOptions withIntercept(boolean other) {
        return new FractionalOptions(fractions, new SelectionRule(selection.criterion(), other));
    }
}
