package org.neurobeam.encoders.readout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The best candidate of each target so far, with its weights for the pooled channels before scaling. */
final class BestFields {
    private final FeatureMaps maps;
    private final List<ReceptiveField> candidates;
    private final int[] chosen;
    private final double[] scores;
    private final double[] alphas;
    private final double[] intercept;
    private final DoubleMatrix channels;
    private List<Optional<String>> reasons = List.of();

    BestFields(FeatureMaps maps, List<ReceptiveField> candidates, int targets) {
        this.maps = maps;
        this.candidates = candidates;
        this.chosen = new int[targets];
        this.scores = nan(targets);
        this.alphas = nan(targets);
        this.intercept = nan(targets);
        this.channels = DoubleMatrix.wrap(maps.channels(), targets, nan(maps.channels() * targets));
        Arrays.fill(chosen, -1);
    }

    private static double[] nan(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /**
     * Takes over the targets that a candidate predicts better.
     *
     * @param scale means and divisors of its pooled channels, [2][channels]
     */
    void offer(int candidate, RidgeFit fit, double[][] scale) {
        double[] offered = fit.cvScores();
        double[] offeredAlphas = fit.model().alphas();
        double[] offsets = fit.model().intercept();
        DoubleMatrix weights = fit.model().weightsAsDouble();
        reasons = IntStream.range(0, chosen.length).mapToObj(fit::nullReason).toList();
        for (int v = 0; v < chosen.length; v++) {
            if (Double.isNaN(offered[v]) || offered[v] <= scores[v]) {
                continue;
            }
            chosen[v] = candidate;
            scores[v] = offered[v];
            alphas[v] = offeredAlphas[v];
            intercept[v] = offsets[v];
            for (int c = 0; c < maps.channels(); c++) {
                double weight = weights.get(c, v) / scale[1][c];
                channels.set(c, v, weight);
                intercept[v] -= weight * scale[0][c];
            }
        }
    }

    ReceptiveFieldFit fit() {
        List<Optional<ReceptiveField>> fields = new ArrayList<>();
        for (int candidate : chosen) {
            fields.add(candidate < 0 ? Optional.empty() : Optional.of(candidates.get(candidate)));
        }
        return new ReceptiveFieldFit(
                new ReceptiveFieldModel(maps, fields, channels, intercept), scores, alphas, reasons);
    }
}
