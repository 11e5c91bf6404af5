package org.neurobeam.encoders.leaveout;

import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/** Features fewer than samples: nothing of order n x n is made. */
final class PrimalForm implements LeaveOutForm {
    private final DenseMatrix features;
    private final boolean intercept;

    PrimalForm(RowSource features, boolean intercept) {
        this.features = DenseMatrix.copyOf(features, Precision.FLOAT64);
        this.intercept = intercept;
    }

    @Override
    public int rows() {
        return features.rows();
    }

    @Override
    public Smoother at(double... alphas) {
        return PrimalSmoother.of(features, IntStream.range(0, rows()).toArray(), intercept, alphas);
    }

    @Override
    public long bytesOfOne() {
        return 8L * features.columns();
    }

    @Override
    public double[] spectrum() {
        try (PrimalSmoother smoother =
                PrimalSmoother.of(features, IntStream.range(0, rows()).toArray(), intercept, new double[0])) {
            return smoother.spectrum();
        }
    }

    @Override
    public String description() {
        return "primal form, " + features.columns() + " features and the rows left out are fewer than those that train";
    }

    @Override
    public void close() {
        features.close();
    }
}
