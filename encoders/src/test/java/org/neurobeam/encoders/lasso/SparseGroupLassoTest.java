package org.neurobeam.encoders.lasso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.columns;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.linear.CrossValidatedContract;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.testing.SharedData;

class SparseGroupLassoTest implements CrossValidatedContract {
    /** Steps this small leave rounding only. */
    private static final LassoOptions OPTIONS = LassoOptions.defaults()
            .withTolerance(1e-13, 100_000)
            .withPenalties(List.of(new SparsePenalty(1, 0), new SparsePenalty(0.3, 0), new SparsePenalty(0.05, 0)));

    private static final String DIR = "golden/encoding/";
    /** The golden was iterated to a tolerance of 1e-13 by another schedule. */
    private static final double GOLDEN_OBJECTIVE = 1e-8;

    private static final double GOLDEN_WEIGHTS = 1e-7;

    @Override
    public double tolerance() {
        return 1e-8;
    }

    @Override
    public LinearModel fit(RowSource x, RowSource y) {
        return fitScaled(x, y, 1);
    }

    /** The penalties have the unit of y. */
    @Override
    public LinearModel fitScaled(RowSource x, RowSource y, double factor) {
        List<SparsePenalty> penalties = OPTIONS.penalties().stream()
                .map(p -> new SparsePenalty(factor * p.l1(), 0))
                .toList();
        return new SparseGroupLasso(OPTIONS.withPenalties(penalties))
                .fit(x, y, Folds.kFold(x.rows(), 4))
                .model();
    }

    @Override
    public DoubleMatrix cvScores(RowSource x, RowSource y, Folds folds) {
        return new SparseGroupLasso(OPTIONS).fit(x, y, folds).cvScores();
    }

    @Override
    public LinearModel fitCandidate(RowSource x, RowSource y, int candidate) {
        return new SparseGroupLasso(
                        OPTIONS.withPenalties(List.of(OPTIONS.penalties().get(candidate))))
                .path(x, y)
                .model(0);
    }

    @ParameterizedTest
    @CsvSource({"0.0,0.05", "0.05,0.0"})
    void objectiveAndWeightsAreHimalayas(String l21, String l1) {
        DoubleMatrix x = SharedData.csv(DIR + "in_X.csv");
        DoubleMatrix y = SharedData.csv(DIR + "in_Y.csv");
        List<Integer> groups =
                IntStream.range(0, 25).mapToObj(j -> j < 8 ? 0 : j < 13 ? 1 : 2).toList();
        SparsePenalty penalty = new SparsePenalty(Double.parseDouble(l1), Double.parseDouble(l21));
        LassoPath path = new SparseGroupLasso(
                        OPTIONS.withIntercept(false).withGroups(groups).withPenalties(List.of(penalty)))
                .path(RowSource.of(x), RowSource.of(y));
        String prefix = DIR + "sgl_l21_" + l21 + "_l1_" + l1;
        assertThat(path.unconverged(0)).isZero();
        DoubleMatrix coef = path.model(0).coef();
        assertClose(coef, SharedData.csv(prefix + "_coef.csv"), GOLDEN_WEIGHTS);
        DoubleMatrix expected = SharedData.csv(prefix + "_obj.csv");
        for (int v = 0; v < 7; v++) {
            double objective = objective(columns(y, v), x, columns(coef, v).values(), penalty, groups);
            assertThat(objective)
                    .isCloseTo(expected.get(v, 0), within(GOLDEN_OBJECTIVE * Math.max(1, expected.get(v, 0))));
        }
    }

    private static double objective(
            DoubleMatrix y, DoubleMatrix x, double[] w, SparsePenalty penalty, List<Integer> groups) {
        DoubleMatrix residual = plus(y, -1, times(x, DoubleMatrix.wrap(w.length, 1, w)));
        double[] squares = new double[w.length];
        double absolute = 0;
        for (int j = 0; j < w.length; j++) {
            absolute += Math.abs(w[j]);
            squares[groups.get(j)] += w[j] * w[j];
        }
        double norms = java.util.Arrays.stream(squares).map(Math::sqrt).sum();
        return sum(residual.values()) / 2 + x.rows() * (penalty.l1() * absolute + penalty.l21() * norms);
    }

    private static double sum(double[] values) {
        return java.util.Arrays.stream(values).map(v -> v * v).sum();
    }

    /** X = diag(2, 1), y = (2, 1), n l1 = 0.5: w = ((4 - 0.5)/4, 1 - 0.5). */
    @Test
    void aDiagonalProblemCanBeCheckedByHand() {
        LassoPath path = new SparseGroupLasso(
                        OPTIONS.withIntercept(false).withPenalties(List.of(new SparsePenalty(0.25, 0))))
                .path(RowSource.of(DoubleMatrix.wrap(2, 2, 2, 0, 0, 1)), RowSource.of(DoubleMatrix.wrap(2, 1, 2, 1)));
        assertClose(path.model(0).coef(), DoubleMatrix.wrap(2, 1, 0.875, 0.5), 1e-12);
    }

