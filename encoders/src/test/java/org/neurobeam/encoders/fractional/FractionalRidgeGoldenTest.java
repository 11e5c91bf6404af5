package org.neurobeam.encoders.fractional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Against fracridge (re-implemented), exact roots by brentq, and alexhuth/ridge: {@code ../shared/golden/encoding}. */
class FractionalRidgeGoldenTest {
    /** Closed forms in float64 on both sides; penalties reach 1e5, so relative to the largest. */
    private static final double CLOSED_FORM = 1e-9;

    private static final String DIR = "golden/encoding/";
    private static final int FRACTIONS = 10;

    private final DoubleMatrix x = SharedData.csv(DIR + "in_X.csv");
    private final DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
    private final FractionalOptions options = FractionalOptions.defaults().withIntercept(false);

    @Test
    void penaltiesAreTheExactRoots() {
        DoubleMatrix expected = SharedData.csv(DIR + "frac_alpha_exact.csv");
        DoubleMatrix alphas = new FractionalRidge(options)
                .path(RowSource.of(x), RowSource.of(y))
                .alphas();
        for (int j = 0; j < expected.values().length; j++) {
            double root = expected.values()[j];
            assertThat(alphas.values()[j]).isCloseTo(root, within(CLOSED_FORM * Math.max(root, 1e-3)));
        }
    }

    @Test
    void interpolatedPenaltiesAndTheirWeightsAreThoseOfFracridge() {
        FractionalPath path =
                new FractionalRidge(options, PenaltyRule.FRACRIDGE_COMPATIBLE).path(RowSource.of(x), RowSource.of(y));
        assertClose(path.alphas(), SharedData.csv(DIR + "frac_alpha.csv"), CLOSED_FORM);
        DoubleMatrix expected = SharedData.csv(DIR + "frac_coef.csv");
        for (int f = 0; f < FRACTIONS; f++) {
            assertClose(path.model(f).coef(), expected.rows(f * x.columns(), (f + 1) * x.columns()), CLOSED_FORM);
        }
    }

    @Test
    void interpolationIsOnePercentOffAndTheRootsAreNot() {
        DoubleMatrix exact = SharedData.csv(DIR + "frac_alpha_exact.csv");
        DoubleMatrix interpolated = new FractionalRidge(options, PenaltyRule.FRACRIDGE_COMPATIBLE)
                .path(RowSource.of(x), RowSource.of(y))
                .alphas();
        double worst = 0;
        for (int j = 0; j < exact.values().length - y.columns(); j++) {
            worst = Math.max(worst, Math.abs(interpolated.values()[j] / exact.values()[j] - 1));
        }
        assertThat(worst).isBetween(1e-3, 1e-1);
    }

    /** Defect 9: alexhuth/ridge takes singular values against alpha^2; ours takes the penalty of the sum of squares. */
    @Test
    void ourPenaltyIsTheSquareOfTheHuthLabs() {
        DoubleMatrix expected = SharedData.csv(DIR + "huth_ridge_corr_fold0.csv");
        double[] alphas = SharedData.csv(DIR + "in_alphas.csv").values();
        List<Double> squaredRoots = Arrays.stream(alphas)
                .map(Math::sqrt)
                .mapToObj(huth -> huth * huth)
                .toList();
        RidgeOptions ridge = RidgeOptions.defaults()
                .withAlphas(squaredRoots)
                .withInnerFolds(5)
                .withCriterion(Criterion.R)
                .withIntercept(false)
                .withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[60], Folds.none(60), ridge)) {
            assertClose(design.innerScores(RowSource.of(y)).get(0), expected, CLOSED_FORM);
        }
    }
}
