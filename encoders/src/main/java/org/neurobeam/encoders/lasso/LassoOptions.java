package org.neurobeam.encoders.lasso;

import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.linear.SelectionRule;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of lasso and sparse group lasso.
 *
 * @param penalties the path, from the strongest to the weakest; each starts from the solution of the one before
 * @param groups label of the group of each feature, {@code >= 0}; empty where every l21 is 0
 * @param tolerance a target has converged when a step moves no weight by more than this share of its largest weight;
 *     in (0, 0.1]
 * @param maxIterations limit for each penalty; targets that reach it are counted, not refused
 * @param selection what the chosen penalty maximises, and whether there is an intercept
 */
public record LassoOptions(
        List<SparsePenalty> penalties,
        List<Integer> groups,
        double tolerance,
        int maxIterations,
        SelectionRule selection) {
    private static final int DEFAULT_COUNT = 10;
    private static final double DEFAULT_TOLERANCE = 1e-7;
    private static final int DEFAULT_ITERATIONS = 10_000;
    private static final double LARGEST_TOLERANCE = 0.1;

    /** @throws ConfigException if a setting is out of range, or a group penalty has no groups */
    public LassoOptions {
        penalties = List.copyOf(penalties);
        groups = List.copyOf(groups);
        if (penalties.isEmpty()) {
            throw new ConfigException("lasso.penalties is empty; give at least one");
        }
        if (groups.isEmpty() && penalties.stream().anyMatch(p -> p.l21() > 0)) {
            throw new ConfigException("lasso.penalties has l21 > 0 but lasso.groups is empty; label each feature");
        }
        if (groups.stream().anyMatch(g -> g < 0)) {
            throw new ConfigException("lasso.groups has a negative label; allowed: 0 or more");
        }
        if (!(tolerance > 0 && tolerance <= LARGEST_TOLERANCE)) {
            throw new ConfigException("lasso.tolerance is " + tolerance + "; allowed: above 0, at most 0.1");
        }
        if (maxIterations < 1) {
            throw new ConfigException("lasso.maxIterations is " + maxIterations + "; allowed: 1 or more");
        }
    }

    /** Lasso with ten l1 penalties from 1 to 0.001, tolerance 1e-7, 10,000 iterations, negative MSE, intercept. */
    public static LassoOptions defaults() {
        return new LassoOptions(
                IntStream.range(0, DEFAULT_COUNT)
                        .mapToObj(i -> new SparsePenalty(Math.pow(10, -3.0 * i / (DEFAULT_COUNT - 1)), 0))
                        .toList(),
                List.of(),
                DEFAULT_TOLERANCE,
                DEFAULT_ITERATIONS,
                new SelectionRule(Criterion.NEG_MSE, true));
    }

    /** The same settings with other penalties, from the strongest to the weakest. */
    public LassoOptions withPenalties(List<SparsePenalty> other) {
        return new LassoOptions(other, groups, tolerance, maxIterations, selection);
    }

    /** The same settings with groups of features; give them before penalties with l21 above 0. */
    public LassoOptions withGroups(List<Integer> other) {
        return new LassoOptions(penalties, other, tolerance, maxIterations, selection);
    }

    /** The same settings with another tolerance and limit of iterations. */
    public LassoOptions withTolerance(double other, int iterations) {
        return new LassoOptions(penalties, groups, other, iterations, selection);
    }

    /** The same settings with another criterion. */
    public LassoOptions withCriterion(Criterion other) {
        return new LassoOptions(
                penalties, groups, tolerance, maxIterations, new SelectionRule(other, selection.intercept()));
    }

    /** The same settings with or without an intercept. */
    public LassoOptions withIntercept(boolean other) {
        return new LassoOptions(
                penalties, groups, tolerance, maxIterations, new SelectionRule(selection.criterion(), other));
    }
}
