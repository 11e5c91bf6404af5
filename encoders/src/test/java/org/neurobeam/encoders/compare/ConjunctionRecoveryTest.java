package org.neurobeam.encoders.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.FalseDiscovery;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Sites driven by products of vision and language features are found against the linear concatenation. */
class ConjunctionRecoveryTest {
    private static final int EVENTS = 400;
    private static final int SITES = 60;
    private static final int INTEGRATING = 15;
    private static final int BAND = 8;
    private static final double LEVEL = 0.05;
    private static final int[] NO_RUNS = new int[EVENTS];

    private static final BlockBootstrap BOOTSTRAP =
            BlockBootstrap.of(TimeBlocks.of(NO_RUNS, 10), new ResamplingOptions(499, 2));

    /** What one seed gives: planted sites found, and other sites called. */
    private record Discoveries(int found, int wrong) {}

    private static Discoveries discoveries(long seed, int integrating) {
        Random random = new Random(seed);
        DoubleMatrix vision = gauss(EVENTS, BAND, random);
        DoubleMatrix language = gauss(EVENTS, BAND, random);
        DoubleMatrix products = DoubleMatrix.zeros(EVENTS, BAND);
        Arrays.setAll(products.values(), i -> vision.values()[i] * language.values()[i]);
        DoubleMatrix additive = beside(vision, language);
        DoubleMatrix multimodal = beside(additive, products);
        DoubleMatrix weights = gauss(3 * BAND, SITES, random);
        DoubleMatrix y = gauss(EVENTS, SITES, random);
        for (int i = 0; i < EVENTS; i++) {
            for (int j = 0; j < 3 * BAND; j++) {
                for (int v = 0; v < SITES; v++) {
                    boolean drives = j >= 2 * BAND ? v < integrating : v >= integrating;
                    double add = drives ? multimodal.get(i, j) * weights.get(j, v) / Math.sqrt(2 * BAND) : 0;
                    y.set(i, v, y.get(i, v) + add);
                }
            }
        }
        RowSource measured = RowSource.of(y);
        RowSource best = predictions(multimodal, y);
        double[] p = Conjunction.of(
                better(measured, best, predictions(vision, y)),
                better(measured, best, predictions(language, y)),
                better(measured, best, predictions(additive, y)));
        double[] adjusted = FalseDiscovery.benjaminiHochberg(p);
        int found = 0;
        int wrong = 0;
        for (int v = 0; v < SITES; v++) {
            found += v < integrating && adjusted[v] <= LEVEL ? 1 : 0;
            wrong += v >= integrating && adjusted[v] <= LEVEL ? 1 : 0;
        }
        return new Discoveries(found, wrong);
    }

    private static double[] better(RowSource y, RowSource first, RowSource second) {
        return BOOTSTRAP.compare(y, first, second, Accuracy.R).difference().pValues();
    }

    private static RowSource predictions(DoubleMatrix x, DoubleMatrix y) {
        RidgeOptions options = RidgeOptions.defaults()
                .withAlphas(RidgeOptions.logspace(-1, 5, 7))
                .withInnerFolds(3);
        try (RidgeDesign design = RidgeDesign.of(x, NO_RUNS, Folds.kFold(EVENTS, 9), options)) {
            return RowSource.of(design.fitTile(y).predictions());
        }
    }

    private static DoubleMatrix gauss(int rows, int columns, Random random) {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        Arrays.setAll(m.values(), i -> random.nextGaussian());
        return m;
    }

    private static DoubleMatrix beside(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix both = DoubleMatrix.zeros(a.rows(), a.columns() + b.columns());
        for (int i = 0; i < a.rows(); i++) {
            System.arraycopy(a.row(i), 0, both.values(), i * both.columns(), a.columns());
            System.arraycopy(b.row(i), 0, both.values(), i * both.columns() + a.columns(), b.columns());
        }
        return both;
    }

    @Test
    void integrationIsFoundAndAdditionIsNotMistakenForIt() {
        int found = 0;
        int wrong = 0;
        int seeds = 20;
        for (int seed = 0; seed < seeds; seed++) {
            Discoveries d = discoveries(seed, INTEGRATING);
            found += d.found();
            wrong += d.wrong();
        }
        assertThat((double) found / (seeds * INTEGRATING)).isGreaterThan(0.9);
        assertThat((double) wrong / (found + wrong)).isLessThan(0.1);
    }

    @Test
    void withoutProductsNothingIsDiscovered() {
        int replicatesWithDiscovery = 0;
        for (int seed = 100; seed < 112; seed++) {
            replicatesWithDiscovery += discoveries(seed, 0).wrong() > 0 ? 1 : 0;
        }
        // binomial(12, 0.05) exceeds 3 with probability 0.2 %
        assertThat(replicatesWithDiscovery).isLessThanOrEqualTo(3);
    }
}
