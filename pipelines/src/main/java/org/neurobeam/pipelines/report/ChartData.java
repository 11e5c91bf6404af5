package org.neurobeam.pipelines.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The numbers behind the charts of a group, small enough for JSON. */
final class ChartData {
    private static final double[] BIN_WIDTHS = {0.005, 0.01, 0.02, 0.025, 0.05, 0.1};
    private static final int MOST_BINS = 64;
    private static final int MOST_POINTS = 3000;
    private static final int MOST_RANKS = 600;

    private ChartData() {}

    /** Histogram, alphas and, without a volume, targets by rank. */
    static Map<String, Object> of(GroupReport group) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (group.scores().distribution().count() > 0) {
            data.put("histogram", histogram(group.scores()));
            if (group.volume().isEmpty()) {
                data.put("ranks", ranks(group.scores()));
            }
        }
        group.alphas().ifPresent(a -> data.put("alphas", alphas(a)));
        return data;
    }

    private static Map<String, Object> histogram(TargetScores scores) {
        Distribution r = scores.distribution();
        double width = binWidth(r);
        long first = (long) Math.floor(r.min() / width);
        int bins = (int) ((long) Math.floor(r.max() / width) - first) + 1;
        int[] above = new int[bins];
        int[] below = new int[bins];
        for (int n = 0; n < scores.size(); n++) {
            if (Float.isFinite(scores.r(n))) {
                int bin = Math.min(bins - 1, Math.max(0, (int) ((long) Math.floor(scores.r(n) / width) - first)));
                (scores.aboveFloor(n) ? above : below)[bin]++;
            }
        }
        Distribution floors = scores.floors();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("start", Json.number(first * width));
        data.put("width", width);
        data.put("above", above);
        data.put("below", below);
        data.put("floor", Json.number(floors.median()));
        data.put("floorLow", Json.number(floors.quantile(0.05)));
        data.put("floorHigh", Json.number(floors.quantile(0.95)));
        data.put("median", Json.number(r.median()));
        return data;
    }

    private static double binWidth(Distribution r) {
        double span = r.max() - r.min();
        for (double width : BIN_WIDTHS) {
            if (span / width <= MOST_BINS) {
                return width;
            }
        }
        // not a correlation; a power of ten that gives few enough bins
        return Math.pow(10, Math.ceil(Math.log10(span / MOST_BINS)));
    }

    private static Map<String, Object> alphas(AlphaCounts alphas) {
        Map<String, Object> data = new LinkedHashMap<>();
        List<String> names = IntStream.range(0, alphas.size())
                .mapToObj(n -> NumberText.compact(alphas.alpha(n)))
                .toList();
        data.put("names", names);
        data.put(
                "percent",
                Json.numbers(alphas.size(), n -> alphas.total() == 0 ? 0 : 100.0 * alphas.count(n) / alphas.total()));
        data.put("counts", Json.numbers(alphas.size(), alphas::count));
        return data;
    }

    private static Map<String, Object> ranks(TargetScores scores) {
        Distribution r = scores.distribution();
        int shown = Math.min(MOST_RANKS, r.count());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("total", r.count());
        data.put("rank", Json.numbers(shown, n -> 1 + Math.rint(share(n, shown) * (r.count() - 1))));
        data.put("r", Json.numbers(shown, n -> r.quantile(1 - share(n, shown))));
        data.put("floor", Json.number(scores.floors().median()));
        return data;
    }

    private static double share(int n, int of) {
        return of < 2 ? 0 : (double) n / (of - 1);
    }

    /** Points of planted against recovered, thinned evenly; pairs with NaN are left out. */
    static Map<String, Object> truth(Truth truth) {
        int step = Math.max(1, (truth.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<List<Double>> points = new ArrayList<>();
        for (int n = 0; n < truth.size(); n += step) {
            if (Float.isFinite(truth.planted(n)) && Float.isFinite(truth.recovered(n))) {
                points.add(List.of(Json.number(truth.planted(n)), Json.number(truth.recovered(n))));
            }
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", truth.what());
        data.put("points", points);
        return data;
    }
}
