package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.kernel.Matrices.gaussian;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.kernel.Matrices;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.VariancePartition;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class NestedKernelRidgeTest {
    private static final int RUNS = 4;
    private static final int TARGETS = 5;
    private static final int CONSTANT = 4;
    /** float64 throughout; kernels of all samples are centred here, features there. */
    private static final double DOUBLE = 1e-7;
    /** Of a mean R2 over targets and 160 held-out samples. */
    private static final double CHANCE = .02;

    private static final BandedOptions OPTIONS =
            BandedOptions.defaults().withPrecision(Precision.FLOAT64).withAlphas(RidgeOptions.logspace(-1, 3, 9));

    private static int[] runs(int n) {
        return IntStream.range(0, n).map(i -> i * RUNS / n).toArray();
    }

    private static List<KernelBand> linear(DoubleMatrix x, int... sizes) {
        FeatureGroups groups = FeatureGroups.ofSizes(sizes);
        return IntStream.range(0, sizes.length)
                .mapToObj(b -> KernelBand.linear(
                        "band " + b,
                        RowSource.of(Matrices.columns(x, groups.columnsOf(b)[0], groups.columnsOf(b)[0] + sizes[b]))))
                .toList();
    }

    private static NestedGroupFit fit(BandSearch search, List<KernelBand> bands, DoubleMatrix y) {
        int[] runs = runs(y.rows());
        NestedKernelRidge ridge = new NestedKernelRidge(search, OPTIONS.ridge(), runs, Folds.leaveOneRunOut(runs));
        try (BandKernels kernels = BandKernels.of(bands)) {
            return ridge.fit(kernels, RowSource.of(y), BandWeights.dual());
        }
    }

    private static double meanR2(NestedGroupFit fit) {
        return Arrays.stream(fit.crossValidation().pooledR2())
                .filter(Double::isFinite)
                .average()
                .orElseThrow();
    }

    /** Noise, and a share of the first columns; an offset; the last target is constant. */
    private static DoubleMatrix responses(DoubleMatrix x) {
        DoubleMatrix y = gaussian(x.rows(), TARGETS, 8);
        for (int i = 0; i < y.rows(); i++) {
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, v == CONSTANT ? 1 : 7 + y.get(i, v) + 2 * x.get(i, v));
            }
        }
        return y;
    }

    /** The same search on kernels of all samples and on features; fewer features than samples, and more. */
    @ParameterizedTest
    @ValueSource(ints = {8, 90})
    void linearKernelsAreFeatures(int columns) {
        DoubleMatrix x = gaussian(60, columns, 1);
        DoubleMatrix y = responses(x);
        int[] runs = runs(60);
        BandCandidates candidates = BandCandidates.dirichlet(6, 2, 1);
        NestedGroupFit expected = new NestedGroupRidge(
                        new GroupRidge(candidates, OPTIONS), runs, Folds.leaveOneRunOut(runs))
                .fit(RowSource.of(x), FeatureGroups.ofSizes(3, columns - 3), RowSource.of(y));
        NestedKernelRidge ridge = new NestedKernelRidge(
                new MultipleKernelRidge(candidates, OPTIONS), OPTIONS.ridge(), runs, Folds.leaveOneRunOut(runs));
        BandWeights primal =
                BandWeights.primal(linear(x, 3, columns - 3), FeatureGroups.ofSizes(3, columns - 3), Precision.FLOAT64);
        try (BandKernels kernels = BandKernels.of(linear(x, 3, columns - 3))) {
            NestedGroupFit found = ridge.fit(kernels, RowSource.of(y), primal);
            RidgeFit fit = found.crossValidation();
            assertThat(fit.outerAlphas()).isEqualTo(expected.crossValidation().outerAlphas());
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(found.splits().productMeasure().column(v))
                        .containsExactly(expected.splits().productMeasure().column(v), within(DOUBLE));
                assertThat(fit.predictionsAsDouble().column(v))
                        .containsExactly(
                                expected.crossValidation().predictionsAsDouble().column(v), within(DOUBLE));
                assertThat(fit.model().weightsAsDouble().column(v))
                        .containsExactly(
                                expected.crossValidation()
                                        .model()
                                        .weightsAsDouble()
                                        .column(v),
                                within(DOUBLE));
                assertThat(fit.model().intercept()[v])
                        .isCloseTo(expected.crossValidation().model().intercept()[v], within(DOUBLE));
            }
            assertThat(fit.nullReason(CONSTANT)).contains("constant");
            assertThat(fit.pooledR()[CONSTANT]).isNaN();
            assertThat(fit.model().weightsAsDouble().get(0, CONSTANT)).isNaN();
            RowSource features = RowSource.of(x);
            FeatureGroups groups = FeatureGroups.ofSizes(3, columns - 3);
            double[] shared = new NestedGroupRidge(
                            new GroupRidge(candidates, OPTIONS), runs, Folds.leaveOneRunOut(runs))
                    .partition(expected, features, groups, RowSource.of(y))
                    .shared(0b11);
            assertThat(ridge.partition(found, kernels, RowSource.of(y)).shared(0b11))
                    .containsExactly(shared, within(DOUBLE));
        }
    }

    /** Where the truth is curved, kernels of their own beat linear bands and ridge; where it is not, they gain nothing. */
    @Test
    void curvedBandsWinWhereTheTruthIsCurvedOnly() {
        int n = 160;
        DoubleMatrix x = gaussian(n, 33, 2);
        DoubleMatrix curved = gaussian(n, TARGETS, 3);
        DoubleMatrix straight = gaussian(n, TARGETS, 4);
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < TARGETS; v++) {
                curved.set(i, v, curved.get(i, v) + x.get(i, v % 3) * x.get(i, v % 3));
                straight.set(i, v, straight.get(i, v) + x.get(i, v % 3));
            }
        }
        List<KernelBand> linear = linear(x, 3, 30);
        Kernel rbf = new Kernel.Rbf(OptionalDouble.empty());
        List<KernelBand> own = List.of(new KernelBand("few", rbf, linear.get(0).features()), linear.get(1));
        MultipleKernelRidge ridge = new MultipleKernelRidge(BandCandidates.dirichlet(1, 2, 0), OPTIONS);
        MultipleKernelRidge search = new MultipleKernelRidge(BandCandidates.dirichlet(20, 2, 0), OPTIONS);
        double best = Math.max(meanR2(fit(ridge, linear, curved)), meanR2(fit(search, linear, curved)));
        NestedGroupFit found = fit(search, own, curved);
        assertThat(meanR2(found)).isGreaterThan(.4).isGreaterThan(best + .3);
        for (int v = 0; v < TARGETS; v++) {
            assertThat(found.splits().productMeasure().get(0, v))
                    .isGreaterThan(found.splits().productMeasure().get(1, v) + .3);
        }
        assertThat(meanR2(fit(search, own, straight))).isLessThan(meanR2(fit(search, linear, straight)) + CHANCE);
    }

    /** Eight bands of which two matter: descent beats ridge and a few draws; where all matter alike it gains nothing. */
    @Test
    void descentFindsTwoBandsOfMany() {
        int n = 160;
        int bands = 8;
        int[] sizes = IntStream.generate(() -> 20).limit(bands).toArray();
        DoubleMatrix x = gaussian(n, 20 * bands, 5);
        DoubleMatrix two = gaussian(n, TARGETS, 6);
        DoubleMatrix all = gaussian(n, TARGETS, 7);
        DoubleMatrix w = gaussian(20 * bands, TARGETS, 8);
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < TARGETS; v++) {
                for (int j = 0; j < 20 * bands; j++) {
                    double part = x.get(i, j) * w.get(j, v);
                    all.set(i, v, all.get(i, v) + .15 * part);
                    two.set(i, v, two.get(i, v) + (j / 20 == v ? .4 * part : j / 20 == v + 3 ? .25 * part : 0));
                }
            }
        }
        MultipleKernelRidge ridge = new MultipleKernelRidge(BandCandidates.dirichlet(1, bands, 0), OPTIONS);
        MultipleKernelRidge draws = new MultipleKernelRidge(BandCandidates.dirichlet(10, bands, 0), OPTIONS);
        HyperGradient descent =
                new HyperGradient(HyperGradientOptions.defaults().withEffort(12, 1e-2, 1e-3));
        List<KernelBand> linear = linear(x, sizes);
        NestedGroupFit found = fit(descent, linear, two);
        assertThat(meanR2(found)).isGreaterThan(meanR2(fit(ridge, linear, two)) + .15);
        assertThat(meanR2(found)).isGreaterThan(meanR2(fit(draws, linear, two)) + .03);
        for (int v = 0; v < TARGETS; v++) {
            double[] deltas = found.selection().deltas().column(v);
            assertThat(deltas[v]).isEqualTo(Arrays.stream(deltas).max().orElseThrow());
        }
        assertThat(meanR2(fit(descent, linear, all))).isLessThan(meanR2(fit(ridge, linear, all)) + CHANCE);
    }

    /** A descent for each subset: targets follow the first band. */
    @Test
    void descentsOfSubsetsPartitionTheVariance() {
        DoubleMatrix x = gaussian(80, 9, 1);
        DoubleMatrix y = responses(x);
        int[] runs = runs(80);
        NestedKernelRidge ridge = new NestedKernelRidge(
                new HyperGradient(HyperGradientOptions.defaults()), OPTIONS.ridge(), runs, Folds.leaveOneRunOut(runs));
        try (BandKernels kernels = BandKernels.of(linear(x, 4, 5))) {
            NestedGroupFit all = ridge.fit(kernels, RowSource.of(y), BandWeights.dual());
            VariancePartition parts = ridge.partition(all, kernels, RowSource.of(y));
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(parts.unique(0)[v]).isGreaterThan(.5);
                assertThat(parts.unique(1)[v]).isLessThan(.1);
                assertThat(parts.unique(0)[v] + parts.unique(1)[v] + parts.shared(0b11)[v])
                        .isCloseTo(all.crossValidation().pooledR2()[v], within(DOUBLE));
            }
            assertThat(parts.unique(0)[CONSTANT]).isNaN();
            // the kernels are still there
            assertThat(kernels.kernel(0).rows()).isEqualTo(80);
        }
    }

    @Test
    void heldOutResponsesDoNotReachTheDescentOfTheirFold() {
        DoubleMatrix x = gaussian(60, 9, 1);
        DoubleMatrix y = responses(x);
        HyperGradient descent = new HyperGradient(HyperGradientOptions.defaults());
        RidgeFit before = fit(descent, linear(x, 4, 5), y).crossValidation();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 15; i++) {
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, 100 * random.nextGaussian());
            }
        }
        RidgeFit after = fit(descent, linear(x, 4, 5), y).crossValidation();
        for (int i = 0; i < 15; i++) {
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(after.predictionsAsDouble().get(i, v))
                        .isEqualTo(before.predictionsAsDouble().get(i, v));
            }
        }
        assertThat(after.predictionsAsDouble().get(20, 0))
                .isNotEqualTo(before.predictionsAsDouble().get(20, 0));
    }

    /** Also when no target of a fit has variance. */
    @Test
    void targetsWithoutVarianceHaveNoModel() {
        DoubleMatrix x = gaussian(60, 9, 1);
        DoubleMatrix y = DoubleMatrix.zeros(60, 2);
        Arrays.fill(y.values(), 3);
        NestedGroupFit found = fit(new HyperGradient(HyperGradientOptions.defaults()), linear(x, 4, 5), y);
        assertThat(found.crossValidation().nullReason(1)).contains("constant");
        assertThat(found.crossValidation().model().weightsAsDouble().get(0, 0)).isNaN();
        assertThat(found.selection().deltas().get(0, 0)).isNaN();
    }

    /** A target without variance leaves the others the bits that they have beside it. */
    @Test
    void tilesBeginAtTheSamePlaces() {
        DoubleMatrix x = gaussian(60, 9, 1);
        DoubleMatrix y = responses(x);
        HyperGradient descent =
                new HyperGradient(HyperGradientOptions.defaults().withTileTargets(2));
        DoubleMatrix all = fit(descent, linear(x, 4, 5), y).crossValidation().predictionsAsDouble();
        for (int i = 0; i < 60; i++) {
            y.set(i, 0, 1);
        }
        DoubleMatrix others = fit(descent, linear(x, 4, 5), y).crossValidation().predictionsAsDouble();
        assertThat(Matrices.columns(others, 2, 4)).isEqualTo(Matrices.columns(all, 2, 4));
        assertThat(others.get(0, 0)).isNaN();
    }

    @Test
    void whatHasNoInnerFoldsIsRefused() {
        RidgeOptions options = OPTIONS.ridge().withSelection(InnerSelection.LEAVE_ONE_OUT);
        assertThatThrownBy(() -> new NestedKernelRidge(
                        new HyperGradient(HyperGradientOptions.defaults()), options, runs(8), Folds.kFold(8, 2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chunks");
    }
}
