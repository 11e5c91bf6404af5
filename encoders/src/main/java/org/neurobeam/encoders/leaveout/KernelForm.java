package org.neurobeam.encoders.leaveout;

import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.MatrixBlocks;
import org.neurobeam.encoders.ridge.SmootherInverse;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * {@code C = (K + alpha I)^-1}, or with an intercept {@code (K_c + alpha I)^-1 - 11'/(n alpha)} with K centred: n^3
 * flops for each penalty by Cholesky, which no eigendecomposition (10 n^3 first, then n^3) undercuts unless it is needed
 * anyway.
 */
final class KernelForm implements LeaveOutForm {
    private final DenseMatrix kernel;
    private final boolean intercept;

    /** @param kernel [n x n] float64, symmetric; taken over and centred in place with an intercept */
    KernelForm(DenseMatrix kernel, boolean intercept) {
        this.kernel = kernel;
        this.intercept = intercept;
        if (intercept) {
            MatrixBlocks.centre(kernel);
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
                inverses[j] = scope.own(kernel.to(Precision.FLOAT64));
                SmootherInverse.inPlace(inverses[j], intercept, alphas[j]);
            }
            return new KernelSmoother(IntStream.range(0, rows()).toArray(), inverses, scope);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    @Override
    public long bytesOfOne() {
        // the inverse, and its part of a stack of at most n/2 x n/2 weights
        return 10L * rows() * rows();
    }

    @Override
    public Spectral spectral() {
        return KernelSpectrum.of(kernel, intercept);
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
