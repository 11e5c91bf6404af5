package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.kernel.Matrices.assertClose;
import static org.neurobeam.encoders.kernel.Matrices.gaussian;
import static org.neurobeam.encoders.kernel.Matrices.select;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Invariants of banded ridge over seeded random problems. */
class BandedPropertyTest {
    /** Rounding of float64 closed forms. */
    private static final double ROUNDING = 1e-8;

    private static final int N = 48;
    private static final BandedOptions OPTIONS =
            BandedOptions.defaults().withAlphas(RidgeOptions.logspace(-1, 3, 6)).withPrecision(Precision.FLOAT64);
    private static final Folds FOLDS = Folds.kFold(N, 4);
    private static final BandCandidates THREE = BandCandidates.dirichlet(9, 3, 5);

    private final List<DoubleMatrix> x = List.of(gaussian(N, 4, 1), gaussian(N, 60, 2), gaussian(N, 7, 3));
    private final DoubleMatrix y = planted();

    /** Five targets that follow bands 0, 1, 2, both outer ones and none. */
    private DoubleMatrix planted() {
        DoubleMatrix targets = gaussian(N, 5, 4);
        for (int i = 0; i < N; i++) {
            targets.set(i, 0, 3 + targets.get(i, 0) + 2 * x.get(0).get(i, 0));
            targets.set(i, 1, targets.get(i, 1) + 2 * x.get(1).get(i, 0));
            targets.set(i, 2, targets.get(i, 2) - 2 * x.get(2).get(i, 1));
            targets.set(i, 3, targets.get(i, 3) + x.get(0).get(i, 1) + x.get(2).get(i, 2));
        }
        return targets;
    }

    private static List<KernelBand> bands(List<DoubleMatrix> features) {
        return features.stream()
                .map(f -> new KernelBand(
                        f.columns() + " columns",
                        f.columns() == 4 ? new Kernel.Rbf(OptionalDouble.of(0.2)) : new Kernel.Linear(),
                        RowSource.of(f)))
                .toList();
    }

    private static BandedFit fit(List<DoubleMatrix> x, DoubleMatrix y, BandCandidates table, BandedOptions options) {
        try (BandKernels kernels = BandKernels.of(bands(x))) {
            return new MultipleKernelRidge(table, options).fit(kernels, RowSource.of(y), FOLDS);
        }
    }

    private static BandCandidates reordered(BandCandidates table, int[] candidates, int[] bands) {
        DoubleMatrix weights = DoubleMatrix.zeros(candidates.length, bands.length);
        for (int c = 0; c < candidates.length; c++) {
            for (int b = 0; b < bands.length; b++) {
                weights.set(c, b, table.weights(candidates[c])[bands[b]]);
            }
        }
        return BandCandidates.of(weights);
    }

    @ParameterizedTest
    @EnumSource(AlphaScope.class)
    void permutedBandsPermuteTheWeights(AlphaScope scope) {
        int[] order = {2, 0, 1};
        BandCandidates permuted = reordered(THREE, IntStream.range(0, 9).toArray(), order);
        BandedOptions options = OPTIONS.withScope(scope);
        BandedFit expected = fit(x, y, THREE, options);
        BandedFit fit = fit(List.of(x.get(2), x.get(0), x.get(1)), y, permuted, options);
        assertClose(fit.selection().deltas(), select(expected.selection().deltas(), order), ROUNDING);
        assertClose(fit.model().dualWeightsAsDouble(), expected.model().dualWeightsAsDouble(), ROUNDING);
        assertThat(fit.selection().candidates()).isEqualTo(expected.selection().candidates());
    }

    @Test
    void theOrderOfCandidatesDoesNotMatter() {
        int[] order = {8, 3, 5, 0, 7, 1, 2, 6, 4};
        BandedFit expected = fit(x, y, THREE, OPTIONS);
        BandedFit fit = fit(x, y, reordered(THREE, order, new int[] {0, 1, 2}), OPTIONS);
        assertClose(fit.selection().deltas(), expected.selection().deltas(), ROUNDING);
        assertClose(fit.selection().bestScores(), asRow(expected.selection().bestScores()), ROUNDING);
    }

    private static DoubleMatrix asRow(double[] values) {
        return DoubleMatrix.wrap(1, values.length, values);
    }

    /** A band twice with half the weight each is the band once: eigenvalues stay, predictions too. */
    @Test
    void aDuplicatedBandSharesItsWeight() {
        DoubleMatrix weights = DoubleMatrix.zeros(9, 4);
        for (int c = 0; c < 9; c++) {
            double[] w = THREE.weights(c);
            System.arraycopy(new double[] {w[0], w[1] / 2, w[1] / 2, w[2]}, 0, weights.values(), 4 * c, 4);
        }
        BandedFit expected = fit(x, y, THREE, OPTIONS);
        BandedFit fit = fit(List.of(x.get(0), x.get(1), x.get(1), x.get(2)), y, BandCandidates.of(weights), OPTIONS);
        assertClose(fit.model().dualWeightsAsDouble(), expected.model().dualWeightsAsDouble(), ROUNDING);
        assertThat(fit.selection().deltas().row(1))
                .isEqualTo(fit.selection().deltas().row(2));
        assertClose(fit.selection().cvScores(), expected.selection().cvScores(), ROUNDING);
    }

