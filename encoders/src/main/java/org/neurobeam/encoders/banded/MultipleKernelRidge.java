package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Banded ridge by search over weighted sums of kernels, {@code K = sum_i gamma_i K_i}.
 *
 * <pre>{@code w = alpha (K + alpha I)^-1 y     (sum_i exp(delta_i) K_i + I) w = y,  delta_i = log(gamma_i / alpha)}</pre>
 *
 * <p>Every candidate gamma is scored at all penalties by partial fractions: one eigendecomposition of order n_t and 4
 * n_t n t flops per fold, and no refit. Each target keeps its best pair (gamma, alpha); at the end one Cholesky
 * factorisation per pair in use solves its targets on all samples. With alpha nodes the search is approximate and what it
 * chose is scored exactly; for few folds it is slower.
 *
 * @param candidates weights to try
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2022.119728">Dupre la Tour et al. 2022</a>
 */
public record MultipleKernelRidge(BandCandidates candidates, BandedOptions options) implements BandSearch {
    private static final Logger LOG = LoggerFactory.getLogger(MultipleKernelRidge.class);

    /**
     * Searches and fits.
     *
     * @param kernels among the samples, [n x n] each
     * @param responses [n samples x t targets], at most a few times 10,000 at a time; a target with NaN or without
     *     variance is left out with a reason
     * @param folds whose test rows score; their rows never train in the same fold
     * @throws IllegalArgumentException if shapes disagree
     * @throws org.neurobeam.schemas.error.NumericalException if a penalty is too small for an indefinite kernel
     */
    @Override
    public BandedFit fit(BandKernels kernels, RowSource responses, Folds folds) {
        requireSamples(kernels, responses);
        if (kernels.bands() != candidates.bands()) {
            throw new IllegalArgumentException(
                    candidates + " but kernels of " + kernels.bands() + " bands " + kernels.names());
        }
        long start = System.nanoTime();
        BandSelection selection = search(kernels, responses, folds);
        long middle = System.nanoTime();
        DualRefit refit = new DualRefit(kernels, candidates.table(), options.search());
        boolean searchedExactly = options.search().nodes() == 0;
        ExactScores exact = new ExactScores(folds, options.ridge(), selection.cvScores());
        BandedModel model = refit.fit(responses, selection, searchedExactly ? PairScores.NONE : exact);
        LOG.info(
                "banded ridge: {} candidates x {} penalties, {} samples, {} targets, search {} s, {} pairs refitted in {} s",
                candidates.count(),
                options.ridge().alphas().size(),
                responses.rows(),
                responses.columns(),
                (middle - start) / 1_000_000 / 1e3,
                refit.factorisations(),
                (System.nanoTime() - middle) / 1_000_000 / 1e3);
        return new BandedFit(searchedExactly ? selection : exact.of(selection), model);
    }

    @Override
    public BandSearch only(int... bands) {
        return new MultipleKernelRidge(candidates.only(bands), options);
    }

    /**
     * Fits at given weights and penalties, without a search.
     *
     * @param kernels among the samples, [n x n] each
     * @param responses [n samples x t targets]; a target that is not finite gets NaN
     * @param deltas log(weight/alpha), [bands x t]; {@code -inf} leaves a band out, NaN the target
     */
    public BandedModel fitAt(BandKernels kernels, RowSource responses, DoubleMatrix deltas) {
        requireSamples(kernels, responses);
        if (deltas.rows() != kernels.bands() || deltas.columns() != responses.columns()) {
            throw new IllegalArgumentException("deltas [" + deltas.rows() + " bands x " + deltas.columns()
                    + " targets] but kernels of " + kernels.bands() + " bands and responses of "
                    + responses.columns() + " targets");
        }
        Map<List<Double>, Integer> distinct = new LinkedHashMap<>();
        int[] column = new int[deltas.columns()];
        for (int v = 0; v < column.length; v++) {
            List<Double> weights =
                    Arrays.stream(deltas.column(v)).map(Math::exp).boxed().toList();
            boolean unknown = weights.stream().anyMatch(w -> w.isNaN());
            column[v] = unknown ? -1 : distinct.computeIfAbsent(weights, w -> distinct.size());
        }
        DoubleMatrix table = DoubleMatrix.of(distinct.keySet().stream()
                .map(w -> w.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new));
        double[] one = new double[column.length];
        Arrays.fill(one, 1);
        DoubleMatrix noScores = DoubleMatrix.zeros(0, column.length);
        BandSelection given =
                new BandSelection(deltas, one, column, noScores, Collections.nCopies(column.length, Optional.empty()));
        return new DualRefit(kernels, table, options.search()).fit(responses, given);
    }

    private static void requireSamples(BandKernels kernels, RowSource responses) {
        if (kernels.rows() != kernels.columns() || kernels.rows() != responses.rows()) {
            throw new IllegalArgumentException("kernels [" + kernels.rows() + " x " + kernels.columns()
                    + "] but responses [" + responses.rows() + " samples x " + responses.columns() + " targets]");
        }
    }

    BandSelection search(BandKernels kernels, RowSource responses, Folds folds) {
        try (CandidateWorkers workers = new CandidateWorkers(kernels, this, responses, folds)) {
            Incumbents incumbents = new Incumbents(candidates, options, TargetScreen.of(responses));
            workers.offerTo(incumbents);
            return incumbents.selection();
        }
    }
}
