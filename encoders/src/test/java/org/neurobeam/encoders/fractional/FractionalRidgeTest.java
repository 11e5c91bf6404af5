package org.neurobeam.encoders.fractional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.linear.CrossValidatedContract;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class FractionalRidgeTest implements CrossValidatedContract {
    private static final FractionalOptions OPTIONS = FractionalOptions.defaults();

    @Override
    public LinearModel fit(RowSource x, RowSource y) {
        return new FractionalRidge(OPTIONS).fit(x, y, Folds.kFold(x.rows(), 4)).model();
    }

    @Override
    public DoubleMatrix cvScores(RowSource x, RowSource y, Folds folds) {
        return new FractionalRidge(OPTIONS).fit(x, y, folds).cvScores();
    }

    @Override
    public LinearModel fitCandidate(RowSource x, RowSource y, int candidate) {
        return new FractionalRidge(OPTIONS).path(x, y).model(candidate);
    }

    /** Weights of the features, X = diag(2, 1), y = (2, 1): least squares (1, 1), ridge (4/(4 + a), 1/(1 + a)). */
    @Test
    void aTwoByTwoProblemCanBeCheckedByHand() {
        DoubleMatrix x = DoubleMatrix.wrap(2, 2, 2, 0, 0, 1);
        DoubleMatrix y = DoubleMatrix.wrap(2, 1, 2, 1);
        double fraction = Math.sqrt((0.64 + 0.25) / 2);
        FractionalPath path = new FractionalRidge(OPTIONS.withIntercept(false).withFractions(List.of(fraction)))
                .path(RowSource.of(x), RowSource.of(y));
        assertThat(path.alphas().get(0, 0)).isCloseTo(1, within(1e-12));
        assertClose(path.model(0).coef(), DoubleMatrix.wrap(2, 1, 0.8, 0.5), 1e-12);
    }

    /** Mixing up V and V' would pass on symmetric problems only: X here is neither square nor symmetric. */
    @ParameterizedTest
    @ValueSource(ints = {9, 50})
    void weightsAreThoseOfRidgeAtThePenaltyAndHaveTheWantedLength(int p) {
        DoubleMatrix x = gaussian(40, p, 1);
        DoubleMatrix y = plus(times(x, gaussian(p, 3, 2)), 1, gaussian(40, 3, 3));
        FractionalPath path = new FractionalRidge(OPTIONS).path(RowSource.of(x), RowSource.of(y));
        RidgeOptions options = RidgeOptions.defaults().withAlphas(List.of(1.0)).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[40], Folds.none(40), options)) {
            for (int f = 0; f < 9; f++) {
                RidgeModel ridge = design.fitAt(RowSource.of(y), path.alphas().row(f));
                assertClose(path.model(f).coef(), ridge.weightsAsDouble(), 1e-8);
                for (int v = 0; v < 3; v++) {
                    double length = norm(path.model(f).coef().column(v));
                    double longest = norm(path.model(9).coef().column(v));
                    assertThat(length / longest).isCloseTo(OPTIONS.fractions().get(f), within(1e-9));
                }
            }
        }
    }

    private static double norm(double[] w) {
        return Math.sqrt(java.util.Arrays.stream(w).map(a -> a * a).sum());
    }

    @Test
    void theFullFractionIsLeastSquaresOfMinimalNormWithZeroPenalty() {
        DoubleMatrix x = gaussian(20, 30, 4);
        DoubleMatrix y = gaussian(20, 2, 5);
        FractionalPath path = new FractionalRidge(OPTIONS).path(RowSource.of(x), RowSource.of(y));
        assertThat(path.alphas().row(9)).containsOnly(0, 0);
        assertClose(path.model(9).predict(RowSource.of(x)), y, 1e-9);
    }

    @Test
    void noiseAsksForShortWeightsAndSignalForLongOnes() {
        DoubleMatrix x = gaussian(200, 20, 6);
        DoubleMatrix signal = times(x, gaussian(20, 5, 7));
        DoubleMatrix noise = gaussian(200, 5, 8);
        Folds folds = Folds.kFold(200, 5);
        FractionalRidge ridge = new FractionalRidge(OPTIONS);
        assertThat(ridge.fit(RowSource.of(x), RowSource.of(plus(signal, 0.1, noise)), folds)
                        .fractions())
                .containsOnly(1.0);
        double[] chosen = ridge.fit(RowSource.of(x), RowSource.of(noise), folds).fractions();
        assertThat(java.util.Arrays.stream(chosen).max().orElseThrow()).isLessThanOrEqualTo(0.3);
    }

    @Test
    void theChosenFractionHasItsPenaltyAndTheBestScore() {
        DoubleMatrix x = gaussian(60, 12, 9);
        DoubleMatrix y = plus(times(x, gaussian(12, 4, 10)), 6, gaussian(60, 4, 11));
        FractionalRidge ridge = new FractionalRidge(OPTIONS);
        FractionalFit fit = ridge.fit(RowSource.of(x), RowSource.of(y), Folds.kFold(60, 5));
        FractionalPath path = ridge.path(RowSource.of(x), RowSource.of(y));
        for (int v = 0; v < 4; v++) {
            int f = OPTIONS.fractions().indexOf(fit.fractions()[v]);
            assertThat(fit.alphas()[v]).isEqualTo(path.alphas().get(f, v));
            assertThat(fit.cvScores().get(f, v))
                    .isEqualTo(java.util.Arrays.stream(fit.cvScores().column(v))
                            .max()
                            .orElseThrow());
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> OPTIONS.withFractions(List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fractional.fractions");
        assertThatThrownBy(() -> OPTIONS.withFractions(List.of(0.5, 0.2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> OPTIONS.withFractions(List.of(0.5, 1.1))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withFractions(List.of(Double.NaN))).isInstanceOf(ConfigException.class);
    }
}
