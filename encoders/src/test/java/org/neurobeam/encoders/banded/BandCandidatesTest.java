package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class BandCandidatesTest {
    @Test
    void theFirstCandidateIsEqualAndTheOthersLieOnTheSimplex() {
        BandCandidates candidates = BandCandidates.dirichlet(50, 4, 7);
        assertThat(candidates.weights(0)).containsOnly(0.25);
        for (int c = 0; c < 50; c++) {
            assertThat(Arrays.stream(candidates.weights(c)).sum()).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(candidates.weights(c)).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void aCandidateDoesNotDependOnHowManyThereAre() {
        BandCandidates few = BandCandidates.dirichlet(5, 3, 7);
        BandCandidates many = BandCandidates.dirichlet(80, 3, 7);
        assertThat(many.weights(4)).isEqualTo(few.weights(4));
        assertThat(BandCandidates.dirichlet(5, 3, 7)).isEqualTo(few).hasSameHashCodeAs(few);
        assertThat(BandCandidates.dirichlet(5, 3, 8)).isNotEqualTo(few);
    }

    /** Dirichlet(c, ..., c): mean 1/m, variance (m - 1)/(m^2 (m c + 1)). */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 3})
    void drawsHaveTheMomentsOfTheDirichletDistribution(double concentration) {
        int count = 20_000;
        BandCandidates candidates = BandCandidates.dirichlet(count, 3, List.of(concentration), 1);
        double[] first = new double[count - 1];
        Arrays.setAll(first, c -> candidates.weights(c + 1)[1]);
        double mean = Arrays.stream(first).average().orElseThrow();
        double variance =
                Arrays.stream(first).map(w -> (w - mean) * (w - mean)).average().orElseThrow();
        // five standard errors of a mean and of a variance of 20,000 draws
        assertThat(mean).isCloseTo(1 / 3.0, within(0.017));
        assertThat(variance).isCloseTo(2 / (9 * (3 * concentration + 1)), within(0.006));
    }

    @Test
    void sparseAndDenseCandidatesAlternate() {
        BandCandidates candidates = BandCandidates.dirichlet(2001, 3, 1);
        double[] largest = new double[2];
        for (int c = 1; c < 2001; c++) {
            largest[c % 2] += Arrays.stream(candidates.weights(c)).max().orElseThrow() / 1000;
        }
        assertThat(largest[0]).isGreaterThan(0.85);
        assertThat(largest[1]).isCloseTo(11 / 18.0, within(0.03));
    }

    @Test
    void tablesOffTheSimplexAreRefused() {
        for (double[] row : new double[][] {{0.5, 0.6}, {1.5, -0.5}, {Double.NaN, 1}}) {
            assertThatThrownBy(() -> BandCandidates.of(DoubleMatrix.of(new double[][] {{0.5, 0.5}, row})))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("row 1")
                    .hasMessageContaining("sum 1");
        }
        assertThatThrownBy(() -> BandCandidates.dirichlet(4, 2, List.of(0.0), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("concentrations");
        assertThatThrownBy(() -> BandedOptions.defaults().withTileTargets(0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> BandedOptions.defaults()
                        .withFactorisation(Precision.FLOAT32)
                        .withPrecision(Precision.FLOAT64))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("float64");
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        MultipleKernelRidge ridge =
                new MultipleKernelRidge(BandCandidates.dirichlet(3, 2, 1), BandedOptions.defaults());
        RowSource y = RowSource.of(DoubleMatrix.zeros(7, 2));
        try (BandKernels one =
                        BandKernels.precomputed(List.of("a"), List.of(DenseMatrix.zeros(Precision.FLOAT64, 7, 7)));
                BandKernels two = BandKernels.precomputed(
                        List.of("a", "b"),
                        List.of(
                                DenseMatrix.zeros(Precision.FLOAT64, 6, 6),
                                DenseMatrix.zeros(Precision.FLOAT64, 6, 6)))) {
            assertThatThrownBy(() -> ridge.fit(one, y, Folds.kFold(7, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3 of 2 bands]")
                    .hasMessageContaining("1 bands");
            assertThatThrownBy(() -> ridge.fit(two, y, Folds.kFold(7, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[6 x 6]")
                    .hasMessageContaining("7 samples x 2 targets");
        }
    }

    @Test
    void labelsNameBandsAndNegativeOnesDrop() {
        FeatureGroups groups = FeatureGroups.ofLabels(9, 4, -1, 9, 4);
        assertThat(groups.bands()).isEqualTo(2);
        assertThat(groups.columnsOf(0)).containsExactly(1, 4);
        assertThat(groups.columnsOf(1)).containsExactly(0, 3);
        assertThat(groups.kept()).containsExactly(0, 1, 3, 4);
        assertThat(groups.factors(new double[] {0, 0.25})).containsExactly(0.5, 0, 0.5, 0);
        assertThat(FeatureGroups.ofSizes(2, 1)).isEqualTo(FeatureGroups.ofLabels(0, 0, 1));
        assertThatThrownBy(() -> FeatureGroups.ofLabels(-1, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FeatureGroups.ofSizes(2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
