package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;
import org.neurobeam.schemas.error.NumericalException;

/**
 * {@code C = (K + alpha I)^-1}, or with an intercept {@code (K_c + alpha I)^-1 - 11'/(n alpha)} with K centred: n^3
 * flops for each penalty by Cholesky, which no eigendecomposition (10 n^3 first, then n^3) undercuts.
 */
final class KernelForm implements LeaveOutForm {
    private final DenseMatrix kernel;
    private final boolean intercept;

    /** @param kernel [n x n] float64, symmetric; taken over and centred in place with an intercept */
    KernelForm(DenseMatrix kernel, boolean intercept) {
        this.kernel = kernel;
        this.intercept = intercept;
        if (intercept) {
            Blocks.centre(kernel);
        }
    }

    @Override
    public int rows() {
        return kernel.rows();
    }

    @Override
    public Smoother at(double... alphas) {
        MatrixScope scope = new MatrixScope();
        try {
            DenseMatrix[] inverses = new DenseMatrix[alphas.length];
            for (int j = 0; j < alphas.length; j++) {
                inverses[j] = scope.own(inverse(alphas[j]));
            }
            return new KernelSmoother(IntStream.range(0, rows()).toArray(), inverses, scope);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    private DenseMatrix inverse(double alpha) {
        try (DenseMatrix a = kernel.to(Precision.FLOAT64)) {
            // the constant, which a centred kernel does not see, is given the size of the other directions while the
            // inverse is made: 1/(n alpha) would swamp the digits of C where alpha is small
            double size = intercept ? trace() / rows() : 0;
            shift(a, alpha, size / rows());
            DenseMatrix inverse = inverse(a, alpha);
            if (intercept) {
                shift(inverse, 0, -1 / (rows() * (alpha + size)));
            }
            return inverse;
        }
    }

    private DenseMatrix inverse(DenseMatrix a, double alpha) {
        try (Cholesky factor = Cholesky.of(a)) {
            return factor.inverse();
        } catch (NumericalException e) {
            throw new NumericalException("the kernel of order " + rows() + " plus alpha " + alpha
                    + " is not positive definite, so the kernel has an eigenvalue of " + -alpha
                    + " or less; remove this alpha, or repair the kernel (" + e.getMessage() + ")");
        }
    }

    private double trace() {
        double[] row = new double[rows()];
        double trace = 0;
        for (int i = 0; i < rows(); i++) {
            kernel.readRow(i, row);
            trace += row[i];
        }
        return trace;
    }

    /** Adds to the diagonal, and to everything. */
    private static void shift(DenseMatrix a, double diagonal, double all) {
        double[] row = new double[a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            a.readRow(i, row);
            row[i] += diagonal;
            for (int j = 0; j < row.length; j++) {
                row[j] += all;
            }
            a.writeRow(i, row);
        }
    }

    @Override
    public long bytesOfOne() {
        // the inverse, and its part of a stack of at most n/2 x n/2 weights
        return 10L * rows() * rows();
    }

    @Override
    public double[] spectrum() {
        try (SymmetricEigen eigen = SymmetricEigen.inPlace(kernel.to(Precision.FLOAT64))) {
            double[] s = eigen.values();
            double floor = Math.ulp(1.0) * s.length * s[s.length - 1];
            return Arrays.stream(s).filter(value -> value > floor).toArray();
        }
    }

    @Override
    public String description() {
        return "kernel form, n^3 flops for each penalty";
    }

    @Override
    public void close() {
        kernel.close();
    }
}
