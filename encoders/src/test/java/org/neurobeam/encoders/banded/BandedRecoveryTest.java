package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.encoders.kernel.Matrices.gaussian;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Planted bands: banded ridge must win where the bands differ and only there. */
class BandedRecoveryTest {
    private static final int TRAIN = 200;
    private static final int TEST = 200;
    private static final int TARGETS = 60;
    private static final BandedOptions OPTIONS = BandedOptions.defaults().withAlphas(RidgeOptions.logspace(0, 4, 9));

    private final List<DoubleMatrix> x = List.of(gaussian(TRAIN + TEST, 40, 1), gaussian(TRAIN + TEST, 300, 2));

    /** Targets whose noise has variance 1 and whose bands explain the given variances. */
    private DoubleMatrix targets(double... variances) {
        DoubleMatrix y = gaussian(TRAIN + TEST, TARGETS, 3);
        for (int b = 0; b < 2; b++) {
            int p = x.get(b).columns();
            DoubleMatrix w = gaussian(p, TARGETS, 10 + b);
            double scale = Math.sqrt(variances[b] / p);
            for (int i = 0; i < y.rows(); i++) {
                for (int j = 0; j < p; j++) {
                    for (int v = 0; v < TARGETS; v++) {
                        y.set(i, v, y.get(i, v) + scale * x.get(b).get(i, j) * w.get(j, v));
                    }
                }
            }
        }
        return y;
    }

    private double heldOutR2(DoubleMatrix y, BandCandidates candidates) {
        List<KernelBand> bands = x.stream()
                .map(f -> KernelBand.linear("band", RowSource.of(f.rows(0, TRAIN))))
                .toList();
        List<RowSource> test =
                x.stream().map(f -> RowSource.of(f.rows(TRAIN, TRAIN + TEST))).toList();
        try (BandKernels kernels = BandKernels.of(bands);
                BandKernels testKernels = BandKernels.between(bands, test)) {
            BandedFit fit = new MultipleKernelRidge(candidates, OPTIONS)
                    .fit(kernels, RowSource.of(y.rows(0, TRAIN)), Folds.kFold(TRAIN, 5));
            double[] r2 = TargetScores.of(
                            RowSource.of(y.rows(TRAIN, TRAIN + TEST)),
                            RowSource.of(fit.model().predict(testKernels)))
                    .r2();
            return Arrays.stream(r2).average().orElseThrow();
        }
    }

    /** All signal in 40 of 340 columns: one penalty drowns it in the other 300. */
    @Test
    void bandsOfDifferentUseArePenalisedDifferently() {
        DoubleMatrix y = targets(1, 0);
        double plain = heldOutR2(y, BandCandidates.dirichlet(1, 2, 0));
        double banded = heldOutR2(y, BandCandidates.dirichlet(20, 2, 0));
        assertThat(banded).isGreaterThan(plain + 0.1);
        // of the explainable 0.5, ordinary least squares on the 40 useful columns would keep 0.5 - 0.5 * 40/160
        assertThat(banded).isBetween(0.3, 0.5);
    }

    /** The same variance per column everywhere: equal weights are right, and the search can only lose noise. */
    @Test
    void equalBandsGainNothing() {
        DoubleMatrix y = targets(40 / 170.0, 300 / 170.0);
        double plain = heldOutR2(y, BandCandidates.dirichlet(1, 2, 0));
        double banded = heldOutR2(y, BandCandidates.dirichlet(20, 2, 0));
        double noise = 0.02;
        assertThat(plain).isGreaterThan(0.1);
        assertThat(banded - plain).isLessThan(noise).isCloseTo(0, within(2 * noise));
    }
}
