package org.neurobeam.encoders.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Consistency of predictions and data, corrected for the noise of both.
 *
 * <pre>{@code r_n = r(X, Y) / sqrt(SB(r(X1, X2)) SB(r(Y1, Y2)))}</pre>
 *
 * <p>X, X1, X2 are predictions of held-out stimuli by three fits, to all trials and to two halves of them. The terms are
 * averaged over random halves, then over train/test splits. Where a reliability is not positive the value is NaN, left
 * out of the averages and counted.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2305.11772">Nayebi et al. 2023</a>
 */
public final class NoiseCorrectedConsistency {
    private final double[] corrected;
    private final double[] raw;
    private final int[] undefined;

    private NoiseCorrectedConsistency(double[] corrected, double[] raw, int[] undefined) {
        this.corrected = corrected;
        this.raw = raw;
        this.undefined = undefined;
    }

    /** A fit of responses to training stimuli that predicts the test stimuli. */
    @FunctionalInterface
    public interface Predictor {
        /**
         * Fits and predicts.
         *
         * @param responses [training stimuli x t]
         * @return predictions of the test stimuli, [test stimuli x t]
         */
        DoubleMatrix predict(DoubleMatrix responses);
    }

    /**
     * Averages over halves and splits.
     *
     * @param stacked [R S x t], first all stimuli of trial 0; NaN where a trial is missing
     * @param repeats R, at least 2
     * @param plan train/test splits of the S stimuli, number of random halves, seed
     * @param predictors what fits the training stimuli of a fold; called once for each fold
     */
    public static NoiseCorrectedConsistency of(
            RowSource stacked, int repeats, Plan plan, Function<Fold, Predictor> predictors) {
        requireStimuli(stacked, repeats, plan);
        Average overSplits = new Average(stacked.columns());
        Average rawOverSplits = new Average(stacked.columns());
        int[] undefined = new int[stacked.columns()];
        SplittableRandom random = new SplittableRandom(plan.seed());
        for (Fold fold : plan.splits().list()) {
            Predictor predictor = predictors.apply(fold);
            Average overHalves = new Average(stacked.columns());
            Average rawOverHalves = new Average(stacked.columns());
            for (int k = 0; k < plan.halves(); k++) {
                TrialHalves trials = TrialHalves.random(stacked, repeats, random);
                Terms terms = Terms.of(trials.rows(fold.test()), predicted(trials.rows(fold.train()), predictor));
                overHalves.add(terms.corrected());
                rawOverHalves.add(terms.rXy());
                terms.count(undefined);
            }
            overSplits.add(overHalves.values());
            rawOverSplits.add(rawOverHalves.values());
        }
        return new NoiseCorrectedConsistency(overSplits.values(), rawOverSplits.values(), undefined);
    }

    /**
     * The same where all splits are predicted at once, each stimulus by a fit that has not seen it; all splits take the
     * same halves. Calls the fits {@code 1 + 2 halves} times.
     *
     * @param stacked [R S x t], first all stimuli of trial 0; NaN where a trial is missing
     * @param repeats R, at least 2
     * @param plan test stimuli of the splits, number of random halves, seed
     * @param heldOut from responses to all stimuli, [S x t], to held-out predictions of them, [S x t], at the same
     *     penalties whatever the responses
     */
    public static NoiseCorrectedConsistency ofHeldOut(
            RowSource stacked, int repeats, Plan plan, UnaryOperator<DoubleMatrix> heldOut) {
        requireStimuli(stacked, repeats, plan);
        int t = stacked.columns();
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<Average> overHalves =
                plan.splits().list().stream().map(f -> new Average(t)).toList();
        List<Average> rawOverHalves =
                plan.splits().list().stream().map(f -> new Average(t)).toList();
        int[] undefined = new int[t];
        Optional<DoubleMatrix> all = Optional.empty();
        for (int k = 0; k < plan.halves(); k++) {
            TrialHalves trials = TrialHalves.random(stacked, repeats, random);
            all = all.or(() -> Optional.of(heldOut.apply(trials.all())));
            TrialHalves predicted =
                    new TrialHalves(all.orElseThrow(), heldOut.apply(trials.first()), heldOut.apply(trials.second()));
            for (int f = 0; f < overHalves.size(); f++) {
                int[] test = plan.splits().list().get(f).test();
                Terms terms = Terms.of(trials.rows(test), predicted.rows(test));
                overHalves.get(f).add(terms.corrected());
                rawOverHalves.get(f).add(terms.rXy());
                terms.count(undefined);
            }
        }
        Average overSplits = new Average(t);
        Average rawOverSplits = new Average(t);
        overHalves.forEach(a -> overSplits.add(a.values()));
        rawOverHalves.forEach(a -> rawOverSplits.add(a.values()));
        return new NoiseCorrectedConsistency(overSplits.values(), rawOverSplits.values(), undefined);
    }

