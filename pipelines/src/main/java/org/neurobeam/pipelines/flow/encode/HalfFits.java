package org.neurobeam.pipelines.flow.encode;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.score.NoiseCorrectedConsistency;
import org.neurobeam.encoders.score.Score;
import org.neurobeam.encoders.score.SplitHalfReliability;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Fits to the mean of all repeats and to means of halves of them, at the penalties that the fit of all samples chose in
 * each outer fold.
 *
 * <p>Where the features of all R repeats are the same, ridge on R repeated rows is ridge on their mean with the penalty
 * alpha/R: {@code sum_r ||y_r - X b||^2 + alpha ||b||^2 = R ||mean y - X b||^2 + alpha ||b||^2 + const}. So a mean that
 * stands for the response in every repeat is fitted with the same penalty, whatever the number of repeats in it.
 *
 * <p>{@code 1 + 2 halves} fits without a choice of penalties; 80 n bytes for each of at most 256 targets at a time.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2305.11772">Nayebi et al. 2023</a>
 */
final class HalfFits {
    /** For each sample and each of the targets that go together, at most. */
    static final int BYTES = 80;

    private final DesignFitter design;
    private final RepeatedRuns repeats;
    private final NoiseCorrectedConsistency.Plan plan;
    private final DoubleMatrix alphas;

    private HalfFits(
            DesignFitter design, RepeatedRuns repeats, NoiseCorrectedConsistency.Plan plan, DoubleMatrix alphas) {
        this.design = design;
        this.repeats = repeats;
        this.plan = plan;
        this.alphas = alphas;
    }

    /**
     * Whether folds and repeats allow what the settings ask for.
     *
     * @throws ConfigException if a fold splits repeats, or there are runs without repeats
     */
    static void check(EncodeConfig config, ResponseGroup group) {
        RepeatedRuns.of(config, group).filter(r -> asked(config)).ifPresent(r -> r.stimulusFolds(config, group));
    }

    private static boolean asked(EncodeConfig config) {
        return config.conventions().contains(Convention.NAYEBI_2023);
    }

    /**
     * For a tile that was fitted.
     *
     * @param design of the tile; there is one for every family that the settings allow here
     */
    static Optional<HalfFits> of(
            EncodeConfig config, ResponseGroup group, Optional<DesignFitter> design, RidgeFit fit) {
        if (!asked(config)) {
            return Optional.empty();
        }
        RepeatedRuns repeats = RepeatedRuns.of(config, group).orElseThrow();
        Folds stimuli = repeats.stimulusFolds(config, group);
        // two repeats have one pair of halves only
        int halves = repeats.repeats() == 2 ? 1 : SplitHalfReliability.DEFAULT_SPLITS;
        NoiseCorrectedConsistency.Plan plan = new NoiseCorrectedConsistency.Plan(stimuli, halves, RepeatColumns.SEED);
        double none = Collections.max(config.model().alphaGrid());
        return Optional.of(new HalfFits(design.orElseThrow(), repeats, plan, alphas(fit, none)));
    }

    /** Of each outer fold and of all samples, [(k + 1) x t]; any penalty for targets that are not fitted. */
    private static DoubleMatrix alphas(RidgeFit fit, double none) {
        int t = fit.targets();
        double[] all = Arrays.copyOf(fit.outerAlphas().values(), (fit.outerFolds() + 1) * t);
        System.arraycopy(fit.model().alphas(), 0, all, fit.outerFolds() * t, t);
        Arrays.setAll(all, i -> Double.isNaN(all[i]) ? none : all[i]);
        return DoubleMatrix.wrap(fit.outerFolds() + 1, t, all);
    }

    /**
     * Noise-corrected consistency of some targets; NaN where it is undefined in half of the halves and folds or more.
     *
     * @param stacked their responses, [R T x (to - from)]
     */
    Score consistency(RowSource stacked, int from, int to) {
        DoubleMatrix own = DoubleMatrix.zeros(alphas.rows(), to - from);
        for (int i = 0; i < own.rows(); i++) {
            System.arraycopy(alphas.values(), i * alphas.columns() + from, own.values(), i * (to - from), to - from);
        }
        NoiseCorrectedConsistency found = NoiseCorrectedConsistency.ofHeldOut(
                stacked, repeats.repeats(), plan, responses -> heldOut(responses, own));
        double[] r = found.column().values();
        int[] undefined = found.undefinedSplits();
        int all = plan.halves() * plan.splits().size();
        // without signal the few halves that agree by chance say nothing, and often more than 1
        Arrays.setAll(r, v -> 2 * undefined[v] < all ? r[v] : Double.NaN);
        return Score.of(found.column().convention(), r);
    }

    private DoubleMatrix heldOut(DoubleMatrix responses, DoubleMatrix own) {
        FloatMatrix predicted = design.heldOut(repeats.everywhere(responses), own);
        RowSource mean = repeats.mean(RowSource.of(predicted));
        DoubleMatrix perStimulus = DoubleMatrix.zeros(mean.rows(), mean.columns());
        double[] row = new double[mean.columns()];
        for (int i = 0; i < mean.rows(); i++) {
            mean.readRow(i, row);
            System.arraycopy(row, 0, perStimulus.values(), i * row.length, row.length);
        }
        return perStimulus;
    }
}
