package org.neurobeam.encoders.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Identification against {@code ../shared/golden/encoding}. */
class IdentificationGoldenTest {
    /** Closed forms in float64 on both sides. */
    private static final double CLOSED_FORM = 1e-10;

    private static final String DIR = "golden/encoding/";

    private final DoubleMatrix measured = SharedData.csv(DIR + "in_Y_test.csv");
    private final DoubleMatrix predicted = summed(SharedData.csv(DIR + "wkr_pred_split.csv"), measured.rows());

    private static DoubleMatrix summed(DoubleMatrix split, int rows) {
        DoubleMatrix sum = DoubleMatrix.zeros(rows, split.columns());
        for (int i = 0; i < split.values().length; i++) {
            sum.values()[i % sum.values().length] += split.values()[i];
        }
        return sum;
    }

    @Test
    void correlationsAndRanksAreThoseOfTheReference() {
        DoubleMatrix r = PatternCorrelations.of(RowSource.of(measured), RowSource.of(predicted));
        assertClose(r.values(), SharedData.csv(DIR + "ident_corr.csv").values());
        double[] ranks = SharedData.csv(DIR + "ident_rank.csv").values();
        Identification found = Identification.of(r);
        for (int i = 0; i < ranks.length; i++) {
            assertThat(found.rank(i)).hasValue((int) ranks[i]);
        }
        assertThat(found.accuracy())
                .isCloseTo((double) Arrays.stream(ranks).filter(k -> k == 0).count() / 24, within(CLOSED_FORM));
    }

    @Test
    void theLikelihoodUsesTheShrunkPrecisionOfTheResiduals() {
        DoubleMatrix x = SharedData.csv(DIR + "in_X.csv");
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        RidgeOptions options = RidgeOptions.defaults()
                .withAlphas(List.of(3.7))
                .withInnerFolds(2)
                .withIntercept(false)
                .withPrecision(Precision.FLOAT64);
        int[] runs = new int[x.rows()];
        DoubleMatrix residuals = DoubleMatrix.zeros(y.rows(), y.columns());
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.none(x.rows()), options)) {
            double[] alphas = new double[y.columns()];
            Arrays.fill(alphas, 3.7);
            DoubleMatrix fitted = design.fitAt(RowSource.of(y), alphas).predict(RowSource.of(x));
            Arrays.setAll(residuals.values(), i -> y.values()[i] - fitted.values()[i]);
        }
        DoubleMatrix precision =
                NoiseCovariance.of(RowSource.of(residuals), runs).precision(NoiseCovariance.TANG_2023_SHRINKAGE);
        DoubleMatrix log =
                GaussianLikelihood.of(precision).logLikelihoods(RowSource.of(measured), RowSource.of(predicted));
        assertClose(log.values(), SharedData.csv(DIR + "ident_loglik.csv").values());
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(CLOSED_FORM * Math.max(1, scale)));
        }
    }
}
