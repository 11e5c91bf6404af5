package org.neurobeam.pipelines.report;

import java.util.List;
import java.util.Objects;

/**
 * The numbers on top of the report. NaN is unknown.
 *
 * @param targets targets modelled, over all groups
 * @param runs runs that entered, over all groups
 * @param samples volumes or samples that entered the fits, over all groups
 * @param scores r over all targets
 * @param alphaEdgeFraction fraction of chosen penalties at an edge of their grid, 0 to 1
 * @param seconds wall time, s
 * @param peakRssMb peak resident memory of the process, MB
 */
public record Summary(
        int targets,
        int runs,
        long samples,
        ScoreSummary scores,
        double alphaEdgeFraction,
        double seconds,
        double peakRssMb) {
    public Summary {
        Objects.requireNonNull(scores, "scores");
    }

    /** Counted from the groups. */
    public static Summary of(List<GroupReport> groups, double seconds, double peakRssMb) {
        int targets = groups.stream().mapToInt(GroupReport::targets).sum();
        int runs = groups.stream().mapToInt(g -> g.runs().size()).sum();
        long samples = groups.stream()
                .flatMap(g -> g.runs().stream())
                .mapToLong(RunRow::keptVolumes)
                .sum();
        ScoreSummary scores =
                ScoreSummary.of(groups.stream().map(GroupReport::scores).toList());
        return new Summary(targets, runs, samples, scores, edgeFraction(groups), seconds, peakRssMb);
    }

    private static double edgeFraction(List<GroupReport> groups) {
        double atEdge = 0;
        long total = 0;
        for (GroupReport g : groups) {
            if (g.alphas().isPresent() && !Double.isNaN(g.alphas().get().edgeFraction())) {
                AlphaCounts a = g.alphas().get();
                atEdge += a.edgeFraction() * a.total();
                total += a.total();
            }
        }
        return total == 0 ? Double.NaN : atEdge / total;
    }
}
