package org.neurobeam.encoders.leaveout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.encoders.banded.BandedOptions;
import org.neurobeam.encoders.banded.FeatureGroups;
import org.neurobeam.encoders.banded.GroupRidge;
import org.neurobeam.encoders.banded.NestedGroupFit;
import org.neurobeam.encoders.banded.NestedGroupRidge;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.ChunkedHoldOut;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Penalties chosen by overlapping, purged chunks inside outer folds are those that plain refits choose. */
class ChunkedChoiceTest {
    private static final int SAMPLES = 72;
    private static final int TARGETS = 4;
    private static final int PURGE = 2;
    /** Two factorisations in float64. */
    private static final double DOUBLE = 1e-8;

    private static final double[] ALPHAS = {.1, 1, 10, 100, 1000};
    private static final int[] RUNS =
            IntStream.range(0, SAMPLES).map(i -> i / (SAMPLES / 2)).toArray();
    private static final ChunkedHoldOut CHUNKS = new ChunkedHoldOut(7, 2, 6, 3);
    private static final Folds OUTER = Folds.kFold(SAMPLES, 3).purged(PURGE, RUNS);
    private static final RidgeOptions OPTIONS = RidgeOptions.defaults()
            .withPrecision(Precision.FLOAT64)
            .withAlphas(Arrays.stream(ALPHAS).boxed().toList())
            .withSplitter(CHUNKS.purged(PURGE));

    private static DoubleMatrix responses(DoubleMatrix x) {
        DoubleMatrix y = Refit.offset(SAMPLES, TARGETS, 9);
        for (int i = 0; i < y.rows(); i++) {
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, y.get(i, v) + .6 * v * x.get(i, v));
            }
        }
        return y;
    }

    /** Chunks within the stretches of a run that train, held out with the samples beside them in that run. */
    private static List<Fold> inner(int... train) {
        int[] stretch = new int[train.length];
        for (int i = 1; i < train.length; i++) {
            boolean apart = train[i] - train[i - 1] > 1 || train[i] % (SAMPLES / 2) == 0;
            stretch[i] = stretch[i - 1] + (apart ? 1 : 0);
        }
        return CHUNKS.split(stretch).within(train, SAMPLES).purged(PURGE, RUNS).list();
    }

    /** The penalty of each target with the best mean of -MSE over inner folds. */
    private static double[] choice(DoubleMatrix x, DoubleMatrix y, int... train) {
        double[][] scores = new double[ALPHAS.length][TARGETS];
        for (Fold fold : inner(train)) {
            DoubleMatrix[] predicted = Refit.predict(x, y, fold, true, ALPHAS);
            for (int a = 0; a < ALPHAS.length; a++) {
                for (int i = 0; i < fold.test().length; i++) {
                    for (int v = 0; v < TARGETS; v++) {
                        scores[a][v] -=
                                Math.pow(y.get(fold.test()[i], v) - predicted[a].get(i, v), 2) / fold.test().length;
                    }
                }
            }
        }
        return IntStream.range(0, TARGETS)
                .mapToDouble(v -> ALPHAS[
                        IntStream.range(0, ALPHAS.length)
                                .reduce((a, b) -> scores[b][v] > scores[a][v] ? b : a)
                                .orElseThrow()])
                .toArray();
    }

    private static void equalsRefits(RidgeFit fit, DoubleMatrix x, DoubleMatrix y) {
        boolean differ = false;
        for (int f = 0; f < OUTER.size(); f++) {
            Fold fold = OUTER.list().get(f);
            double[] chosen = choice(x, y, fold.train());
            DoubleMatrix[] predicted = Refit.predict(x, y, fold, true, chosen);
            for (int v = 0; v < TARGETS; v++) {
                assertThat(fit.outerAlphas().get(f, v)).isCloseTo(chosen[v], within(DOUBLE * chosen[v]));
                differ |= chosen[v] != chosen[0];
                for (int i = 0; i < fold.test().length; i++) {
                    assertThat(fit.predictionsAsDouble().get(fold.test()[i], v))
                            .isCloseTo(predicted[v].get(i, v), within(DOUBLE));
                }
            }
        }
        assertThat(differ).isTrue();
        int[] all = IntStream.range(0, SAMPLES).toArray();
        assertThat(fit.model().alphas()).containsExactly(choice(x, y, all), within(DOUBLE * 1000));
    }

    /** Fewer features than training samples, and more; ridge, and banded ridge with one candidate of equal weights. */
    @ParameterizedTest
    @CsvSource({"6, false", "90, false", "6, true", "90, true"})
    void choicesAndPredictionsAreThoseOfRefits(int features, boolean banded) {
        DoubleMatrix x = Refit.offset(SAMPLES, features, features);
        DoubleMatrix y = responses(x);
        if (!banded) {
            try (RidgeDesign design = RidgeDesign.of(x, RUNS, OUTER, OPTIONS)) {
                equalsRefits(design.fitTile(y), x, y);
            }
            return;
        }
        GroupRidge ridge = new GroupRidge(
                BandCandidates.dirichlet(1, 2, 0), BandedOptions.defaults().withRidge(OPTIONS));
        NestedGroupFit fit = new NestedGroupRidge(ridge, RUNS, OUTER)
                .fit(RowSource.of(x), FeatureGroups.ofSizes(2, features - 2), RowSource.of(y));
        DoubleMatrix scaled = DoubleMatrix.zeros(SAMPLES, features);
        for (int i = 0; i < x.values().length; i++) {
            scaled.values()[i] = x.values()[i] * Math.sqrt(.5);
        }
        equalsRefits(fit.crossValidation(), scaled, y);
    }
}
