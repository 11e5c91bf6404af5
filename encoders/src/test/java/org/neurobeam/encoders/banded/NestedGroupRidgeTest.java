package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.VariancePartition;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class NestedGroupRidgeTest {
    private static final int RUNS = 4;
    private static final int SAMPLES = 15;
    private static final int TARGETS = 5;
    private static final int CONSTANT = 4;
    /** float64 throughout; two ways of factorising the same matrices. */
    private static final double DOUBLE = 1e-8;

    private final SplittableRandom random = new SplittableRandom(5);
    private final int[] runs = new int[RUNS * SAMPLES];
    private final BandedOptions options =
            BandedOptions.defaults().withPrecision(Precision.FLOAT64).withAlphas(RidgeOptions.logspace(-1, 3, 9));

    private DoubleMatrix noise(int columns) {
        DoubleMatrix m = DoubleMatrix.zeros(RUNS * SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    /** Responses to the first columns, with mean zero in every run; the last target is constant. */
    private DoubleMatrix responses(DoubleMatrix x) {
        DoubleMatrix y = noise(TARGETS);
        for (int v = 0; v < TARGETS; v++) {
            for (int run = 0; run < RUNS; run++) {
                double mean = 0;
                for (int i = run * SAMPLES; i < (run + 1) * SAMPLES; i++) {
                    runs[i] = run;
                    y.set(i, v, v == CONSTANT ? 0 : y.get(i, v) + 2 * x.get(i, v));
                    mean += y.get(i, v) / SAMPLES;
                }
                for (int i = run * SAMPLES; i < (run + 1) * SAMPLES; i++) {
                    y.set(i, v, y.get(i, v) - mean);
                }
            }
        }
        return y;
    }

    private NestedGroupFit fit(BandCandidates candidates, DoubleMatrix x, DoubleMatrix y, int... sizes) {
        return new NestedGroupRidge(new GroupRidge(candidates, options), runs, Folds.leaveOneRunOut(runs))
                .fit(RowSource.of(x), FeatureGroups.ofSizes(sizes), RowSource.of(y));
    }

    /** Fewer features than samples, and more. */
    @ParameterizedTest
    @ValueSource(ints = {8, 90})
    void equalWeightsAreRidgeOnScaledFeatures(int columns) {
        DoubleMatrix x = noise(columns);
        DoubleMatrix y = responses(x);
        NestedGroupFit banded = fit(BandCandidates.dirichlet(1, 2, 0), x, y, 3, columns - 3);
        DoubleMatrix scaled = DoubleMatrix.zeros(x.rows(), columns);
        for (int i = 0; i < x.values().length; i++) {
            scaled.values()[i] = x.values()[i] * Math.sqrt(.5);
        }
        RidgeFit found = banded.crossValidation();
        RidgeOptions ridge = options.ridge();
        try (RidgeDesign design = RidgeDesign.of(scaled, runs, Folds.leaveOneRunOut(runs), ridge)) {
            RidgeFit expected = design.fitTile(y);
            assertThat(found.outerAlphas()).isEqualTo(expected.outerAlphas());
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(found.pooledR()[v]).isCloseTo(expected.pooledR()[v], within(DOUBLE));
                assertThat(found.pooledR2()[v]).isCloseTo(expected.pooledR2()[v], within(DOUBLE));
                assertThat(found.foldR2().get(1, v)).isCloseTo(expected.foldR2().get(1, v), within(DOUBLE));
                for (int i = 0; i < y.rows(); i++) {
                    assertThat(found.predictionsAsDouble().get(i, v))
                            .isCloseTo(expected.predictionsAsDouble().get(i, v), within(DOUBLE));
                }
            }
        }
        assertThat(found.nullReason(CONSTANT)).contains("constant");
        assertThat(found.pooledR()[CONSTANT]).isNaN();
        assertThat(found.predictionsAsDouble().get(0, CONSTANT)).isNaN();
    }

    @Test
    void sharesOfTheBandsSumToR2OfCentredRuns() {
        DoubleMatrix x = noise(8);
        DoubleMatrix y = responses(x);
        NestedGroupFit fit = fit(BandCandidates.dirichlet(10, 2, 1), x, y, 2, 6);
        for (int v = 0; v < CONSTANT; v++) {
            double sum = fit.splits().productMeasure().get(0, v)
                    + fit.splits().productMeasure().get(1, v);
            assertThat(sum).isCloseTo(fit.crossValidation().pooledR2()[v], within(DOUBLE));
            // targets 0 and 1 follow the first band, the others the second one
            int own = v < 2 ? 0 : 1;
            assertThat(fit.splits().productMeasure().get(own, v))
                    .isGreaterThan(fit.splits().productMeasure().get(1 - own, v));
        }
        assertThat(fit.splits().productMeasure().get(0, CONSTANT)).isNaN();
    }

    /** Means that differ between runs are missed by the means of the training runs: a share of its own, below 0. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sharesSumToR2WhereRunsHaveOffsets(boolean intercept) {
        DoubleMatrix x = noise(8);
        DoubleMatrix y = responses(x);
        for (int i = 0; i < y.rows(); i++) {
            for (int v = 0; v < CONSTANT; v++) {
                y.set(i, v, y.get(i, v) + 2 * runs[i] + v);
            }
        }
        BandedOptions own = options.withRidge(options.ridge().withIntercept(intercept));
        NestedGroupFit fit = new NestedGroupRidge(
                        new GroupRidge(BandCandidates.dirichlet(10, 2, 1), own), runs, Folds.leaveOneRunOut(runs))
                .fit(RowSource.of(x), FeatureGroups.ofSizes(2, 6), RowSource.of(y));
        for (int v = 0; v < CONSTANT; v++) {
            double bands = fit.splits().productMeasure().get(0, v)
                    + fit.splits().productMeasure().get(1, v);
            double offsets = fit.splits().offsetR2()[v];
            assertThat(offsets).isLessThan(-.01);
            assertThat(bands + offsets).isCloseTo(fit.crossValidation().pooledR2()[v], within(DOUBLE));
            assertThat(sum(fit.splits().relativeWeights(), v) + offsets)
                    .isCloseTo(fit.crossValidation().pooledR2()[v], within(DOUBLE));
            assertThat(sum(fit.splits().correlationSplit(), v) + fit.splits().offsetR()[v])
                    .isCloseTo(fit.crossValidation().pooledR()[v], within(DOUBLE));
            assertThat(fit.splits().offsetR()[v]).isLessThanOrEqualTo(0);
        }
        assertThat(fit.splits().offsetR2()[CONSTANT]).isNaN();
    }

    private static double sum(DoubleMatrix split, int target) {
        return Arrays.stream(split.column(target)).sum();
    }

    /** Two bands that share a signal and have one of their own each; without and with features of no use. */
    @ParameterizedTest
    @ValueSource(ints = {2, 40})
    void refitsOfSubsetsFindSharedVarianceAsSharedAndUniqueAsUnique(int columns) {
        int n = 600;
        int[] own = IntStream.range(0, n).map(i -> i * RUNS / n).toArray();
        DoubleMatrix x = DoubleMatrix.zeros(n, 2 * columns);
        DoubleMatrix y = DoubleMatrix.zeros(n, 2);
        for (int i = 0; i < n; i++) {
            double both = random.nextGaussian();
            for (int j = 0; j < 2 * columns; j++) {
                x.set(i, j, j % columns == 0 ? both : random.nextGaussian() / (j % columns == 1 ? 1 : 100));
            }
            // a half is shared; a half is of the first band alone
            y.set(i, 0, both + random.nextGaussian());
            y.set(i, 1, x.get(i, 1) + random.nextGaussian());
        }
        NestedGroupRidge nested = new NestedGroupRidge(
                new GroupRidge(BandCandidates.dirichlet(6, 2, 1), options), own, Folds.leaveOneRunOut(own));
        FeatureGroups groups = FeatureGroups.ofSizes(columns, columns);
        NestedGroupFit fit = nested.fit(RowSource.of(x), groups, RowSource.of(y));
        VariancePartition parts = nested.partition(fit, RowSource.of(x), groups, RowSource.of(y));
        // of R2 over 600 samples
        double sampling = .08;
        assertThat(parts.shared(0b11)[0]).isCloseTo(.5, within(sampling));
        assertThat(parts.unique(0)[0]).isCloseTo(0, within(sampling));
        assertThat(parts.unique(1)[0]).isCloseTo(0, within(sampling));
        assertThat(parts.unique(0)[1]).isCloseTo(.5, within(sampling));
        assertThat(parts.shared(0b11)[1]).isCloseTo(0, within(sampling));
        assertThat(parts.unique(1)[1]).isCloseTo(0, within(sampling));
        for (int v = 0; v < 2; v++) {
            assertThat(parts.unique(0)[v] + parts.unique(1)[v] + parts.shared(0b11)[v])
                    .isCloseTo(fit.crossValidation().pooledR2()[v], within(DOUBLE));
        }
    }

    /** A band alone is ridge on its features. */
    @Test
    void aSubsetOfOneBandIsRidge() {
        DoubleMatrix x = noise(8);
        DoubleMatrix y = responses(x);
        NestedGroupRidge nested = new NestedGroupRidge(
                new GroupRidge(BandCandidates.dirichlet(10, 2, 1), options), runs, Folds.leaveOneRunOut(runs));
        FeatureGroups groups = FeatureGroups.ofSizes(3, 5);
        NestedGroupFit fit = nested.fit(RowSource.of(x), groups, RowSource.of(y));
        double[] found =
                nested.partition(fit, RowSource.of(x), groups, RowSource.of(y)).r2(0b01);
        DoubleMatrix first = DoubleMatrix.zeros(x.rows(), 3);
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < 3; j++) {
                first.set(i, j, x.get(i, j));
            }
        }
        try (RidgeDesign design = RidgeDesign.of(first, runs, Folds.leaveOneRunOut(runs), options.ridge())) {
            double[] expected = design.fitTile(y).pooledR2();
            for (int v = 0; v < CONSTANT; v++) {
                assertThat(found[v]).isCloseTo(expected[v], within(DOUBLE));
            }
        }
        assertThat(found[CONSTANT]).isNaN();
    }

    @Test
    void heldOutResponsesDoNotReachTheSearchOfTheirFold() {
        DoubleMatrix x = noise(8);
        DoubleMatrix y = responses(x);
        BandCandidates candidates = BandCandidates.dirichlet(10, 2, 1);
        RidgeFit before = fit(candidates, x, y, 2, 6).crossValidation();
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < TARGETS; v++) {
                y.set(i, v, 100 * random.nextGaussian());
            }
        }
        RidgeFit after = fit(candidates, x, y, 2, 6).crossValidation();
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(after.outerAlphas().get(0, v))
                    .isEqualTo(before.outerAlphas().get(0, v));
            for (int i = 0; i < SAMPLES; i++) {
                assertThat(after.predictionsAsDouble().get(i, v))
                        .isEqualTo(before.predictionsAsDouble().get(i, v));
            }
        }
        assertThat(after.predictionsAsDouble().get(SAMPLES, 0))
                .isNotEqualTo(before.predictionsAsDouble().get(SAMPLES, 0));
    }

    @Test
    void aTargetThatIsConstantInTrainingIsPredictedByItsValue() {
        DoubleMatrix x = noise(8);
        DoubleMatrix y = responses(x);
        for (int i = 0; i < y.rows(); i++) {
            y.set(i, 0, i < SAMPLES ? y.get(i, 0) : 3);
        }
        RidgeFit fit = fit(BandCandidates.dirichlet(3, 2, 1), x, y, 2, 6).crossValidation();
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(fit.predictionsAsDouble().get(i, 0)).isCloseTo(3, within(DOUBLE));
        }
        assertThat(fit.pooledR2()[0]).isFinite();
    }

    @Test
    void whatHasNoInnerFoldsIsRefused() {
        GroupRidge ridge = new GroupRidge(
                BandCandidates.dirichlet(3, 2, 1),
                options.withRidge(options.ridge().withSelection(InnerSelection.LEAVE_ONE_OUT)));
        assertThatThrownBy(() -> new NestedGroupRidge(ridge, runs, Folds.leaveOneRunOut(0, 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kfold");
        DoubleMatrix x = noise(8);
        DoubleMatrix y = responses(x);
        int[] two = new int[y.rows()];
        two[0] = 1;
        NestedGroupRidge few = new NestedGroupRidge(
                new GroupRidge(BandCandidates.dirichlet(3, 2, 1), options), two, Folds.leaveOneRunOut(two));
        assertThatThrownBy(() -> few.fit(RowSource.of(x), FeatureGroups.ofSizes(2, 6), RowSource.of(y)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("2 runs");
    }
}