    private static void requireStimuli(RowSource stacked, int repeats, Plan plan) {
        int samples = Shapes.samplesPerRepeat(stacked, repeats);
        if (plan.splits().rows() != samples) {
            throw new IllegalArgumentException(
                    "splits of " + plan.splits().rows() + " stimuli but trials of " + samples);
        }
    }

    private static TrialHalves predicted(TrialHalves training, Predictor predictor) {
        return new TrialHalves(
                predictor.predict(training.all()),
                predictor.predict(training.first()),
                predictor.predict(training.second()));
    }

    /** The mean of what is not NaN, per target. */
    private static final class Average {
        private final double[] sum;
        private final int[] count;

        Average(int targets) {
            sum = new double[targets];
            count = new int[targets];
        }

        void add(double[] x) {
            for (int v = 0; v < sum.length; v++) {
                sum[v] += Double.isNaN(x[v]) ? 0 : x[v];
                count[v] += Double.isNaN(x[v]) ? 0 : 1;
            }
        }

        double[] values() {
            double[] mean = new double[sum.length];
            Arrays.setAll(mean, v -> sum[v] / count[v]);
            return mean;
        }
    }

    /** How often to split: train/test splits of the stimuli, random halves of the trials for each, seed. */
    public record Plan(Folds splits, int halves, long seed) {
        /** @throws IllegalArgumentException without splits or halves */
        public Plan {
            if (splits.size() < 1 || halves < 1) {
                throw new IllegalArgumentException(
                        "at least 1 split and 1 half are needed, not " + splits.size() + " and " + halves);
            }
        }
    }

    /** The three correlations of one split of trials and stimuli, and what follows from them, per target. */
    public static final class Terms {
        private final double[] rXy;
        private final double[] rXx;
        private final double[] rYy;

        private Terms(double[] rXy, double[] rXx, double[] rYy) {
            this.rXy = rXy;
            this.rXx = rXx;
            this.rYy = rYy;
        }

        /**
         * Correlates.
         *
         * @param measured responses to the test stimuli, [n x t]
         * @param predicted predictions of fits to all trials and to the halves, [n x t]
         */
        public static Terms of(TrialHalves measured, TrialHalves predicted) {
            return new Terms(
                    PairwisePearson.of(RowSource.of(measured.all()), RowSource.of(predicted.all())),
                    PairwisePearson.of(RowSource.of(predicted.first()), RowSource.of(predicted.second())),
                    PairwisePearson.of(RowSource.of(measured.first()), RowSource.of(measured.second())));
        }

        /** Predictions with data, [t]. */
        public double[] rXy() {
            return rXy.clone();
        }

        /** Predictions of the two halves, [t]. */
        public double[] rXx() {
            return rXx.clone();
        }

        /** Data of the two halves, [t]. */
        public double[] rYy() {
            return rYy.clone();
        }

        /** Noise-corrected consistency, [t]; NaN where a reliability is not positive. */
        public double[] corrected() {
            double[] r = new double[rXy.length];
            for (int v = 0; v < r.length; v++) {
                double x = SplitHalfReliability.spearmanBrown(rXx[v]);
                double y = SplitHalfReliability.spearmanBrown(rYy[v]);
                r[v] = x > 0 && y > 0 ? rXy[v] / Math.sqrt(x * y) : Double.NaN;
            }
            return r;
        }

        private void count(int[] undefined) {
            double[] r = corrected();
            for (int v = 0; v < r.length; v++) {
                undefined[v] += Double.isNaN(r[v]) ? 1 : 0;
            }
        }
    }

    /** Corrected consistency with its convention; its median over targets is the published number. */
    public Score column() {
        return Score.of(ScoreConvention.R_NOISE_CORRECTED, corrected);
    }

    /** Correlation of predictions and data as they are, averaged alike. */
    public Score raw() {
        return Score.of(ScoreConvention.R, raw);
    }

    /** Number of splits and halves that were undefined and left out, [t]. */
    public int[] undefinedSplits() {
        return undefined.clone();
    }
}
