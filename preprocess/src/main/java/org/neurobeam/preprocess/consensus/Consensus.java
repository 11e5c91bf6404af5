package org.neurobeam.preprocess.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.table.ConsensusEdge;

/**
 * The consensus of several connectomes that keeps units and animals apart.
 *
 * <p>One row per (pre, post, kind, weight unit) over the sources that have the edge: mean, median, std (ddof 1), min,
 * max. {@code n_animals = max(1, sources not derived from others)}; {@code n_possible} counts the sources of that unit
 * that contain both cells; {@code fraction_present = n_datasets / n_possible}. {@code z_mean} is free of units: the mean
 * over all sources with the edge, of any unit, of {@code (weight - mean) / std} (ddof 0) within source and kind; absent
 * where a source's weights are all equal.
 */
public final class Consensus {
    private record Key(WiringPair pair, String kind, String weightUnit) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::pair).thenComparing(Key::kind).thenComparing(Key::weightUnit);
    }

    private record KindPair(String kind, WiringPair pair) {}

    private Consensus() {}

    /** The rows, sorted by pre, post, kind, unit. */
    public static List<ConsensusEdge> rows(ConsensusInput input) {
        Map<Key, List<SourceWiring>> present = new TreeMap<>(Key.ORDER);
        for (SourceWiring source : input.wirings()) {
            source.weights()
                    .forEach((kind, weights) -> weights.keySet()
                            .forEach(pair -> present.computeIfAbsent(
                                            new Key(pair, kind, source.weightUnit()), key -> new ArrayList<>())
                                    .add(source)));
        }
        Map<KindPair, Double> scores = zMeans(input);
        List<ConsensusEdge> rows = new ArrayList<>(present.size());
        present.forEach((key, sources) ->
                rows.add(row(key, sources, possible(input, key), scores.get(new KindPair(key.kind, key.pair)))));
        return rows;
    }

    private static ConsensusEdge row(Key key, List<SourceWiring> sources, int possible, Double zMean) {
        WeightSummary summary = new WeightSummary(sources.stream()
                .mapToDouble(source -> source.weights(key.kind).get(key.pair))
                .toArray());
        var std = summary.std(1);
        return ConsensusEdge.newBuilder()
                .setPre(key.pair.pre())
                .setPost(key.pair.post())
                .setKind(key.kind)
                .setWeightUnit(key.weightUnit)
                .setNDatasets(sources.size())
                .setNAnimals(Math.max(1, (int)
                        sources.stream().filter(SourceWiring::addsAnimal).count()))
                .setNPossible(possible)
                .setMean(summary.mean())
                .setMedian(summary.median())
                .setStd(std.isPresent() ? std.getAsDouble() : null)
                .setMin(summary.min())
                .setMax(summary.max())
                .setFractionPresent((double) sources.size() / possible)
                .setZMean(zMean)
                .setSources(sources.stream().map(SourceWiring::id).toList())
                .build();
    }

    private static int possible(ConsensusInput input, Key key) {
        return (int) input.wirings().stream()
                .filter(source -> source.weightUnit().equals(key.weightUnit))
                .filter(source -> source.has(key.pair.pre()) && source.has(key.pair.post()))
                .count();
    }

    /** Scores of edges all of whose sources have a spread. */
    private static Map<KindPair, Double> zMeans(ConsensusInput input) {
        Map<KindPair, double[]> sums = new HashMap<>();
        for (SourceWiring source : input.wirings()) {
            source.weights().forEach((kind, weights) -> {
                WeightSummary all = new WeightSummary(
                        weights.values().stream().mapToDouble(w -> w).toArray());
                double std = all.std(0).orElse(0);
                weights.forEach((pair, weight) -> {
                    double[] sum = sums.computeIfAbsent(new KindPair(kind, pair), key -> new double[2]);
                    sum[0] += std == 0 ? Double.NaN : (weight - all.mean()) / std;
                    sum[1]++;
                });
            });
        }
        Map<KindPair, Double> means = new HashMap<>();
        sums.forEach((key, sum) -> {
            if (!Double.isNaN(sum[0])) {
                means.put(key, sum[0] / sum[1]);
            }
        });
        return means;
    }
}
