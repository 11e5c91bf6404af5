package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.kernel.KernelCentering;
import org.neurobeam.encoders.ridge.InnerSelection;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.VariancePartition;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Multiple-kernel ridge with nested cross-validation: each outer fold searches weights of the bands on its training rows
 * alone and predicts its held-out rows; a search on all rows gives the model.
 *
 * <p>Kernels of an outer fold are blocks of those of all samples, m n_t^2 numbers that are copied. The cost is that of k
 * + 1 searches. May be shared by threads.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2022.119728">Dupre la Tour et al. 2022</a>
 */
public final class NestedKernelRidge {
    private final BandSearch search;
    private final RidgeOptions options;
    private final int[] runs;
    private final Folds outer;

    /**
     * @param search of weights, with the intercept of the options
     * @param options inner folds, intercept, precision of predictions; the rest is up to the search
     * @param runs run of each sample, [n]
     * @param outer folds whose test rows are predicted
     * @throws ConfigException if the options choose by leave-one-out, for which a search has no form
     */
    public NestedKernelRidge(BandSearch search, RidgeOptions options, int[] runs, Folds outer) {
        NestedGroupRidge.require(options.selection() != InnerSelection.LEAVE_ONE_OUT, runs, outer);
        this.search = search;
        this.options = options;
        this.runs = runs.clone();
        this.outer = outer;
    }

    /**
     * Fits a tile of targets.
     *
     * @param kernels of the bands among the samples, [n x n] each, not centred
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @param weights that the model keeps
     * @throws ConfigException if a training set has too few runs for the inner folds
     */
    public NestedGroupFit fit(BandKernels kernels, RowSource responses, BandWeights weights) {
        HeldOutBands held = heldOut(search, kernels, responses);
        int[] all = IntStream.range(0, runs.length).toArray();
        BandedFit fit = search.fit(kernels, responses, options.inner(all, runs));
        BandedModel model = fit.model();
        double[] alphas = fit.selection().alphas();
        return held.fit(new RidgeModel(weights.of(model), model.intercept(), alphas), fit.selection());
    }

    /**
     * Refits every subset of the bands on the same folds by a search of its own, for what each band explains alone and
     * what bands share; k (2^m - 2) searches.
     *
     * @param all the fit of all bands to the same tile
     */
    public VariancePartition partition(NestedGroupFit all, BandKernels kernels, RowSource responses) {
        return SubsetRefits.of(
                all.splits(),
                bands -> heldOut(search.only(bands), kernels.only(bands), responses)
                        .splits());
    }

    private HeldOutBands heldOut(BandSearch each, BandKernels kernels, RowSource responses) {
        HeldOutBands held = new HeldOutBands(responses, outer, options);
        for (Fold fold : outer.list()) {
            int[] rows = fold.train();
            RowSource measured = new RowSelection(responses, rows);
            try (BandKernels train = kernels.select(rows, rows);
                    BandKernels test = kernels.select(fold.test(), rows)) {
                BandedFit fit = each.fit(train, measured, options.inner(rows, runs));
                held.add(fold.test(), parts(fit.model(), train, test), measured, fit.selection());
            }
        }
        return held;
    }

    /** Of each band for held-out rows, by kernels less their training means; 0 where a target was not fitted. */
    private List<DoubleMatrix> parts(BandedModel model, BandKernels train, BandKernels test) {
        List<DoubleMatrix> parts = new ArrayList<>();
        for (int b = 0; b < test.bands(); b++) {
            DenseMatrix kernel = test.kernel(b);
            if (options.intercept()) {
                KernelCentering.of(train.kernel(b)).centre(kernel);
            }
            DoubleMatrix part = model.predictBand(b, kernel);
            for (int i = 0; i < part.values().length; i++) {
                part.values()[i] = Double.isFinite(part.values()[i]) ? part.values()[i] : 0;
            }
            parts.add(part);
        }
        return parts;
    }
}