    /** Held out by purged folds: rows that neither train nor score do not matter for the search. */
    @Test
    void whatNoFoldSeesDoesNotInfluenceTheSearch() {
        int[] train = IntStream.range(0, 30).toArray();
        Folds folds = Folds.of(
                N,
                List.of(
                        new Fold(train, IntStream.range(32, 40).toArray()),
                        new Fold(
                                IntStream.range(10, 40).toArray(),
                                IntStream.range(0, 8).toArray())));
        DoubleMatrix changed = DoubleMatrix.wrap(N, 5, y.values().clone());
        for (int i = 40; i < N; i++) {
            for (int v = 0; v < 5; v++) {
                changed.set(i, v, 7 * y.get(i, v) - 20);
            }
        }
        try (BandKernels kernels = BandKernels.of(bands(x))) {
            MultipleKernelRidge ridge = new MultipleKernelRidge(THREE, OPTIONS);
            BandSelection a = ridge.fit(kernels, RowSource.of(y), folds).selection();
            BandSelection b = ridge.fit(kernels, RowSource.of(changed), folds).selection();
            assertClose(b.cvScores(), a.cvScores(), ROUNDING);
            assertThat(b.candidates()).isEqualTo(a.candidates());
            assertThat(b.alphas()).isEqualTo(a.alphas());
        }
    }

