package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.neurobeam.encoders.kernel.KernelCentering;
import org.neurobeam.encoders.ridge.MatrixBlocks;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.SearchSettings;
import org.neurobeam.encoders.ridge.StoredMatrix;
import org.neurobeam.encoders.ridge.Workers;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The one refit after a search: per pair (gamma, alpha) in use a Cholesky factorisation, n^3/3 flops, which up to 30
 * penalties per gamma is cheaper than the eigendecomposition that would serve all of them, then 2 n^2 flops per target.
 * All in float64. Gammas are refitted side by side; no bit depends on the number of workers.
 */
final class DualRefit {
    private final BandKernels kernels;
    private final DoubleMatrix weights;
    private final RidgeOptions options;
    private final Workers workers;
    private final int n;
    private int factorisations;

    /**
     * @param weights of the candidates, [candidates x bands]
     */
    DualRefit(BandKernels kernels, DoubleMatrix weights, SearchSettings settings) {
        this.kernels = kernels;
        this.weights = weights;
        this.options = settings.ridge();
        this.workers = new Workers(settings.workers());
        this.n = kernels.rows();
    }

    /** Factorisations done so far: pairs in use, whatever the number of candidates. */
    int factorisations() {
        return factorisations;
    }

    BandedModel fit(RowSource responses, BandSelection selection) {
        return fit(responses, selection, PairScores.NONE);
    }

    /** The same, and tells what it knows of every pair. */
    BandedModel fit(RowSource responses, BandSelection selection, PairScores scores) {
        double[] mean = means(responses);
        StoredMatrix dual = new StoredMatrix(options.precision(), n, responses.columns());
        Responses centred = new Responses(new SharedRows(responses), mean);
        List<Supplier<Integer>> groups = Incumbents.groups(selection).entrySet().stream()
                .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
                .map(group -> (Supplier<Integer>) () -> {
                    solve(group.getKey(), group.getValue(), centred, dual, scores);
                    return group.getValue().size();
                })
                .toList();
        factorisations += workers.all(groups).stream().mapToInt(pairs -> pairs).sum();
        fillUnfitted(dual, selection);
        return new BandedModel(kernels.names(), selection.deltas(), dual, intercepts(selection, dual, mean));
    }

    /** What is fitted, and what is subtracted from it first. */
    private static final class Responses {
        private final RowSource values;
        private final double[] mean;

        Responses(RowSource values, double... mean) {
            this.values = values;
            this.mean = mean;
        }

        void readRow(int row, double[] into) {
            values.readRow(row, into);
            for (int v = 0; v < mean.length; v++) {
                into[v] -= mean[v];
            }
        }
    }

    /** All targets that chose one gamma, by their penalties. */
    private void solve(
            int candidate,
            SortedMap<Double, List<Integer>> targets,
            Responses responses,
            StoredMatrix dual,
            PairScores scores) {
        try (MatrixScope scope = new MatrixScope();
                DenseMatrix kernel = kernels.weighted(weights.row(candidate))) {
            double constant = options.intercept() ? centre(kernel) : 0;
            List<int[]> parts = targets.values().stream()
                    .map(part -> part.stream().mapToInt(v -> v).toArray())
                    .toList();
            List<DenseMatrix> right = gather(responses, parts, scope);
            int g = 0;
            for (double alpha : targets.keySet()) {
                DenseMatrix solved = right.get(g);
                try (DenseMatrix y = solved.to(Precision.FLOAT64);
                        Cholesky factor = Cholesky.shifted(kernel, alpha)) {
                    factor.solve(solved);
                    scores.accept(new PairScores.Pair(candidate, alpha, constant), parts.get(g++), factor, y, solved);
                }
                Blas.scale(alpha, solved);
            }
            scatter(right, parts, dual);
        }
    }

    /**
     * Centres and gives the constant, on which no centred target depends, the mean eigenvalue: C less 11'/(n alpha) then
     * keeps its digits where alpha is small.
     */
    private double centre(DenseMatrix kernel) {
        KernelCentering.of(kernel).centre(kernel);
        double constant = MatrixBlocks.trace(kernel) / n;
        MatrixBlocks.shift(kernel, 0, constant / n);
        return constant;
    }

    private List<DenseMatrix> gather(Responses responses, List<int[]> parts, MatrixScope scope) {
        List<DenseMatrix> right = parts.stream()
                .map(p -> scope.zeros(Precision.FLOAT64, n, p.length))
                .toList();
        double[] all = new double[responses.mean.length];
        for (int i = 0; i < n; i++) {
            responses.readRow(i, all);
            for (int g = 0; g < parts.size(); g++) {
                right.get(g)
                        .writeRow(
                                i,
                                Arrays.stream(parts.get(g))
                                        .mapToDouble(v -> all[v])
                                        .toArray());
            }
        }
        return right;
    }

    private void scatter(List<DenseMatrix> solved, List<int[]> parts, StoredMatrix dual) {
        for (int g = 0; g < parts.size(); g++) {
            double[] row = new double[parts.get(g).length];
            for (int i = 0; i < n; i++) {
                solved.get(g).readRow(i, row);
                dual.writeElements(i, parts.get(g), row);
            }
        }
    }

    private double[] means(RowSource responses) {
        double[] mean = new double[responses.columns()];
        double[] row = new double[responses.columns()];
        for (int i = 0; i < n && options.intercept(); i++) {
            responses.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                mean[v] += row[v] / n;
            }
        }
        return mean;
    }

    private static void fillUnfitted(StoredMatrix dual, BandSelection selection) {
        double[] row = new double[dual.columns()];
        int[] candidates = selection.candidates();
        if (Arrays.stream(candidates).allMatch(c -> c >= 0)) {
            return;
        }
        for (int i = 0; i < dual.rows(); i++) {
            dual.readRow(i, row);
            for (int v = 0; v < row.length; v++) {
                row[v] = candidates[v] < 0 ? Double.NaN : row[v];
            }
            dual.writeRow(i, row);
        }
    }

    /** mean y - sum_i exp(delta_i) (row means of K_i) w, [t]. */
    private double[] intercepts(BandSelection selection, StoredMatrix dual, double[] mean) {
        double[] intercept = mean.clone();
        int[] chosen = selection.candidates();
        for (int v = 0; v < intercept.length; v++) {
            intercept[v] = chosen[v] < 0 ? Double.NaN : intercept[v];
        }
        if (!options.intercept()) {
            return intercept;
        }
        DoubleMatrix deltas = selection.deltas();
        double[] w = new double[dual.columns()];
        for (int b = 0; b < kernels.bands(); b++) {
            double[] rowMeans = rowMeans(kernels.kernel(b));
            double[] scale = Arrays.stream(deltas.row(b)).map(Math::exp).toArray();
            for (int i = 0; i < n; i++) {
                dual.readRow(i, w);
                for (int v = 0; v < w.length; v++) {
                    intercept[v] -= scale[v] * rowMeans[i] * w[v];
                }
            }
        }
        return intercept;
    }

    private static double[] rowMeans(DenseMatrix kernel) {
        double[] means = new double[kernel.rows()];
        double[] row = new double[kernel.columns()];
        for (int i = 0; i < means.length; i++) {
            kernel.readRow(i, row);
            means[i] = Arrays.stream(row).average().orElse(0);
        }
        return means;
    }
}
