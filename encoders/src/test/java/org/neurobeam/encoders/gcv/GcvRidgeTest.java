package org.neurobeam.encoders.gcv;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.linear.LinearEncoderContract;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class GcvRidgeTest implements LinearEncoderContract {
    private static final GcvOptions OPTIONS = GcvOptions.defaults().withAlphas(RidgeOptions.logspace(-1, 3, 9));
    /** Closed forms in float64, against an inverse whose condition is up to 1e4. */
    private static final double CLOSED_FORM = 1e-9;

    @Override
    public LinearModel fit(RowSource x, RowSource y) {
        return new GcvRidge(OPTIONS).fit(x, y).model();
    }

    /** C by inversion, as the equation is written. */
    private static double byInversion(DoubleMatrix x, double[] y, double alpha, boolean intercept) {
        int n = x.rows();
        DoubleMatrix centred = DoubleMatrix.zeros(n, x.columns());
        for (int j = 0; j < x.columns(); j++) {
            double mean =
                    intercept ? java.util.Arrays.stream(x.column(j)).average().orElseThrow() : 0;
            for (int i = 0; i < n; i++) {
                centred.set(i, j, x.get(i, j) - mean);
            }
        }
        DoubleMatrix identity = DoubleMatrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            identity.set(i, i, alpha);
        }
        try (DenseMatrix k = DenseMatrix.copyOf(identity);
                DenseMatrix rows = DenseMatrix.copyOf(centred)) {
            Blas.addRowGram(rows, k);
            try (Cholesky factor = Cholesky.of(k);
                    DenseMatrix inverse = factor.inverse()) {
                DoubleMatrix c = inverse.toDoubleMatrix();
                for (int j = 0; j < n * n && intercept; j++) {
                    c.values()[j] -= 1 / (n * alpha);
                }
                double trace = 0;
                double norm = 0;
                double[] cy = times(c, DoubleMatrix.wrap(n, 1, y)).values();
                for (int i = 0; i < n; i++) {
                    trace += c.get(i, i);
                    norm += cy[i] * cy[i];
                }
                return n * norm / (trace * trace);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"30,7,true", "30,7,false", "20,45,true", "20,45,false", "21,20,true"})
    void errorsAreThoseOfTheEquation(int n, int p, boolean intercept) {
        DoubleMatrix x = gaussian(n, p, 1);
        DoubleMatrix y = plus(times(x, gaussian(p, 3, 2)), 2, gaussian(n, 3, 3));
        DoubleMatrix errors = new GcvRidge(OPTIONS.withIntercept(intercept))
                .fit(RowSource.of(x), RowSource.of(y))
                .errors();
        for (int j = 0; j < errors.rows(); j++) {
            for (int v = 0; v < 3; v++) {
                double expected = byInversion(x, y.column(v), OPTIONS.alphas().get(j), intercept);
                assertThat(errors.get(j, v)).isCloseTo(expected, within(CLOSED_FORM * Math.max(1, expected)));
            }
        }
    }

    @Test
    void weightsAreThoseOfRidgeAtTheChosenPenalties() {
        DoubleMatrix x = gaussian(50, 12, 4);
        DoubleMatrix y = plus(times(x, gaussian(12, 4, 5)), 5, gaussian(50, 4, 6));
        GcvFit fit = new GcvRidge(OPTIONS).fit(RowSource.of(x), RowSource.of(y));
        RidgeOptions options = RidgeOptions.defaults().withAlphas(List.of(1.0)).withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[50], Folds.none(50), options)) {
            assertClose(
                    fit.model().coef(),
                    design.fitAt(RowSource.of(y), fit.alphas()).weightsAsDouble(),
                    CLOSED_FORM);
        }
    }

    /** Equal leverages make both estimates equal up to O(1/n); here they agree within a tenth. */
    @Test
    void errorsAreCloseToLeaveOneOut() {
        DoubleMatrix x = gaussian(200, 20, 7);
        DoubleMatrix y = plus(times(x, gaussian(20, 6, 8)), 10, gaussian(200, 6, 9));
        DoubleMatrix errors =
                new GcvRidge(OPTIONS).fit(RowSource.of(x), RowSource.of(y)).errors();
        RidgeOptions options = RidgeOptions.defaults()
                .withAlphas(OPTIONS.alphas())
                .withSelection(InnerSelection.LEAVE_ONE_OUT)
                .withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[200], Folds.none(200), options)) {
            DoubleMatrix scores = design.innerScores(RowSource.of(y)).get(0);
            for (int j = 0; j < errors.values().length; j++) {
                assertThat(errors.values()[j] / -scores.values()[j]).isCloseTo(1, within(0.1));
            }
        }
    }

    /** Planted noise: the best penalty of independent weights is noise variance over weight variance. */
    @Test
    void thePenaltyFollowsThePlantedNoise() {
        DoubleMatrix x = gaussian(400, 100, 10);
        DoubleMatrix signal = times(x, gaussian(100, 40, 11));
        DoubleMatrix noise = gaussian(400, 40, 12);
        for (double sd : new double[] {1, 3, 10}) {
            double[] alphas = new GcvRidge(OPTIONS.withAlphas(RidgeOptions.logspace(-1, 3, 41)))
                    .fit(RowSource.of(x), RowSource.of(plus(signal, sd, noise)))
                    .alphas();
            double middle = java.util.Arrays.stream(alphas)
                    .sorted()
                    .skip(20)
                    .findFirst()
                    .orElseThrow();
            assertThat(Math.log10(middle)).isCloseTo(2 * Math.log10(sd), within(0.3));
        }
    }

    /** Neighbouring rows with the same noise: folds that keep them together are the honest judge, GCV is not. */
    @Test
    void repeatedNoiseFoolsItIntoTooSmallAPenaltyWhereWholeRunsAreNotFooled() {
        int n = 120;
        DoubleMatrix x = DoubleMatrix.zeros(n, 50);
        DoubleMatrix y = DoubleMatrix.zeros(n, 10);
        DoubleMatrix features = gaussian(n / 3, 50, 13);
        DoubleMatrix noise = gaussian(n / 3, 10, 14);
        for (int i = 0; i < n; i++) {
            System.arraycopy(features.values(), i / 3 * 50, x.values(), i * 50, 50);
            System.arraycopy(noise.values(), i / 3 * 10, y.values(), i * 10, 10);
        }
        double[] gcv =
                new GcvRidge(OPTIONS).fit(RowSource.of(x), RowSource.of(y)).alphas();
        RidgeOptions options = RidgeOptions.defaults()
                .withAlphas(OPTIONS.alphas())
                .withInnerFolds(5)
                .withPrecision(Precision.FLOAT64);
        try (RidgeDesign design = RidgeDesign.of(x, new int[n], Folds.none(n), options)) {
            double[] folds = design.fitTile(y).model().alphas();
            for (int v = 0; v < 10; v++) {
                assertThat(folds[v]).isGreaterThan(10 * gcv[v]);
            }
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> OPTIONS.withAlphas(List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gcv.alphas is empty");
        assertThatThrownBy(() -> OPTIONS.withAlphas(List.of(1.0, 0.5)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> OPTIONS.withAlphas(List.of(0.0))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withAlphas(List.of(Double.NaN))).isInstanceOf(ConfigException.class);
    }
}
