package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.ColumnSelection;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Banded ridge by gradient descent on delta = log(weight/alpha) of each band and target, for more bands than a search
 * can cover.
 *
 * <p>The same model as {@link MultipleKernelRidge}: minimises the squared error of held-out rows. An iteration costs (2
 * m n_t^2 + 2 m n_v n_t)(1 + iterations of conjugate gradients) t flops per fold, all in float64. Kernels must be
 * positive semi-definite.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2022.119728">Dupre la Tour et al. 2022</a>
 */
public record HyperGradient(HyperGradientOptions options) implements BandSearch {
    private static final int START_ALPHAS = 30;

    /**
     * Descends and fits.
     *
     * @param kernels among the samples, [n x n] each
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @param folds whose test rows are predicted
     * @return deltas and the model; the only candidate is what was found, its score the mean of -MSE over folds, and
     *     alpha is one over the sum of all exp(delta)
     */
    @Override
    public BandedFit fit(BandKernels kernels, RowSource responses, Folds folds) {
        BandSelection start = start(kernels, responses, folds);
        int t = responses.columns();
        DoubleMatrix deltas = DoubleMatrix.zeros(kernels.bands(), t);
        Arrays.fill(deltas.values(), Double.NaN);
        double[] scores = new double[t];
        Arrays.fill(scores, Double.NaN);
        int[] chosen = start.candidates();
        List<FoldGradient> gradients = new ArrayList<>();
        try {
            folds.list().forEach(f -> gradients.add(new FoldGradient(kernels, f, options.intercept())));
            for (int from = 0; from < t; from += options.tileTargets()) {
                // whatever the other targets of a tile are, it begins and ends at the same places
                int[] tile = IntStream.range(from, Math.min(t, from + options.tileTargets()))
                        .filter(v -> chosen[v] >= 0)
                        .toArray();
                if (tile.length == 0) {
                    continue;
                }
                DoubleMatrix first = columns(start.deltas(), tile);
                DeltaDescent descent = new DeltaDescent(gradients, responses.rows(), first, options);
                try (DenseMatrix y = DenseMatrix.copyOf(new ColumnSelection(responses, tile), Precision.FLOAT64)) {
                    put(descent.descend(y), tile, deltas);
                }
                double[] found = descent.scores();
                for (int g = 0; g < tile.length; g++) {
                    scores[tile[g]] = found[g];
                }
            }
        } finally {
            gradients.forEach(FoldGradient::close);
        }
        return finish(kernels, responses, new Found(deltas, DoubleMatrix.wrap(1, t, scores), start));
    }

    /** Itself: a descent starts from the kernels that it is given. */
    @Override
    public BandSearch only(int... bands) {
        return this;
    }

    private record Found(DoubleMatrix deltas, DoubleMatrix scores, BandSelection start) {}

    private BandedFit finish(BandKernels kernels, RowSource responses, Found found) {
        int t = responses.columns();
        double[] alphas = new double[t];
        List<Optional<String>> reasons = new ArrayList<>();
        for (int v = 0; v < t; v++) {
            alphas[v] =
                    1 / Arrays.stream(found.deltas().column(v)).map(Math::exp).sum();
            reasons.add(found.start().nullReason(v));
        }
        int[] only = Arrays.stream(found.start().candidates())
                .map(c -> Math.min(c, 0))
                .toArray();
        BandSelection selection = new BandSelection(found.deltas(), alphas, only, found.scores(), reasons);
        return new BandedFit(selection, search(kernels).fitAt(kernels, responses, found.deltas()));
    }

    /**
     * Equal weights, and weights that give each band the same variance: where one band has much larger features the
     * loss hardly depends on the others, and a descent from equal weights would stay there.
     */
    private MultipleKernelRidge search(BandKernels kernels) {
        int bands = kernels.bands();
        DoubleMatrix candidates = DoubleMatrix.zeros(2, bands);
        double[] inverse = IntStream.range(0, bands)
                .mapToDouble(b -> 1 / variance(kernels.kernel(b)))
                .toArray();
        double sum = Arrays.stream(inverse).sum();
        for (int b = 0; b < bands; b++) {
            candidates.set(0, b, 1.0 / bands);
            candidates.set(1, b, Double.isFinite(sum) ? inverse[b] / sum : 1.0 / bands);
        }
        return new MultipleKernelRidge(
                BandCandidates.of(candidates),
                BandedOptions.defaults()
                        .withAlphas(RidgeOptions.logspace(-10, 20, START_ALPHAS))
                        .withIntercept(options.intercept())
                        .withPrecision(Precision.FLOAT64));
    }

    /** Trace of a kernel, centred with an intercept. */
    private double variance(DenseMatrix kernel) {
        double trace = 0;
        double all = 0;
        double[] row = new double[kernel.columns()];
        for (int i = 0; i < kernel.rows(); i++) {
            kernel.readRow(i, row);
            trace += row[i];
            all += Arrays.stream(row).sum();
        }
        return options.intercept() ? trace - all / kernel.rows() : trace;
    }

    private BandSelection start(BandKernels kernels, RowSource responses, Folds folds) {
        MultipleKernelRidge ridge = search(kernels);
        if (options.start() == HyperGradientOptions.Start.RIDGE) {
            return ridge.search(kernels, responses, folds);
        }
        int t = responses.columns();
        TargetScreen screen = TargetScreen.of(responses);
        int[] candidates = new int[t];
        Arrays.setAll(candidates, v -> screen.fits(v) ? 0 : -1);
        double[] one = new double[t];
        Arrays.fill(one, 1);
        return new BandSelection(
                DoubleMatrix.zeros(kernels.bands(), t), one, candidates, DoubleMatrix.zeros(1, t), screen.reasons());
    }

    private static DoubleMatrix columns(DoubleMatrix m, int[] columns) {
        DoubleMatrix part = DoubleMatrix.zeros(m.rows(), columns.length);
        for (int i = 0; i < m.rows(); i++) {
            for (int g = 0; g < columns.length; g++) {
                part.set(i, g, m.get(i, columns[g]));
            }
        }
        return part;
    }

    private static void put(DoubleMatrix part, int[] columns, DoubleMatrix into) {
        for (int i = 0; i < part.rows(); i++) {
            for (int g = 0; g < columns.length; g++) {
                into.set(i, columns[g], part.get(i, g));
            }
        }
    }
}
