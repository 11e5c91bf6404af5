package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedKernel;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Delayed features for the dual form without the delayed copies: the undelayed ones stand in the order of the samples,
 * less their own means m, in the precision of the data.
 *
 * <pre>{@code
 * S_d X = S_d (X - 1 m') + (S_d 1) m'
 * K     = sum_s sum_d S_d K0_s S_d',   K0 = C C' + u 1' + 1 u' + m'm 11',   C = X - 1 m',  u = C m
 * X'w   = C' (S_d' w) + m (S_d 1)' w   for each space and delay
 * }</pre>
 *
 * <p>With mixed delays S_d stands for sum_a M_ad S_a. [n x sum_s p_s] numbers. A kernel costs n^2 p_s flops and n^2 additions for each delay.
 */
final class DelayedRows extends PreparedFeatures {
    private final DelayedFeatures centred;
    private final List<double[]> means;

    private DelayedRows(
            RowCells cells, RidgeOptions options, DelayedFeatures centred, List<double[]> means, double[] mean) {
        super(cells, options, mean);
        this.centred = centred;
        this.means = means;
    }

    /** @throws IllegalArgumentException if a feature is not finite */
    static DelayedRows of(DelayedFeatures x, RowCells cells, RidgeOptions options, MatrixScope scope) {
        List<double[]> means = new ArrayList<>();
        List<DelayedSpace> spaces = new ArrayList<>();
        for (DelayedSpace space : x.spaces()) {
            double[] mean = mean(space.values(), options.intercept());
            means.add(mean);
            spaces.add(new DelayedSpace(
                    copy(space.values(), mean, options.precision(), scope), space.delays(), space.mixing()));
        }
        double[] mean = new double[x.columns()];
        if (options.intercept()) {
            double[] every = new double[x.rows()];
            Arrays.fill(every, 1.0 / x.rows());
            mean = x.multiplyTransposed(every);
        }
        return new DelayedRows(cells, options, DelayedFeatures.of(x.runStarts(), spaces), means, mean);
    }

    private static double[] mean(RowSource x, boolean intercept) {
        double[] mean = new double[x.columns()];
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            requireFinite(row, i);
            for (int j = 0; j < row.length && intercept; j++) {
                mean[j] += row[j] / x.rows();
            }
        }
        return mean;
    }

    private static DenseMatrix copy(RowSource x, double[] mean, Precision precision, MatrixScope scope) {
        DenseMatrix copy = scope.zeros(precision, x.rows(), x.columns());
        double[] row = new double[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            copy.writeRow(i, row);
        }
        return copy;
    }

    @Override
    int storedColumns() {
        return centred.undelayedColumns();
    }

    @Override
    void readRow(int position, double[] into) {
        int row = cells().originalRow(position);
        centred.readRow(row, into);
        forEachBlock((at, space, block, m) -> {
            double present = centred.presence(space, block, row);
            for (int j = 0; j < m.length; j++) {
                into[at + j] += present * m[j] - mean()[at + j];
            }
        });
    }

    /** A block of columns of a space: where it begins, and the means of the undelayed features. */
    @FunctionalInterface
    private interface Block {
        void accept(int at, int space, int block, double[] means);
    }

    private void forEachBlock(Block block) {
        int at = 0;
        for (int s = 0; s < means.size(); s++) {
            for (int b = 0; b < centred.spaces().get(s).delays().size(); b++) {
                block.accept(at, s, b, means.get(s));
                at += means.get(s).length;
            }
        }
    }

    @Override
    void addKernel(int from, int to, DenseMatrix into) {
        int first = 0;
        for (int s = 0; s < means.size(); s++) {
            int p = means.get(s).length;
            int low = Math.max(0, from - first);
            int high = Math.min(p, to - first);
            if (low < high) {
                addKernel(s, low, high, into);
            }
            first += p;
        }
    }

    private void addKernel(int space, int from, int to, DenseMatrix into) {
        int n = centred.rows();
        try (DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, n, n)) {
            DelayedSpace own = centred.spaces().get(space);
            Blas.addRowGram(own.values(), from, to, kernel);
            restoreMeans(own.values(), Arrays.copyOfRange(means.get(space), from, to), from, kernel);
            addInCellOrder(DelayedKernel.of(kernel, centred.runStarts(), own), into);
        }
    }

    /** C C' + u 1' + 1 u' + m'm 11'. */
    private static void restoreMeans(RowSource c, double[] m, int from, DenseMatrix kernel) {
        double[] u = new double[c.rows()];
        double[] row = new double[Math.max(c.columns(), c.rows())];
        for (int i = 0; i < u.length; i++) {
            c.readRow(i, row);
            for (int j = 0; j < m.length; j++) {
                u[i] += row[from + j] * m[j];
            }
        }
        double square = Arrays.stream(m).map(v -> v * v).sum();
        for (int i = 0; i < u.length; i++) {
            kernel.readRow(i, row);
            for (int j = 0; j < u.length; j++) {
                row[j] += u[i] + u[j] + square;
            }
            kernel.writeRow(i, row);
        }
    }

    private void addInCellOrder(RowSource kernel, DenseMatrix into) {
        int n = kernel.rows();
        double[] row = new double[n];
        double[] sum = new double[n];
        for (int i = 0; i < n; i++) {
            kernel.readRow(cells().originalRow(i), row);
            into.readRow(i, sum);
            for (int j = 0; j < n; j++) {
                sum[j] += row[cells().originalRow(j)];
            }
            into.writeRow(i, sum);
        }
    }

    @Override
    void multiplyTransposed(BitSet train, DenseMatrix w, DenseMatrix into) {
        int t = w.columns();
        int[] positions = positions(train);
        try (DenseMatrix ofSamples = DenseMatrix.zeros(precision(), centred.rows(), t)) {
            for (int i = 0; i < positions.length; i++) {
                ofSamples.copyRows(w.rowView(i, i + 1), cells().originalRow(positions[i]));
            }
            centred.multiplyTransposed(ofSamples, into);
            if (intercept()) {
                addMeans(ofSamples, into);
            }
        }
    }

    /** Adds m (S_d 1)'w - mean 1'w. */
    private void addMeans(DenseMatrix w, DenseMatrix into) {
        double[] all = sums(w, i -> 1);
        double[] row = new double[w.columns()];
        forEachBlock((at, space, block, m) -> {
            double[] present = sums(w, i -> centred.presence(space, block, i));
            for (int j = 0; j < m.length; j++) {
                into.readRow(at + j, row);
                for (int v = 0; v < row.length; v++) {
                    row[v] += m[j] * present[v] - mean()[at + j] * all[v];
                }
                into.writeRow(at + j, row);
            }
        });
    }

    private static double[] sums(DenseMatrix w, IntToDoubleFunction factor) {
        double[] sum = new double[w.columns()];
        double[] row = new double[w.columns()];
        for (int i = 0; i < w.rows(); i++) {
            w.readRow(i, row);
            double own = factor.applyAsDouble(i);
            for (int v = 0; v < row.length; v++) {
                sum[v] += own * row[v];
            }
        }
        return sum;
    }

    @Override
    double[] trainingMean(BitSet train) {
        int[] positions = positions(train);
        double[] v = new double[centred.rows()];
        for (int position : positions) {
            v[cells().originalRow(position)] = 1.0 / positions.length;
        }
        double[] product = centred.multiplyTransposed(v);
        forEachBlock((at, space, block, m) -> {
            double present = IntStream.range(0, v.length)
                    .mapToDouble(i -> v[i] * centred.presence(space, block, i))
                    .sum();
            for (int j = 0; j < m.length; j++) {
                product[at + j] += m[j] * present - mean()[at + j];
            }
        });
        return product;
    }
}