    /** One candidate with all weight on a linear band is plain ridge on that band. */
    @ParameterizedTest
    @CsvSource({"NEG_MSE,true", "R,true", "R2,false"})
    void oneBandIsRidge(Criterion criterion, boolean intercept) {
        BandedOptions options = OPTIONS.withCriterion(criterion).withIntercept(intercept);
        BandCandidates only = BandCandidates.of(DoubleMatrix.of(new double[][] {{0, 1, 0}}));
        BandedFit fit = fit(x, y, only, options);
        RidgeOptions ridge = options.search().ridge().withInnerFolds(4);
        try (RidgeDesign design = RidgeDesign.of(x.get(1), new int[N], Folds.none(N), ridge)) {
            RidgeFit expected = design.fitTile(y);
            assertThat(fit.selection().alphas()).isEqualTo(expected.model().alphas());
            assertClose(fit.selection().bestScores(), asRow(expected.cvScores()), ROUNDING);
            assertClose(
                    fit.model().primalWeights(1, RowSource.of(x.get(1))),
                    expected.model().weightsAsDouble(),
                    ROUNDING);
            assertClose(fit.model().intercept(), asRow(expected.model().intercept()), ROUNDING);
            assertThat(fit.selection().deltas().get(0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    /** Features and kernels are two ways to the same scores; a zero weight and dropped columns included. */
    @ParameterizedTest
    @EnumSource(Criterion.class)
    void groupRidgeInFeaturesAndInKernelsAgrees(Criterion criterion) {
        BandCandidates table =
                BandCandidates.of(DoubleMatrix.of(new double[][] {{0.5, 0.5}, {1, 0}, {0, 1}, {0.1, 0.9}}));
        DoubleMatrix narrow = DoubleMatrix.zeros(N, 12);
        DoubleMatrix wide = DoubleMatrix.zeros(N, 62);
        int[] narrowLabels = new int[12];
        int[] wideLabels = new int[62];
        for (int j = 0; j < 62; j++) {
            wideLabels[j] = j < 4 ? 0 : 1;
            for (int i = 0; i < N; i++) {
                // the column of ones times 100 is dropped from the narrow one and is zero in the wide one
                double value = j < 4 ? x.get(0).get(i, j) : j < 11 ? x.get(2).get(i, j - 4) : 0;
                wide.set(i, j, value);
                if (j < 12) {
                    narrow.set(i, j, j == 11 ? 100 : value);
                    narrowLabels[j] = j == 11 ? -3 : wideLabels[j];
                }
            }
        }
        GroupRidge ridge = new GroupRidge(table, OPTIONS.withCriterion(criterion));
        GroupRidgeFit primal =
                ridge.fit(RowSource.of(narrow), FeatureGroups.ofLabels(narrowLabels), RowSource.of(y), FOLDS);
        GroupRidgeFit dual = ridge.fit(RowSource.of(wide), FeatureGroups.ofSizes(4, 58), RowSource.of(y), FOLDS);
        assertClose(primal.selection().cvScores(), dual.selection().cvScores(), ROUNDING);
        assertClose(primal.selection().deltas(), dual.selection().deltas(), ROUNDING);
        assertClose(
                primal.model().weightsAsDouble().rows(0, 11),
                dual.model().weightsAsDouble().rows(0, 11),
                ROUNDING);
        assertClose(primal.model().intercept(), asRow(dual.model().intercept()), ROUNDING);
        assertThat(primal.model().weightsAsDouble().row(11)).containsOnly(0);
        for (int v = 0; v < 5; v++) {
            if (primal.selection().candidates()[v] == 1) {
                assertThat(primal.model().weightsAsDouble().column(v)).endsWith(0, 0, 0, 0, 0, 0, 0, 0);
            }
        }
        assertThat(primal.selection().candidates()[0]).isNotEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tilesOfTargetsChangeNothing(boolean group) {
        BandedOptions small = OPTIONS.withTileTargets(2);
        if (group) {
            GroupRidge whole = new GroupRidge(BandCandidates.dirichlet(4, 2, 0), OPTIONS);
            GroupRidge tiled = new GroupRidge(whole.candidates(), small);
            DoubleMatrix features = gaussian(N, 9, 8);
            FeatureGroups groups = FeatureGroups.ofSizes(4, 5);
            assertClose(
                    tiled.fit(RowSource.of(features), groups, RowSource.of(y), FOLDS)
                            .model()
                            .weightsAsDouble(),
                    whole.fit(RowSource.of(features), groups, RowSource.of(y), FOLDS)
                            .model()
                            .weightsAsDouble(),
                    ROUNDING);
            return;
        }
        assertClose(
                fit(x, y, THREE, small).model().dualWeightsAsDouble(),
                fit(x, y, THREE, OPTIONS).model().dualWeightsAsDouble(),
                ROUNDING);
    }

    @Test
    void targetsThatCannotBeFittedDoNotSpoilTheOthers() {
        DoubleMatrix spoiled = DoubleMatrix.wrap(N, 5, y.values().clone());
        spoiled.set(7, 1, Double.NaN);
        for (int i = 0; i < N; i++) {
            spoiled.set(i, 3, -2);
        }
        BandedFit expected = fit(x, y, THREE, OPTIONS);
        BandedFit fit = fit(x, spoiled, THREE, OPTIONS);
        assertThat(fit.selection().nullReason(1)).contains("non_finite");
        assertThat(fit.selection().nullReason(3)).contains("constant");
        assertThat(fit.selection().candidates()[1]).isEqualTo(-1);
        assertThat(fit.selection().bestScores()[1]).isNaN();
        assertThat(fit.model().dualWeightsAsDouble().get(0, 1)).isNaN();
        assertThat(fit.model().intercept()[3]).isNaN();
        for (int v : new int[] {0, 2, 4}) {
            assertThat(fit.selection().nullReason(v)).isEmpty();
            assertThat(fit.model().dualWeightsAsDouble().column(v))
                    .containsExactly(expected.model().dualWeightsAsDouble().column(v), within(ROUNDING));
        }
    }

    /** float32 eigendecompositions move scores by their rounding only. */
    @Test
    void theFastFactorisationGivesTheSameScores() {
        BandedOptions single = OPTIONS.withPrecision(Precision.FLOAT32);
        DoubleMatrix exact = fit(x, y, THREE, single).selection().cvScores();
        DoubleMatrix fast = fit(x, y, THREE, single.withFactorisation(Precision.FLOAT32))
                .selection()
                .cvScores();
        double singleRounding = 1e-4;
        assertClose(exact, fit(x, y, THREE, OPTIONS).selection().cvScores(), singleRounding);
        assertClose(fast, exact, singleRounding);
    }

    /** Defect 4: no weights are built for penalties that a target did not choose, nor after each candidate. */
    @Test
    void eachPairInUseIsFactorisedOnceAndNothingElse() {
        BandedFit fit = fit(x, y, THREE, OPTIONS);
        long pairs = IntStream.range(0, 5)
                .mapToObj(v ->
                        fit.selection().candidates()[v] + " " + fit.selection().alphas()[v])
                .distinct()
                .count();
        try (BandKernels kernels = BandKernels.of(bands(x))) {
            DualRefit refit = new DualRefit(kernels, THREE.table(), OPTIONS.search());
            refit.fit(RowSource.of(y), fit.selection());
            assertThat(refit.factorisations()).isEqualTo((int) pairs).isLessThan(THREE.count());
        }
        List<Integer> solved = Incumbents.groups(fit.selection()).values().stream()
                .flatMap(byAlpha -> byAlpha.values().stream())
                .flatMap(List::stream)
                .toList();
        assertThat(solved)
                .containsExactlyInAnyOrderElementsOf(Stream.of(0, 1, 2, 3, 4).toList());
    }

    @Test
    void jitterMovesThePenaltiesOfEachCandidate() {
        BandSelection jittered = fit(x, y, THREE, OPTIONS.withJitteredAlphas(3)).selection();
        List<Double> grid = OPTIONS.ridge().alphas();
        for (int v = 0; v < 5; v++) {
            double alpha = jittered.alphas()[v];
            assertThat(grid).doesNotContain(alpha);
            assertThat(grid).anyMatch(a -> Math.abs(Math.log10(alpha / a)) <= 0.5);
        }
        assertThat(fit(x, y, THREE, OPTIONS.withJitteredAlphas(3)).selection().alphas())
                .isEqualTo(jittered.alphas());
    }
}
