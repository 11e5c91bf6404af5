package org.neurobeam.encoders.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.NumericalException;

class WeightPriorTest {
    /** Float64 solutions of systems with condition numbers up to 1e5. */
    private static final double CLOSED_FORM = 1e-8;

    private static final int SAMPLES = 60;
    private static final int TARGETS = 3;
    private static final List<Integer> DELAYS = List.of(1, 2, 3, 5);
    private static final int[] RUNS = new int[SAMPLES];

    static {
        Arrays.setAll(RUNS, i -> i / 20);
    }

    static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    /** Delays bring zeros from outside a run, which such features are not. */
    private static DoubleMatrix farFromZero(int p) {
        DoubleMatrix x = gaussian(SAMPLES, p, 1);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] += i % p - 2;
        }
        return x;
    }

    /** AA'/p + I/2. */
    private static DoubleMatrix covariance(int order, long seed) {
        DoubleMatrix a = gaussian(order, order, seed);
        DoubleMatrix sigma = DoubleMatrix.zeros(order, order);
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                double sum = i == j ? .5 : 0;
                for (int k = 0; k < order; k++) {
                    sum += a.get(i, k) * a.get(j, k) / order;
                }
                sigma.set(i, j, sum);
            }
        }
        return sigma;
    }

    private static DoubleMatrix kronecker(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix k = DoubleMatrix.zeros(a.rows() * b.rows(), a.rows() * b.rows());
        for (int i = 0; i < k.rows(); i++) {
            for (int j = 0; j < k.rows(); j++) {
                k.set(i, j, a.get(i / b.rows(), j / b.rows()) * b.get(i % b.rows(), j % b.rows()));
            }
        }
        return k;
    }

    /** (X'X + alpha Sigma^-1)^-1 X'y with features and responses about their means. */
    private static DoubleMatrix closedForm(DelayedFeatures x, DoubleMatrix sigma, DoubleMatrix y, double alpha) {
        try (MatrixScope scope = new MatrixScope();
                Cholesky prior = Cholesky.of(scope.own(DenseMatrix.copyOf(sigma)))) {
            DenseMatrix centred = scope.own(centred(x));
            DenseMatrix responses = scope.own(centred(RowSource.of(y)));
            DenseMatrix system = scope.own(prior.inverse());
            Blas.scale(alpha, system);
            Blas.addColumnGram(centred, system);
            DenseMatrix b = scope.zeros(Precision.FLOAT64, x.columns(), y.columns());
            Blas.multiply(centred.transposed(), responses, b);
            try (Cholesky solver = Cholesky.of(system)) {
                solver.solve(b);
            }
            return b.toDoubleMatrix();
        }
    }

    private static DenseMatrix centred(RowSource x) {
        DenseMatrix m = DenseMatrix.copyOf(x, Precision.FLOAT64);
        double[] row = new double[x.columns()];
        double[] mean = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / x.rows();
            }
        }
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            m.writeRow(i, row);
        }
        return m;
    }

    /** 4 x 5 features are fewer than 60 samples, 4 x 30 more. */
    @ParameterizedTest
    @CsvSource({"5, smooth, true", "30, smooth, true", "30, smooth, false", "30, gaussian, true", "5, any, true"})
    void weightsAreTheClosedForm(int p, String kind, boolean ofFeatures) {
        DoubleMatrix overDelays = switch (kind) {
            case "smooth" -> DelayCovariance.smooth(DELAYS);
            case "gaussian" -> DelayCovariance.gaussian(DELAYS, 1.5);
            default -> covariance(DELAYS.size(), 7);
        };
        DoubleMatrix identity = DoubleMatrix.zeros(p, p);
        for (int j = 0; j < p; j++) {
            identity.set(j, j, 1);
        }
        DoubleMatrix overFeatures = ofFeatures ? covariance(p, 8) : identity;
        DelayedFeatures x = DelayedFeatures.of(
                new int[] {0, 20, 40}, List.of(new DelayedSpace(RowSource.of(farFromZero(p)), DELAYS)));
        DoubleMatrix y = gaussian(SAMPLES, TARGETS, 2);
        WeightPrior prior = WeightPrior.of(
                "words", Optional.of(overDelays), Optional.of(overFeatures).filter(f -> ofFeatures));
        WeightPriors priors = WeightPriors.of(List.of(Optional.of(prior)), List.of(x.columns()));
        double[] alphas = {.7, .7, .7};
        DelayedFeatures mixed = priors.mixed(x);
        try (RidgeDesign design = RidgeDesign.of(
                mixed, RUNS, Folds.none(SAMPLES), RidgeOptions.defaults().withPrecision(Precision.FLOAT64))) {
            RidgeModel ofMixed = design.fitAt(RowSource.of(y), alphas);
            RidgeModel found = priors.restored(ofMixed);
            DoubleMatrix expected = closedForm(x, kronecker(overDelays, overFeatures), y, .7);
            assertThat(found.weightsAsDouble().values()).containsExactly(expected.values(), within(CLOSED_FORM));
            assertThat(found.predict(x).values())
                    .containsExactly(ofMixed.predict(mixed).values(), within(CLOSED_FORM));
        }
    }

    /** Second differences of covariances of delays in a row, both ways, give the identity times a constant. */
    @Test
    void theSmoothCovarianceInvertsSecondDifferences() {
        DoubleMatrix sigma = DelayCovariance.smooth(List.of(1, 2, 3, 4, 5));
        double trace = 0;
        double[][] twice = sigma(sigma);
        for (int i = 0; i < 5; i++) {
            trace += sigma.get(i, i);
            for (int j = 0; j < 5; j++) {
                assertThat(twice[i][j]).isCloseTo(i == j ? twice[0][0] : 0, within(1e-12));
            }
        }
        assertThat(trace).isCloseTo(5, within(1e-12));
        // delays that are not used are not known
        DoubleMatrix some = DelayCovariance.smooth(List.of(5, 1, 4));
        assertThat(some.get(0, 1) / some.get(0, 0)).isCloseTo(sigma.get(4, 0) / sigma.get(4, 4), within(1e-12));
        assertThat(some.get(2, 1) / some.get(1, 1)).isCloseTo(sigma.get(3, 0) / sigma.get(0, 0), within(1e-12));
    }

    /** D D Sigma by its definition, zeros outside. */
    private static double[][] sigma(DoubleMatrix sigma) {
        double[][] m = new double[5][5];
        for (int i = 0; i < 5; i++) {
            m[i] = sigma.row(i);
        }
        for (int times = 0; times < 2; times++) {
            double[][] next = new double[5][5];
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    next[i][j] = (i > 0 ? m[i - 1][j] : 0) - 2 * m[i][j] + (i < 4 ? m[i + 1][j] : 0);
                }
            }
            m = next;
        }
        return m;
    }

    @Test
    void whatIsNoCovarianceIsRefused() {
        DoubleMatrix indefinite = DoubleMatrix.wrap(2, 2, 1, 2, 2, 1);
        assertThatThrownBy(() -> WeightPrior.of("words", Optional.of(indefinite), Optional.empty()))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("prior of the delays of the space words [2 x 2] is not positive definite")
                .hasMessageContaining("order 2")
                .hasMessageContaining("diagonal");
        DoubleMatrix skewed = DoubleMatrix.wrap(2, 2, 1, .5, .2, 1);
        assertThatThrownBy(() -> WeightPrior.of("words", Optional.empty(), Optional.of(skewed)))
                .hasMessageContaining("features of the space words")
                .hasMessageContaining("(1, 0) is 0.2");
        assertThatThrownBy(() -> WeightPrior.of("words", Optional.of(DoubleMatrix.zeros(2, 3)), Optional.empty()))
                .hasMessageContaining("not square");
        DoubleMatrix missing = DoubleMatrix.wrap(1, 1, Double.NaN);
        assertThatThrownBy(() -> WeightPrior.of("words", Optional.of(missing), Optional.empty()))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> DelayCovariance.gaussian(DELAYS, 0)).isInstanceOf(ConfigException.class);
        WeightPrior ofTwo =
                WeightPrior.of("words", Optional.of(DelayCovariance.smooth(List.of(1, 2))), Optional.empty());
        DelayedSpace four = new DelayedSpace(RowSource.of(gaussian(4, 2, 1)), DELAYS);
        assertThatThrownBy(() -> ofTwo.mixed(four)).hasMessageContaining("4 delays of 2 features");
    }
}
