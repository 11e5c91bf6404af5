package org.neurobeam.encoders.readout;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of the receptive-field readout.
 *
 * @param candidates receptive fields to choose from, at least one
 * @param ridge settings of the ridge regression on the pooled channels, with at least two penalties
 */
public record ReceptiveFieldOptions(List<ReceptiveField> candidates, RidgeOptions ridge) {
    private static final int DEFAULT_SIDE = 8;
    private static final int DEFAULT_SIZES = 5;
    private static final double SMALLEST_SIGMA = 0.1;
    private static final double LARGEST_SIGMA = 1;

    /** @throws ConfigException if there is no candidate, or nothing to compare candidates by */
    public ReceptiveFieldOptions {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new ConfigException("readout.candidates is empty; give at least one receptive field");
        }
        if (ridge.alphas().size() < 2) {
            throw new ConfigException(
                    "readout.ridge.alphas has " + ridge.alphas().size()
                            + " penalty; allowed: 2 or more, because candidates are compared by inner validation scores");
        }
    }

    /** 8 x 8 centres, 5 sizes from 0.1 to 1, and the defaults of ridge (leave-one-run-out, 20 penalties). */
    public static ReceptiveFieldOptions defaults() {
        return new ReceptiveFieldOptions(
                grid(DEFAULT_SIDE, logspaced(SMALLEST_SIGMA, LARGEST_SIGMA, DEFAULT_SIZES)), RidgeOptions.defaults());
    }

    /**
     * Centres on a square grid from -1 to 1, each with every size.
     *
     * @param side centres along each axis, at least 1; one is the middle
     * @param sigmas standard deviations, {@code >= 0}
     */
    public static List<ReceptiveField> grid(int side, List<Double> sigmas) {
        List<ReceptiveField> candidates = new ArrayList<>();
        for (double sigma : sigmas) {
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    candidates.add(new ReceptiveField(centre(j, side), centre(i, side), sigma));
                }
            }
        }
        return List.copyOf(candidates);
    }

    /** Sizes at equal ratios. */
    public static List<Double> logspaced(double from, double to, int count) {
        return RidgeOptions.logspace(Math.log10(from), Math.log10(to), count);
    }

    private static double centre(int i, int side) {
        return side == 1 ? 0 : -1 + 2.0 * i / (side - 1);
    }

    /** The same settings with other candidates. */
    public ReceptiveFieldOptions withCandidates(List<ReceptiveField> other) {
        return new ReceptiveFieldOptions(other, ridge);
    }

    /** The same settings with other settings of ridge. */
    public ReceptiveFieldOptions withRidge(RidgeOptions other) {
        return new ReceptiveFieldOptions(candidates, other);
    }
}
