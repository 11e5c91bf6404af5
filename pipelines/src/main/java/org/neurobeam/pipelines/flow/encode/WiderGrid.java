package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds a decade of penalties, at the grid's own step, where at least 1 % of the choices lie at an edge of the grid, and
 * six decades on either side at most: targets without signal take the largest penalty however large it is.
 */
final class WiderGrid {
    /** Decades that may be added on a side. */
    static final int MOST_DECADES = 6;

    private static final Logger LOG = LoggerFactory.getLogger(WiderGrid.class);
    private static final double ENOUGH = 0.01;
    private static final double DECADE = 10;
    private static final double PERCENT = 100;
    /** Of a ratio of penalties. */
    private static final double ROUNDING = 1e-9;

    private final double lowest;
    private final double highest;

    /** Of the grid that was asked for, ascending. */
    WiderGrid(List<Double> asked) {
        double decades = Math.pow(DECADE, MOST_DECADES);
        lowest = asked.get(0) / decades;
        highest = asked.get(asked.size() - 1) * decades;
    }

    /**
     * A grid to try next; empty where the grid is wide enough or may not grow.
     *
     * @param grid ascending, at least two penalties
     * @param atLow share of the choices at the first penalty
     * @param atHigh share of the choices at the last penalty
     */
    Optional<List<Double>> next(List<Double> grid, double atLow, double atHigh) {
        double first = grid.get(0);
        double last = grid.get(grid.size() - 1);
        List<Double> below = atLow < ENOUGH ? List.of() : decade(first, grid.get(0) / grid.get(1));
        List<Double> above =
                atHigh < ENOUGH ? List.of() : decade(last, grid.get(grid.size() - 1) / grid.get(grid.size() - 2));
        boolean stopsLow = below.stream().anyMatch(a -> a < lowest * (1 - ROUNDING));
        boolean stopsHigh = above.stream().anyMatch(a -> a > highest * (1 + ROUNDING));
        if (stopsLow) {
            stopped(first, atLow);
        }
        if (stopsHigh) {
            stopped(last, atHigh);
        }
        List<Double> wider = new ArrayList<>(stopsLow ? List.of() : below);
        java.util.Collections.reverse(wider);
        wider.addAll(grid);
        wider.addAll(stopsHigh ? List.of() : above);
        if (wider.size() == grid.size()) {
            return Optional.empty();
        }
        LOG.info(
                "encode: {} % of the choices at the penalty {}, {} % at {}: the grid grows to {} penalties from {} to {}",
                percent(atLow), first, percent(atHigh), last, wider.size(), wider.get(0), wider.get(wider.size() - 1));
        return Optional.of(List.copyOf(wider));
    }

    private static void stopped(double edge, double share) {
        LOG.warn(
                "encode: the grid stops at {} after {} more decades, {} % of the choices lie there",
                edge, MOST_DECADES, percent(share));
    }

    /** Penalties beyond an edge, from it on. */
    private static List<Double> decade(double edge, double ratio) {
        int steps = Math.max(1, (int) Math.round(Math.log(DECADE) / Math.abs(Math.log(ratio))));
        List<Double> more = new ArrayList<>();
        for (int i = 1; i <= steps; i++) {
            more.add(edge * Math.pow(ratio, i));
        }
        return more;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", PERCENT * share);
    }
}
