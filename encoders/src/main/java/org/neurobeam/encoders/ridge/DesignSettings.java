package org.neurobeam.encoders.ridge;

import java.util.OptionalInt;
import org.neurobeam.encoders.plan.CostModel;
import org.neurobeam.encoders.plan.SolverPlan;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.encoders.plan.Workload;
import org.neurobeam.schemas.error.ConfigException;

/**
 * How a design is made; changes no result but the last bits.
 *
 * @param targets that will be fitted in all, if known: the cheapest way then depends on them
 * @param workers threads that factorise; each needs the memory of an eigendecomposition; no bit depends on their number
 */
public record DesignSettings(OptionalInt targets, int workers) {
    /** Rate by which the log turns operations into seconds, 10^9 a second; no choice depends on it. */
    private static final double GFLOPS = 100;

    /** @throws ConfigException if there is no target or no worker */
    public DesignSettings {
        if (targets.isPresent() && targets.getAsInt() < 1) {
            throw new ConfigException(
                    "design.targets is " + targets.getAsInt() + "; allowed: 1 or more, or none given");
        }
        if (workers < 1) {
            throw new ConfigException("design.workers is " + workers + "; allowed: 1 or more");
        }
    }

    /** Any number of targets, one worker. */
    public static DesignSettings defaults() {
        return new DesignSettings(OptionalInt.empty(), 1);
    }

    /** The same settings for a number of targets. */
    public DesignSettings withTargets(int count) {
        return new DesignSettings(OptionalInt.of(count), workers);
    }

    /** The same settings with another number of workers. */
    public DesignSettings withWorkers(int count) {
        return new DesignSettings(targets, count);
    }

    /**
     * A way and why.
     *
     * @param way primal, partial fractions or direct
     * @param reason as a sentence
     */
    record Choice(Way way, String reason) {}

    /** By the cost model where it can tell the ways apart, else by the smaller side. */
    Choice choose(int samples, int features, DesignPlan plan, RidgeOptions options) {
        Way smaller = features < samples ? Way.PRIMAL : Way.PARTIAL_FRACTIONS;
        String sizes = samples + " samples and " + features + " features";
        int folds = plan.entries().get(plan.entries().size() - 1).inner().size();
        if (folds < 2) {
            return new Choice(smaller, smaller.label() + ", the smaller side of " + sizes + ": no folds inside");
        }
        if (targets.isEmpty()) {
            return new Choice(smaller, smaller.label() + ", the smaller side of " + sizes + ": any number of targets");
        }
        Workload workload = Workload.of(
                samples, features, targets.getAsInt(), folds, options.alphas().size());
        SolverPlan cheapest = SolverPlan.of(workload, CostModel.at(GFLOPS));
        // with as many features as samples the primal side has no advantage but dual weights would be lost
        Way way = cheapest.way() == Way.PRIMAL ? smaller : cheapest.way();
        return new Choice(way, way == cheapest.way() ? cheapest.reason() : way.label() + ": " + cheapest.reason());
    }
}
