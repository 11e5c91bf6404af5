package org.neurobeam.encoders.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Encoders fitted to planted weights identify stimuli as often as theory says, and decode them from libraries. */
class IdentificationRecoveryTest {
    private static final int VOXELS = 20;
    private static final int FEATURES = 100;
    private static final int TRAINING = 600;
    private static final int LIBRARY = 1000;

    private static DoubleMatrix gauss(int rows, int columns, double sd, Random random) {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        Arrays.setAll(m.values(), i -> sd * random.nextGaussian());
        return m;
    }

    private static DoubleMatrix product(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix c = DoubleMatrix.zeros(a.rows(), b.columns());
        for (int i = 0; i < a.rows(); i++) {
            for (int k = 0; k < a.columns(); k++) {
                for (int j = 0; j < b.columns(); j++) {
                    c.values()[i * c.columns() + j] += a.get(i, k) * b.get(k, j);
                }
            }
        }
        return c;
    }

    private static DoubleMatrix plus(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix sum = DoubleMatrix.zeros(a.rows(), a.columns());
        Arrays.setAll(sum.values(), i -> a.values()[i] + b.values()[i]);
        return sum;
    }

    private static double meanSquare(double[] x) {
        return Arrays.stream(x).map(a -> a * a).average().orElseThrow();
    }

