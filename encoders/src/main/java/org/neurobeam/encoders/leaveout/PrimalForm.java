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
    public Spectral spectral() {
        PrimalSmoother unshrunk = (PrimalSmoother) at();
        return new Spectral() {
            @Override
            public double[] spectrum() {
                return unshrunk.spectrum();
            }

            @Override
            public Smoother at(double... alphas) {
                return PrimalForm.this.at(alphas);
            }

            @Override
            public void close() {
                unshrunk.close();
            }
        };
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