    /** Optimality: the correlation with the residual is the subgradient of the penalty, in Gram and in direct form. */
    @ParameterizedTest
    @CsvSource({"40,12,0.2,0.0", "40,12,0.1,0.2", "20,60,0.2,0.0", "20,60,0.1,0.2", "20,60,0.0,0.4"})
    void solutionsSatisfyTheConditionsOfOptimality(int n, int p, double l1, double l21) {
        DoubleMatrix x = gaussian(n, p, 1);
        DoubleMatrix y = plus(times(x, gaussian(p, 2, 2)), 3, gaussian(n, 2, 3));
        List<Integer> groups = IntStream.range(0, p).mapToObj(j -> j % 4).toList();
        DoubleMatrix w = new SparseGroupLasso(OPTIONS.withIntercept(false)
                        .withGroups(groups)
                        .withPenalties(List.of(new SparsePenalty(l1, l21))))
                .path(RowSource.of(x), RowSource.of(y))
                .model(0)
                .coef();
        DoubleMatrix c = times(x.transposed(), plus(y, -1, times(x, w)));
        for (int v = 0; v < 2; v++) {
            for (int g = 0; g < 4; g++) {
                requireOptimalGroup(c.column(v), w.column(v), g, new SparsePenalty(n * l1, n * l21));
            }
        }
    }

    private static void requireOptimalGroup(double[] c, double[] w, int group, SparsePenalty scale) {
        int[] members = IntStream.range(0, w.length).filter(j -> j % 4 == group).toArray();
        double norm =
                Math.sqrt(IntStream.of(members).mapToDouble(j -> w[j] * w[j]).sum());
        double left = 0;
        for (int j : members) {
            double rest = Math.max(0, Math.abs(c[j]) - scale.l1());
            left += rest * rest;
            if (w[j] != 0) {
                double expected = Math.signum(w[j]) * scale.l1() + scale.l21() * w[j] / norm;
                assertThat(c[j]).isCloseTo(expected, within(1e-6));
            } else if (norm > 0) {
                assertThat(Math.abs(c[j])).isLessThanOrEqualTo(scale.l1() + 1e-6);
            }
        }
        if (norm == 0) {
            assertThat(Math.sqrt(left)).isLessThanOrEqualTo(scale.l21() + 1e-6);
        }
    }

    @Test
    void aStrongPenaltyRemovesEveryWeightAndLeavesTheMean() {
        DoubleMatrix x = gaussian(30, 6, 4);
        DoubleMatrix y = gaussian(30, 2, 5);
        LinearModel model = new SparseGroupLasso(OPTIONS.withPenalties(List.of(new SparsePenalty(10, 0))))
                .path(RowSource.of(x), RowSource.of(y))
                .model(0);
        assertThat(model.coef().values()).containsOnly(0.0);
        assertThat(model.intercept()[0])
                .isCloseTo(java.util.Arrays.stream(y.column(0)).average().orElseThrow(), within(1e-12));
    }

    @Test
    void warmStartsEndWhereColdStartsEnd() {
        DoubleMatrix x = gaussian(40, 15, 6);
        DoubleMatrix y = plus(times(x, gaussian(15, 3, 7)), 3, gaussian(40, 3, 8));
        LassoPath path = new SparseGroupLasso(OPTIONS).path(RowSource.of(x), RowSource.of(y));
        for (int c = 0; c < 3; c++) {
            assertClose(
                    path.model(c).coef(),
                    fitCandidate(RowSource.of(x), RowSource.of(y), c).coef(),
                    tolerance());
        }
    }

    @Test
    void targetsThatHitTheLimitAreCounted() {
        DoubleMatrix x = gaussian(40, 15, 6);
        DoubleMatrix y = plus(times(x, gaussian(15, 3, 7)), 3, gaussian(40, 3, 8));
        SparseGroupLasso hasty = new SparseGroupLasso(OPTIONS.withTolerance(1e-13, 2));
        assertThat(hasty.path(RowSource.of(x), RowSource.of(y)).unconverged(2)).isEqualTo(3);
        assertThat(hasty.fit(RowSource.of(x), RowSource.of(y), Folds.kFold(40, 4))
                        .unconverged())
                .isEqualTo(3);
    }

    @Test
    void theChosenPenaltyIsNamed() {
        DoubleMatrix x = gaussian(40, 5, 9);
        DoubleMatrix y = plus(times(x, gaussian(5, 2, 10)), 0.1, gaussian(40, 2, 11));
        y.set(0, 1, Double.NaN);
        LassoFit fit = new SparseGroupLasso(OPTIONS).fit(RowSource.of(x), RowSource.of(y), Folds.kFold(40, 4));
        assertThat(fit.penalty(0)).contains(new SparsePenalty(0.05, 0));
        assertThat(fit.penalty(1)).isEmpty();
        assertThat(fit.unconverged()).isZero();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SparsePenalty(-1, 0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new SparsePenalty(0, Double.NaN)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withPenalties(List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("lasso.penalties is empty");
        assertThatThrownBy(() -> OPTIONS.withPenalties(List.of(new SparsePenalty(0, 1))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("lasso.groups is empty");
        assertThatThrownBy(() -> OPTIONS.withGroups(List.of(0, -1))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withTolerance(0, 10)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> OPTIONS.withTolerance(1e-6, 0)).isInstanceOf(ConfigException.class);
        LassoOptions grouped = OPTIONS.withGroups(List.of(0, 1));
        assertThatThrownBy(() -> new SparseGroupLasso(grouped)
                        .path(RowSource.of(gaussian(9, 3, 1)), RowSource.of(gaussian(9, 2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("groups of 2 features")
                .hasMessageContaining("3 features");
    }
}
