package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.MatrixBlocks;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;
import org.neurobeam.schemas.error.NumericalException;

/**
 * An eigendecomposition of a kernel, from which each inverse is one symmetric product, n^3 flops.
 *
 * <pre>{@code K = Q' S Q    C = Q' (S + alpha I)^-1 Q,  with an intercept less 11'/(n alpha)}</pre>
 *
 * <p>With an intercept the constant, which a centred kernel does not see, has the mean eigenvalue, which is taken back
 * from C: 1/(n alpha) would swamp its digits where alpha is small.
 */
final class KernelSpectrum implements Spectral {
    private final SymmetricEigen eigen;
    private final double[] values;
    /** Eigenvalue given to the constant; 0 without an intercept. */
    private final double constant;

    private final boolean intercept;

    private KernelSpectrum(SymmetricEigen eigen, double constant, boolean intercept) {
        this.eigen = eigen;
        this.values = eigen.values();
        this.constant = constant;
        this.intercept = intercept;
    }

    /** @param kernel [n x n] float64, symmetric, centred with an intercept; not changed */
    static KernelSpectrum of(DenseMatrix kernel, boolean intercept) {
        int n = kernel.rows();
        double constant = intercept ? MatrixBlocks.trace(kernel) / n : 0;
        DenseMatrix copy = kernel.to(Precision.FLOAT64);
        try {
            MatrixBlocks.shift(copy, 0, constant / n);
            return new KernelSpectrum(SymmetricEigen.inPlace(copy), constant, intercept);
        } catch (RuntimeException | Error e) {
            copy.close();
            throw e;
        }
    }

    /** With an intercept the mean eigenvalue is among them once more. */
    @Override
    public double[] spectrum() {
        double floor = Math.ulp(1.0) * values.length * values[values.length - 1];
        return Arrays.stream(values).filter(value -> value > floor).toArray();
    }

    @Override
    public Smoother at(double... alphas) {
        MatrixScope scope = new MatrixScope();
        try (DenseMatrix roots = DenseMatrix.zeros(Precision.FLOAT64, values.length, values.length)) {
            DenseMatrix[] inverses = new DenseMatrix[alphas.length];
            for (int j = 0; j < alphas.length; j++) {
                inverses[j] = scope.zeros(Precision.FLOAT64, values.length, values.length);
                inverse(alphas[j], roots, inverses[j]);
            }
            return new KernelSmoother(IntStream.range(0, values.length).toArray(), inverses, scope);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** @param roots a buffer, overwritten */
    private void inverse(double alpha, DenseMatrix roots, DenseMatrix into) {
        if (!(values[0] + alpha > 0)) {
            throw new NumericalException(
                    "the kernel has the eigenvalue " + values[0] + ", so that the kernel plus alpha " + alpha
                            + " is not positive definite; remove this alpha, or repair the kernel");
        }
        int n = values.length;
        double[] row = new double[n];
        for (int i = 0; i < n; i++) {
            eigen.vectors().readRow(i, row);
            double root = 1 / Math.sqrt(values[i] + alpha);
            for (int j = 0; j < n; j++) {
                row[j] *= root;
            }
            roots.writeRow(i, row);
        }
        Blas.addColumnGram(roots, into);
        if (intercept) {
            MatrixBlocks.shift(into, 0, -1 / (n * (alpha + constant)));
        }
    }

    @Override
    public void close() {
        eigen.close();
    }
}
