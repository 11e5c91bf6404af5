package org.neurobeam.encoders.identify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Noise of voxels, from the residuals of held-out predictions: the covariance of each run (mean removed, ddof 1) divided
 * by its mean diagonal, averaged over runs.
 *
 * <p>2 n V^2 flops, 16 V^2 bytes. Residuals of rows that trained the model are too small: take leave-one-run-out ones.
 */
public final class NoiseCovariance {
    /** Weight of the identity of Tang et al. */
    public static final double TANG_2023_SHRINKAGE = 2.0 / 3;

    private final DoubleMatrix covariance;

    private NoiseCovariance(DoubleMatrix covariance) {
        this.covariance = covariance;
    }

    /**
     * Averages the runs.
     *
     * @param residuals measured less predicted, [n x V]
     * @param runs run of each sample, [n]
     * @throws IllegalArgumentException if a run has one sample, no residual variance, or unknown residuals
     */
    public static NoiseCovariance of(RowSource residuals, int... runs) {
        if (runs.length != residuals.rows() || runs.length == 0) {
            throw new IllegalArgumentException("residuals [" + residuals.rows() + " samples x " + residuals.columns()
                    + " voxels] but runs of " + runs.length + " samples");
        }
        Map<Integer, Integer> samplesOfRun = new LinkedHashMap<>();
        for (int run : runs) {
            samplesOfRun.merge(run, 1, Integer::sum);
        }
        int v = residuals.columns();
        DoubleMatrix mean = DoubleMatrix.zeros(v, v);
        for (Map.Entry<Integer, Integer> run : samplesOfRun.entrySet()) {
            addRun(residuals, rowsOf(runs, run.getKey()), mean, samplesOfRun.size());
        }
        return new NoiseCovariance(mean);
    }

    private static int[] rowsOf(int[] runs, int run) {
        return java.util.stream.IntStream.range(0, runs.length)
                .filter(i -> runs[i] == run)
                .toArray();
    }

    private static void addRun(RowSource residuals, int[] rows, DoubleMatrix mean, int runs) {
        int v = residuals.columns();
        try (DenseMatrix centred = centred(residuals, rows);
                DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, v, v)) {
            Blas.addColumnGram(centred, gram);
            double[] row = new double[v];
            double trace = 0;
            for (int i = 0; i < v; i++) {
                gram.readRow(i, row);
                trace += row[i];
            }
            if (!(trace > 0) || rows.length < 2) {
                throw new IllegalArgumentException("the run of sample " + rows[0] + " has " + rows.length
                        + " samples and residual squares of " + trace
                        + "; at least 2 samples with finite, different residuals are needed");
            }
            for (int i = 0; i < v; i++) {
                gram.readRow(i, row);
                for (int j = 0; j < v; j++) {
                    mean.values()[i * v + j] += row[j] / (trace / v) / runs;
                }
            }
        }
    }

    private static DenseMatrix centred(RowSource residuals, int[] rows) {
        double[] mean = new double[residuals.columns()];
        double[] row = new double[residuals.columns()];
        for (int i : rows) {
            residuals.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        DenseMatrix centred = DenseMatrix.zeros(Precision.FLOAT64, rows.length, row.length);
        for (int i = 0; i < rows.length; i++) {
            residuals.readRow(rows[i], row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            centred.writeRow(i, row);
        }
        return centred;
    }

    /** Covariance in units of the mean variance of a voxel, [V x V], a copy. */
    public DoubleMatrix values() {
        return DoubleMatrix.wrap(
                covariance.rows(), covariance.columns(), covariance.values().clone());
    }

    /**
     * Precision of the shrunk covariance, {@code ((1 - w) Sigma + w I)^-1}.
     *
     * @param shrinkage w, weight of the identity, in (0, 1]
     * @return [V x V]
     * @see <a href="https://doi.org/10.1038/s41593-023-01304-9">Tang et al. 2023</a>
     */
    public DoubleMatrix precision(double shrinkage) {
        if (!(shrinkage > 0 && shrinkage <= 1)) {
            throw new IllegalArgumentException("weight of the identity must be in (0, 1] but is " + shrinkage);
        }
        int v = covariance.rows();
        DoubleMatrix shrunk = DoubleMatrix.zeros(v, v);
        Arrays.setAll(shrunk.values(), i -> (1 - shrinkage) * covariance.values()[i]);
        for (int i = 0; i < v; i++) {
            shrunk.set(i, i, shrunk.get(i, i) + shrinkage);
        }
        try (DenseMatrix a = DenseMatrix.copyOf(shrunk);
                Cholesky factor = Cholesky.of(a);
                DenseMatrix inverse = factor.inverse()) {
            return inverse.toDoubleMatrix();
        }
    }
}
