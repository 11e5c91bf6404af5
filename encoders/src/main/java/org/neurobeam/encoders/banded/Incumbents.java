package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.AlphaSelection;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.encoders.ridge.Workers;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The best candidate and penalty of each target so far; another must be better by more than rounding. */
final class Incumbents {
    private final BandCandidates table;
    private final boolean shared;
    private final double margin;
    private final int[] fitted;
    private final int[] candidates;
    private final double[] alphas;
    private final double[] best;
    private final DoubleMatrix cvScores;
    private final List<Optional<String>> reasons;

    Incumbents(BandCandidates table, BandedOptions options, TargetScreen screen) {
        this.table = table;
        this.shared = options.ridge().scope() == AlphaScope.GLOBAL;
        this.margin = options.ridge().precision() == Precision.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
        this.fitted = screen.fitted();
        this.reasons = screen.reasons();
        int targets = screen.targets();
        candidates = new int[targets];
        alphas = new double[targets];
        best = new double[targets];
        Arrays.fill(candidates, -1);
        Arrays.fill(alphas, Double.NaN);
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        cvScores = DoubleMatrix.zeros(table.count(), targets);
    }

    /** Scores all candidates side by side and offers them in their order. */
    void offerAll(Workers workers, IntFunction<AlphaSelection> score) {
        List<AlphaSelection> scored = workers.all(IntStream.range(0, table.count())
                .mapToObj(c -> (Supplier<AlphaSelection>) () -> score.apply(c))
                .toList());
        for (int c = 0; c < scored.size(); c++) {
            offer(c, scored.get(c));
        }
    }

    void offer(int candidate, AlphaSelection selection) {
        double[] scores = selection.scores();
        double[] alpha = selection.alphas();
        System.arraycopy(scores, 0, cvScores.values(), candidate * scores.length, scores.length);
        boolean all = shared && mean(scores) > mean(best) + margin;
        for (int v : fitted) {
            // where no score is defined the first candidate stays
            boolean first = candidates[v] < 0;
            if (first || (shared ? all : scores[v] > best[v] + margin)) {
                candidates[v] = candidate;
                alphas[v] = alpha[v];
                best[v] = scores[v];
            }
        }
    }

    private double mean(double[] scores) {
        return Arrays.stream(fitted)
                .mapToDouble(v -> scores[v])
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    BandSelection selection() {
        int t = alphas.length;
        DoubleMatrix deltas = DoubleMatrix.zeros(table.bands(), t);
        for (int v = 0; v < t; v++) {
            for (int i = 0; i < table.bands(); i++) {
                deltas.set(
                        i, v, candidates[v] < 0 ? Double.NaN : Math.log(table.weights(candidates[v])[i] / alphas[v]));
            }
        }
        return new BandSelection(deltas, alphas.clone(), candidates.clone(), cvScores, reasons);
    }

    /** Fitted targets that share a candidate, then a penalty, both ascending: what can be solved with one factor. */
    static TreeMap<Integer, TreeMap<Double, List<Integer>>> groups(BandSelection selection) {
        TreeMap<Integer, TreeMap<Double, List<Integer>>> groups = new TreeMap<>();
        int[] candidates = selection.candidates();
        double[] alphas = selection.alphas();
        for (int v = 0; v < candidates.length; v++) {
            if (candidates[v] >= 0) {
                groups.computeIfAbsent(candidates[v], c -> new TreeMap<>())
                        .computeIfAbsent(alphas[v], a -> new ArrayList<>())
                        .add(v);
            }
        }
        return groups;
    }
}