    /** Orthonormal columns, so that voxels are independent of each other. */
    private static DoubleMatrix orthonormal(Random random) {
        DoubleMatrix columns = gauss(VOXELS, FEATURES, 1, random);
        for (int a = 0; a < VOXELS; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int j = 0; j < FEATURES; j++) {
                    dot += columns.get(a, j) * columns.get(b, j);
                }
                for (int j = 0; j < FEATURES; j++) {
                    double x = columns.get(a, j);
                    columns.set(a, j, b < a ? x - dot * columns.get(b, j) : x / Math.sqrt(dot));
                }
            }
        }
        return columns.transposed();
    }

    /** A planted encoder, the one fitted to its noisy responses, and a library with one measurement of each item. */
    private static final class Study {
        final DoubleMatrix truth;
        final DoubleMatrix predicted;
        final DoubleMatrix measured;
        final DoubleMatrix stimuli;

        Study(double noiseSd, long seed) {
            Random random = new Random(seed);
            DoubleMatrix weights = orthonormal(random);
            DoubleMatrix x = gauss(TRAINING, FEATURES, 1, random);
            DoubleMatrix y = plus(product(x, weights), gauss(TRAINING, VOXELS, noiseSd, random));
            stimuli = gauss(LIBRARY, FEATURES, 1, random);
            truth = product(stimuli, weights);
            measured = plus(truth, gauss(LIBRARY, VOXELS, noiseSd, random));
            RidgeOptions options = RidgeOptions.defaults()
                    .withAlphas(RidgeOptions.logspace(1, 3, 9))
                    .withInnerFolds(5);
            try (RidgeDesign design = RidgeDesign.of(x, new int[TRAINING], Folds.none(TRAINING), options)) {
                predicted = design.fitTile(y).model().predict(RowSource.of(stimuli));
            }
        }

        DoubleMatrix similarity() {
            DoubleMatrix identity = DoubleMatrix.zeros(VOXELS, VOXELS);
            for (int v = 0; v < VOXELS; v++) {
                identity.set(v, v, 1);
            }
            return GaussianLikelihood.of(identity).logLikelihoods(RowSource.of(measured), RowSource.of(predicted));
        }

        double predictionError() {
            double[] error = new double[truth.values().length];
            Arrays.setAll(error, i -> truth.values()[i] - predicted.values()[i]);
            return meanSquare(error);
        }
    }

    @Test
    void theTheoryOfGivenPatternsIsTheSimulatedRate() {
        IdentificationRate rate = new IdentificationRate(20, 1.5, 20_000, 1);
        // the rate of the same formula and of a simulation (.275 +- .008) elsewhere; error of 20,000 draws 0.003
        assertThat(rate.among(1000)).isCloseTo(0.283, within(0.008));
        assertThat(rate.among(1)).isEqualTo(1);
        assertThat(rate.among(10)).isGreaterThan(rate.among(100));
    }

    @Test
    void aFittedEncoderIdentifiesAsOftenAsTheoryWithItsErrorAdded() {
        double noiseSd = 1;
        double accuracy = 0;
        double theory = 0;
        int studies = 4;
        for (int seed = 0; seed < studies; seed++) {
            Study study = new Study(noiseSd, seed);
            accuracy += Identification.of(study.similarity()).accuracy() / studies;
            theory += IdentificationRate.fitted(
                                    VOXELS,
                                    noiseSd * noiseSd,
                                    study.predictionError(),
                                    meanSquare(study.predicted.values()))
                            .among(LIBRARY)
                    / studies;
        }
        // binomial error 0.008, and voxels of fitted weights are not quite independent
        assertThat(accuracy).isCloseTo(theory, within(0.04));
        // the error of the predictions must not be forgotten
        double forgotten = new IdentificationRate(VOXELS, noiseSd, 4000, 0).among(LIBRARY);
        assertThat(forgotten).isGreaterThan(accuracy + 0.1);
    }

    @Test
    void theCurveOfAFittedEncoderFallsFromOneAndStaysFarAboveChance() {
        Identification found = Identification.of(new Study(1.5, 9).similarity());
        double[] curve = found.curve(1, 2, 10, 100, 1000);
        assertThat(curve[0]).isEqualTo(1);
        for (int i = 1; i < curve.length; i++) {
            assertThat(curve[i]).isLessThan(curve[i - 1]);
        }
        assertThat(curve[1]).isGreaterThan(0.9);
        assertThat(curve[4]).isEqualTo(found.accuracy()).isGreaterThan(50 * found.chance());
        // candidates in another order are nobody's own: chance
        DoubleMatrix similarity = new Study(1.5, 9).similarity();
        DoubleMatrix shifted = DoubleMatrix.zeros(LIBRARY, LIBRARY);
        for (int i = 0; i < LIBRARY; i++) {
            for (int j = 0; j < LIBRARY; j++) {
                shifted.set(i, (j + 1) % LIBRARY, similarity.get(i, j));
            }
        }
        assertThat(Identification.of(shifted).accuracy()).isLessThan(0.01);
        assertThat(Identification.of(shifted).accuracy(2)).isCloseTo(0.5, within(0.05));
    }

    @Test
    void theReconstructionFromALibraryResemblesTheStimulusThatWasSeen() {
        Study study = new Study(0.5, 3);
        int seen = 40;
        DoubleMatrix identity = DoubleMatrix.zeros(VOXELS, VOXELS);
        for (int v = 0; v < VOXELS; v++) {
            identity.set(v, v, 1 / (0.25 + study.predictionError()));
        }
        LibraryPosterior posterior =
                new LibraryPosterior(GaussianLikelihood.of(identity), RowSource.of(study.measured.rows(0, seen)), 10);
        for (int from = 0; from < LIBRARY; from += 300) {
            int to = Math.min(LIBRARY, from + 300);
            posterior.add(RowSource.of(study.predicted.rows(from, to)), new double[to - from]);
        }
        int first = 0;
        double resemblance = 0;
        for (int i = 0; i < seen; i++) {
            first += posterior.bestItems(i)[0] == i ? 1 : 0;
            double[] mean = posterior.reconstruct(i, RowSource.of(study.truth));
            resemblance += cosine(mean, study.truth.row(i)) / seen;
        }
        assertThat(first).isGreaterThan(30);
        assertThat(resemblance).isGreaterThan(0.6);
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot / Math.sqrt(meanSquare(a) * meanSquare(b)) / a.length;
    }
}
