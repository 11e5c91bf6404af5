package org.neurobeam.encoders.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** One planted signal through every convention: a noiseless model is 1, a random one 0, no signal is no ceiling. */
class ReliabilityRecoveryTest {
    private static final double AGREEMENT = 0.05;
    private static final int STIMULI = 400;
    private static final int TARGETS = 120;

    private record Study(DoubleMatrix signal, DoubleMatrix trials) {
        /** Targets whose signal has the given standard deviation under unit noise. */
        static Study of(double snr, int repeats, long seed) {
            Random random = new Random(seed);
            DoubleMatrix signal = DoubleMatrix.zeros(STIMULI, TARGETS);
            DoubleMatrix trials = DoubleMatrix.zeros(repeats * STIMULI, TARGETS);
            for (int i = 0; i < signal.values().length; i++) {
                signal.values()[i] = snr * random.nextGaussian();
            }
            for (int i = 0; i < trials.values().length; i++) {
                trials.values()[i] = signal.values()[i % signal.values().length] + random.nextGaussian();
            }
            return new Study(signal, trials);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3,3", "0.6,3", "1,3", "2.5,3", "0.3,8", "1,8"})
    void aNoiselessModelScoresOneUnderEveryConvention(double snr, int repeats) {
        Study study = Study.of(snr, repeats, 11);
        RowSource trials = RowSource.of(study.trials());
        RowSource model = RowSource.of(study.signal());
        RepeatScores scores = NoiseCeiling.of(trials, repeats).against(model);
        double[] r = scores.ccAbs();
        assertThat(median(scores.ccNorm())).isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores.rNcc())).isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores.feve())).isCloseTo(1, within(AGREEMENT));
        double[] nsd = NsdNoiseCeiling.of(trials, repeats).ceiling(repeats);
        double[] algonauts = new double[TARGETS];
        Arrays.setAll(algonauts, v -> r[v] * r[v] / nsd[v]);
        assertThat(median(algonauts)).isCloseTo(1, within(AGREEMENT));
        SplitHalfReliability halves = SplitHalfReliability.of(trials, repeats, 10, 3);
        assertThat(halves.column(r).median()).isCloseTo(1, within(2 * AGREEMENT));
        // without the Spearman-Brown step the halves would be too unreliable a ceiling
        double brown = halves.ceiling();
        double forgotten = brown / (2 - brown);
        double[] wrong = Arrays.stream(r).map(x -> x * x / forgotten).toArray();
        if (snr <= 1) {
            assertThat(median(wrong)).isGreaterThan(1 + 2 * AGREEMENT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void aRandomModelScoresZeroAndNoSignalIsNoCeiling(int repeats) {
        Study study = Study.of(1, repeats, 12);
        RowSource random = RowSource.of(Study.of(1, repeats, 13).signal());
        RepeatScores scores =
                NoiseCeiling.of(RowSource.of(study.trials()), repeats).against(random);
        assertThat(median(scores.ccNorm())).isCloseTo(0, within(AGREEMENT));
        assertThat(median(scores.rNcc())).isCloseTo(0, within(AGREEMENT));

        Study empty = Study.of(0, repeats, 14);
        RowSource trials = RowSource.of(empty.trials());
        NoiseCeiling ceiling = NoiseCeiling.of(trials, repeats);
        Score max = Score.of(ScoreConvention.CC_MAX, ceiling.ccMax());
        // the estimate of a vanishing power is negative for about half the targets
        assertThat(max.undefined()).isBetween(TARGETS / 4, 3 * TARGETS / 4);
        double[] nsd = NsdNoiseCeiling.of(trials, repeats).ceiling(repeats);
        double[] r = ceiling.against(random).ccAbs();
        AlgonautsAccuracy accuracy = AlgonautsAccuracy.of(r, nsd, 0.2);
        assertThat(accuracy.reliable().undefined()).isGreaterThan(TARGETS * 8 / 10);
        assertThat(accuracy.published().values()).contains(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 10, 40})
    void noiseCorrectedConsistencyOfThePlantedEncoderIsOne(int repeats) {
        Planted planted = new Planted(repeats, 21);
        NoiseCorrectedConsistency found = planted.consistency(planted.features);
        assertThat(found.column().median()).isCloseTo(1, within(AGREEMENT));
        if (repeats == 4) {
            assertThat(found.raw().median()).isLessThan(0.9);
        }
        int[] reversed = new int[Planted.SAMPLES];
        Arrays.setAll(reversed, i -> Planted.SAMPLES - 1 - i);
        NoiseCorrectedConsistency shuffled =
                planted.consistency(ReliabilityGoldenTest.rows(planted.features, reversed));
        assertThat(shuffled.column().median()).isCloseTo(0, within(0.1));
        // the silent unit is undefined in about half of the 40 splits, others at most where trials are few
        assertThat(found.undefinedSplits()[Planted.UNITS - 1]).isGreaterThan(5);
        assertThat(Arrays.stream(found.undefinedSplits()).filter(x -> x == 0).count())
                .isGreaterThan(Planted.UNITS / 2);
    }

    /** Linear codes of 10 features in 30 units with trial noise 1.5; the last unit has no signal. */
    private static final class Planted {
        static final int SAMPLES = 160;
        private static final int FEATURES = 10;
        private static final int UNITS = 30;
        private final DoubleMatrix features = DoubleMatrix.zeros(SAMPLES, FEATURES);
        private final DoubleMatrix trials;
        private final int repeats;

        Planted(int repeats, long seed) {
            Random random = new Random(seed);
            this.repeats = repeats;
            Arrays.setAll(features.values(), i -> random.nextGaussian());
            double[] weights = random.doubles((long) FEATURES * UNITS)
                    .map(u -> random.nextGaussian() / Math.sqrt(FEATURES))
                    .toArray();
            trials = DoubleMatrix.zeros(repeats * SAMPLES, UNITS);
            for (int i = 0; i < trials.rows(); i++) {
                for (int u = 0; u < UNITS; u++) {
                    double y = 1.5 * random.nextGaussian();
                    for (int j = 0; j < FEATURES && u < UNITS - 1; j++) {
                        y += features.get(i % SAMPLES, j) * weights[j * UNITS + u];
                    }
                    trials.set(i, u, y);
                }
            }
        }

        NoiseCorrectedConsistency consistency(DoubleMatrix x) {
            NoiseCorrectedConsistency.Plan plan = new NoiseCorrectedConsistency.Plan(folds(), 20, 5);
            List<RidgeDesign> open = new ArrayList<>();
            try {
                return NoiseCorrectedConsistency.of(RowSource.of(trials), repeats, plan, fold -> {
                    RidgeDesign design = RidgeDesign.of(
                            ReliabilityGoldenTest.rows(x, fold.train()),
                            new int[fold.train().length],
                            Folds.none(fold.train().length),
                            RidgeOptions.defaults()
                                    .withAlphas(List.of(1.0))
                                    .withInnerFolds(2)
                                    .withPrecision(Precision.FLOAT64));
                    open.add(design);
                    DoubleMatrix test = ReliabilityGoldenTest.rows(x, fold.test());
                    double[] alphas = new double[UNITS];
                    Arrays.fill(alphas, 1);
                    return y -> design.fitAt(RowSource.of(y), alphas).predict(RowSource.of(test));
                });
            } finally {
                open.forEach(RidgeDesign::close);
            }
        }

        /** Two splits, 50/50: enough test stimuli that a correlation is not all chance. */
        private static Folds folds() {
            List<Fold> folds = new ArrayList<>();
            folds.addAll(Folds.kFold(SAMPLES, 2).list());
            return Folds.of(SAMPLES, folds);
        }
    }

    private static double median(double[] values) {
        return Median.of(values);
    }
}
