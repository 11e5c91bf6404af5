package org.neurobeam.encoders.plan;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The cheapest way of a workload, with the cost of all of them. Immutable. */
public final class SolverPlan {
    private static final double TERA = 1e12;

    private final Workload workload;
    private final CostModel model;
    private final Map<Way, Double> flops;
    private final Way way;

    private SolverPlan(Workload workload, CostModel model, Map<Way, Double> flops, Way way) {
        this.workload = workload;
        this.model = model;
        this.flops = Map.copyOf(flops);
        this.way = way;
    }

    /** Takes the way with the fewest operations; nodes only where the workload allows them. */
    public static SolverPlan of(Workload workload, CostModel model) {
        Map<Way, Double> flops = new EnumMap<>(Way.class);
        Way best = Way.PRIMAL;
        for (Way way : Way.values()) {
            if (way == Way.NODES && workload.nodes() == 0) {
                continue;
            }
            flops.put(way, model.flops(way, workload));
            best = flops.get(way) < flops.get(best) ? way : best;
        }
        return new SolverPlan(workload, model, flops, best);
    }

    /** The way chosen. */
    public Way way() {
        return way;
    }

    /** Operations of every way that is allowed. */
    public Map<Way, Double> flops() {
        return flops;
    }

    /** Seconds of the chosen way on one thread. */
    public double seconds() {
        return model.seconds(flops.get(way));
    }

    /** The choice as a sentence for the log, with the costs of all ways. */
    public String reason() {
        String all = java.util.Arrays.stream(Way.values())
                .filter(flops::containsKey)
                .map(w -> String.format(Locale.ROOT, "%s %.3g TF", w.label(), flops.get(w) / TERA))
                .collect(Collectors.joining(", "));
        String nodes = workload.nodes() == 0 ? "; alpha nodes are not allowed" : "";
        return String.format(
                Locale.ROOT,
                "%s is the cheapest way for %d samples, %d features, %d targets, %d folds and %d alphas (%s%s), about %.3g s"
                        + " on one thread at %.4g GFLOP/s",
                way.label(),
                workload.samples(),
                workload.features(),
                workload.targets(),
                workload.folds(),
                workload.alphas(),
                all,
                nodes,
                seconds(),
                model.gflops());
    }

    @Override
    public String toString() {
        return reason();
    }
}
