package org.neurobeam.encoders.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

class IdentificationTest {
    private static final double ROUNDING = 1e-10;

    private final Random random = new Random(4);

    private DoubleMatrix gauss(int rows, int columns) {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        Arrays.setAll(m.values(), i -> random.nextGaussian());
        return m;
    }

    /** Values of scipy.stats.ncx2.cdf and chi2.cdf (1.x). */
    @ParameterizedTest
    @CsvSource({
        "10,20,65,7.826838245549309e-12",
        "45,20,65,0.004047421157354144",
        "45,20,0,0.9988965307569716",
        "400,100,325,0.2639956606311503",
        "3000,1000,3250,0",
        "5,1,0.3,0.9516411434691189"
    })
    void theNoncentralChiSquareIsScipys(double x, double k, double lambda, double expected) {
        assertThat(NoncentralChiSquare.cumulative(x, k, lambda)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void ranksAndTheirCurveByHand() {
        DoubleMatrix s = DoubleMatrix.of(new double[][] {
            {0.9, 0.1, 0.2, 0.3}, {0.5, 0.4, 0.6, 0.1}, {Double.NaN, 0.1, 0.2, 0.1}, {0, 0, 0, Double.NaN}
        });
        Identification found = Identification.of(s);
        assertThat(found.rank(0)).hasValue(0);
        assertThat(found.rank(1)).hasValue(2);
        assertThat(found.rank(2)).hasValue(0);
        assertThat(found.rank(3)).isEmpty();
        assertThat(found.undefined()).isEqualTo(1);
        assertThat(found.accuracy()).isCloseTo(2 / 3.0, within(ROUNDING));
        assertThat(found.chance()).isEqualTo(0.25);
        // pattern 1 wins against one of its three rivals
        assertThat(found.curve(1, 2, 3)).satisfies(curve -> {
            assertThat(curve[0]).isEqualTo(1);
            assertThat(curve[1]).isCloseTo((2 + 1 / 3.0) / 3, within(ROUNDING));
            assertThat(curve[2]).isCloseTo(2 / 3.0, within(ROUNDING));
        });
        assertThatThrownBy(() -> found.accuracy(5)).hasMessageContaining("5 of 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30})
    void tilesOfVoxelsGiveTheCorrelationOfAll(int width) {
        DoubleMatrix y = gauss(6, 30);
        DoubleMatrix f = gauss(9, 30);
        DoubleMatrix whole = PatternCorrelations.of(RowSource.of(y), RowSource.of(f));
        try (PatternCorrelations tiles = new PatternCorrelations(6, 9)) {
            for (int from = 0; from < 30; from += width) {
                int to = Math.min(30, from + width);
                tiles.add(
                        RowSource.of(y.transposed().rows(from, to).transposed()),
                        RowSource.of(f.transposed().rows(from, to).transposed()));
            }
            DoubleMatrix r = tiles.result();
            for (int i = 0; i < r.values().length; i++) {
                assertThat(r.values()[i]).isCloseTo(whole.values()[i], within(ROUNDING));
            }
        }
    }

    @Test
    void scaleOffsetAndOrderOfVoxelsChangeNoCorrelation() {
        DoubleMatrix y = gauss(5, 12);
        DoubleMatrix f = gauss(5, 12);
        DoubleMatrix y2 = DoubleMatrix.zeros(5, 12);
        DoubleMatrix f2 = DoubleMatrix.zeros(5, 12);
        for (int i = 0; i < 5; i++) {
            for (int v = 0; v < 12; v++) {
                y2.set(i, 11 - v, 3 * y.get(i, v) + 10);
                f2.set(i, 11 - v, 0.1 * f.get(i, v) - 4);
            }
        }
        double[] a = PatternCorrelations.of(RowSource.of(y), RowSource.of(f)).values();
        double[] b = PatternCorrelations.of(RowSource.of(y2), RowSource.of(f2)).values();
        for (int i = 0; i < a.length; i++) {
            assertThat(b[i]).isCloseTo(a[i], within(1e-8));
        }
        double[] constant = PatternCorrelations.of(RowSource.of(y), RowSource.of(DoubleMatrix.zeros(5, 12)))
                .values();
        assertThat(constant).containsOnly(Double.NaN);
    }

    @Test
    void theCovarianceAveragesRunsInUnitsOfTheirNoise() {
        DoubleMatrix residuals = gauss(60, 3);
        DoubleMatrix louder = DoubleMatrix.wrap(60, 3, residuals.values().clone());
        int[] runs = new int[60];
        for (int i = 30; i < 60; i++) {
            runs[i] = 7;
            for (int v = 0; v < 3; v++) {
                louder.set(i, v, 100 * residuals.get(i, v) + 5);
            }
        }
        DoubleMatrix a = NoiseCovariance.of(RowSource.of(residuals), runs).values();
        DoubleMatrix b = NoiseCovariance.of(RowSource.of(louder), runs).values();
        assertThat(a.get(0, 0) + a.get(1, 1) + a.get(2, 2)).isCloseTo(3, within(ROUNDING));
        for (int i = 0; i < 9; i++) {
            assertThat(b.values()[i]).isCloseTo(a.values()[i], within(ROUNDING));
        }
        DoubleMatrix identity =
                NoiseCovariance.of(RowSource.of(residuals), runs).precision(1);
        for (int i = 0; i < 9; i++) {
            assertThat(identity.values()[i]).isCloseTo(i % 4 == 0 ? 1 : 0, within(ROUNDING));
        }
    }

    @Test
    void likelihoodsEqualTheirDefinitionFarFromTheOrigin() {
        DoubleMatrix precision =
                NoiseCovariance.of(RowSource.of(gauss(40, 4)), new int[40]).precision(0.5);
        GaussianLikelihood likelihood = GaussianLikelihood.of(precision);
        DoubleMatrix y = gauss(3, 4);
        DoubleMatrix f = gauss(5, 4);
        Arrays.setAll(y.values(), i -> y.values()[i] + 1e4);
        Arrays.setAll(f.values(), i -> f.values()[i] + 1e4);
        DoubleMatrix log = likelihood.logLikelihoods(RowSource.of(y), RowSource.of(f));
        double series = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 5; j++) {
                double expected = 0;
                for (int a = 0; a < 4; a++) {
                    for (int b = 0; b < 4; b++) {
                        expected -= (y.get(i, a) - f.get(j, a)) * precision.get(a, b) * (y.get(i, b) - f.get(j, b)) / 2;
                    }
                }
                assertThat(log.get(i, j)).isCloseTo(expected, within(1e-9));
                series += i == j ? expected : 0;
            }
        }
        assertThat(likelihood.logLikelihoodOfSeries(RowSource.of(y), RowSource.of(f.rows(0, 3))))
                .isCloseTo(series, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 50})
    void aStreamedLibraryGivesTheSortedOne(int tile) {
        GaussianLikelihood likelihood = GaussianLikelihood.of(DoubleMatrix.of(new double[][] {{2, 0}, {0, 1}}));
        DoubleMatrix y = gauss(3, 2);
        DoubleMatrix library = gauss(50, 2);
        // two items alike: the earlier one goes first
        library.set(31, 0, library.get(8, 0));
        library.set(31, 1, library.get(8, 1));
        double[] logPrior = random.doubles(50).map(Math::log).toArray();
        logPrior[31] = logPrior[8];
        LibraryPosterior posterior = new LibraryPosterior(likelihood, RowSource.of(y), 50);
        LibraryPosterior few = new LibraryPosterior(likelihood, RowSource.of(y), 5);
        for (int from = 0; from < 50; from += tile) {
            int to = Math.min(50, from + tile);
            posterior.add(RowSource.of(library.rows(from, to)), Arrays.copyOfRange(logPrior, from, to));
            few.add(RowSource.of(library.rows(from, to)), Arrays.copyOfRange(logPrior, from, to));
        }
        DoubleMatrix log = likelihood.logLikelihoods(RowSource.of(y), RowSource.of(library));
        for (int i = 0; i < 3; i++) {
            int pattern = i;
            int[] expected = IntStream.range(0, 50)
                    .boxed()
                    .sorted((a, b) ->
                            Double.compare(log.get(pattern, b) + logPrior[b], log.get(pattern, a) + logPrior[a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(few.bestItems(i)).isEqualTo(Arrays.copyOf(posterior.bestItems(i), 5));
            assertThat(without31(posterior.bestItems(i))).isEqualTo(without31(expected));
            double total =
                    Arrays.stream(posterior.logPosterior(i)).map(Math::exp).sum();
            assertThat(total).isCloseTo(1, within(ROUNDING));
            assertThat(few.logPosterior(i)[0]).isCloseTo(posterior.logPosterior(i)[0], within(ROUNDING));
        }
        double[] mean = few.reconstruct(0, RowSource.of(library));
        double expected = Arrays.stream(few.bestItems(0))
                .mapToDouble(j -> library.get(j, 0))
                .average()
                .orElseThrow();
        assertThat(mean[0]).isCloseTo(expected, within(ROUNDING));
    }

    private static int[] without31(int[] items) {
        return Arrays.stream(items).filter(j -> j != 31).toArray();
    }

    @Test
    void wrongCallsAreNamed() {
        RowSource a = RowSource.of(gauss(4, 3));
        RowSource b = RowSource.of(gauss(4, 2));
        assertThatThrownBy(() -> PatternCorrelations.of(a, b)).hasMessageContaining("[4 patterns x 2 voxels]");
        assertThatThrownBy(() -> Identification.of(gauss(4, 3))).hasMessageContaining("[4 patterns x 3 candidates]");
        assertThatThrownBy(() -> NoiseCovariance.of(a, 0, 0)).hasMessageContaining("runs of 2 samples");
        assertThatThrownBy(() -> NoiseCovariance.of(a, 0, 0, 0, 1)).hasMessageContaining("run of sample 3");
        assertThatThrownBy(() -> NoiseCovariance.of(a, 0, 0, 0, 0).precision(0)).hasMessageContaining("0.0");
        GaussianLikelihood likelihood = GaussianLikelihood.of(DoubleMatrix.of(new double[][] {{1, 0}, {0, 1}}));
        assertThatThrownBy(() -> likelihood.logLikelihoods(a, b)).hasMessageContaining("[4 x 3 voxels]");
        assertThatThrownBy(() -> GaussianLikelihood.of(gauss(2, 3))).hasMessageContaining("not square");
        assertThatThrownBy(() -> new LibraryPosterior(likelihood, b, 5).add(b, 0, 0))
                .hasMessageContaining("4 items");
        assertThatThrownBy(() -> new LibraryPosterior(likelihood, b, 5).reconstruct(0, a))
                .hasMessageContaining("0 were");
        assertThatThrownBy(() -> new IdentificationRate(0, 1, 1, 1)).isInstanceOf(ConfigException.class);
    }
}
