package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.encoders.kernel.KernelCentering;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.StoredMatrix;
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
 * All in float64.
 */
final class DualRefit {
    private final BandKernels kernels;
    private final DoubleMatrix weights;
    private final RidgeOptions options;
    private final int n;
    private int factorisations;

    /**
     * @param weights of the candidates, [candidates x bands]
     */
    DualRefit(BandKernels kernels, DoubleMatrix weights, RidgeOptions options) {
        this.kernels = kernels;
        this.weights = weights;
        this.options = options;
        this.n = kernels.rows();
    }

    /** Factorisations done so far: pairs in use, whatever the number of candidates. */
    int factorisations() {
        return factorisations;
    }

    BandedModel fit(RowSource responses, BandSelection selection) {
        int t = responses.columns();
        double[] mean = means(responses);
        StoredMatrix dual = new StoredMatrix(options.precision(), n, t);
        for (Map.Entry<Integer, TreeMap<Double, List<Integer>>> group :
                Incumbents.groups(selection).entrySet()) {
            try (MatrixScope scope = new MatrixScope();
                    DenseMatrix kernel = kernels.weighted(weights.row(group.getKey()))) {
                if (options.intercept()) {
                    KernelCentering.of(kernel).centre(kernel);
                }
                List<List<Integer>> parts = List.copyOf(group.getValue().values());
                List<DenseMatrix> right = gather(responses, mean, parts, scope);
                int g = 0;
                for (double alpha : group.getValue().keySet()) {
                    solve(kernel, alpha, right.get(g++));
                }
                scatter(right, parts, dual);
            }
        }
        fillUnfitted(dual, selection);
        return new BandedModel(kernels.names(), selection.deltas(), dual, intercepts(selection, dual, mean));
    }

    /** y becomes alpha (K + alpha I)^-1 y; the kernel is as before afterwards. */
    private void solve(DenseMatrix kernel, double alpha, DenseMatrix y) {
        addToDiagonal(kernel, alpha);
        try (Cholesky factor = Cholesky.of(kernel)) {
            factorisations++;
            factor.solve(y);
        } finally {
            addToDiagonal(kernel, -alpha);
        }
        Blas.scale(alpha, y);
    }

    private static void addToDiagonal(DenseMatrix m, double value) {
        double[] row = new double[m.columns()];
        for (int i = 0; i < m.rows(); i++) {
            m.readRow(i, row);
            row[i] += value;
            m.writeRow(i, row);
        }
    }

    private List<DenseMatrix> gather(RowSource responses, double[] mean, List<List<Integer>> parts, MatrixScope scope) {
        List<DenseMatrix> right = parts.stream()
                .map(p -> scope.zeros(Precision.FLOAT64, n, p.size()))
                .toList();
        double[] all = new double[responses.columns()];
        for (int i = 0; i < n; i++) {
            responses.readRow(i, all);
            for (int g = 0; g < parts.size(); g++) {
                double[] row = new double[parts.get(g).size()];
                for (int k = 0; k < row.length; k++) {
                    int v = parts.get(g).get(k);
                    row[k] = all[v] - mean[v];
                }
                right.get(g).writeRow(i, row);
            }
        }
        return right;
    }

    private void scatter(List<DenseMatrix> solved, List<List<Integer>> parts, StoredMatrix dual) {
        double[] all = new double[dual.columns()];
        for (int i = 0; i < n; i++) {
            dual.readRow(i, all);
            for (int g = 0; g < parts.size(); g++) {
                double[] row = new double[parts.get(g).size()];
                solved.get(g).readRow(i, row);
                for (int k = 0; k < row.length; k++) {
                    all[parts.get(g).get(k)] = row[k];
                }
            }
            dual.writeRow(i, all);
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
