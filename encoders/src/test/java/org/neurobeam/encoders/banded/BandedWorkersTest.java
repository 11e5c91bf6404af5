package org.neurobeam.encoders.banded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

class BandedWorkersTest {
    private static final int SAMPLES = 48;

    private static DoubleMatrix noise(long seed, int columns) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.nextGaussian();
        }
        return m;
    }

    /** 7 candidates: neither 2 nor 3 workers divide them. */
    @Test
    void noBitDependsOnTheNumberOfWorkers() {
        RowSource y = RowSource.of(noise(3, 11));
        Folds folds = Folds.kFold(SAMPLES, 4);
        BandCandidates candidates = BandCandidates.dirichlet(7, 2, 5);
        try (BandKernels kernels = BandKernels.of(List.of(
                KernelBand.linear("first", RowSource.of(noise(1, 30))),
                KernelBand.linear("second", RowSource.of(noise(2, 9)))))) {
            BandedFit one = new MultipleKernelRidge(candidates, BandedOptions.defaults()).fit(kernels, y, folds);
            for (int workers : new int[] {2, 3}) {
                BandedFit many = new MultipleKernelRidge(
                                candidates, BandedOptions.defaults().withWorkers(workers))
                        .fit(kernels, y, folds);
                assertThat(many.selection().candidates())
                        .isEqualTo(one.selection().candidates());
                assertThat(many.selection().cvScores().values())
                        .isEqualTo(one.selection().cvScores().values());
                assertThat(many.model().dualWeights().values())
                        .isEqualTo(one.model().dualWeights().values());
            }
        }
    }

    /** Fewer features than samples: the search over factors of features, with tiles that do not divide the targets. */
    @Test
    void noBitOfASearchOverFeaturesDependsOnTheNumberOfWorkers() {
        RowSource x = RowSource.of(noise(4, 9));
        RowSource y = RowSource.of(noise(3, 11));
        FeatureGroups groups = FeatureGroups.ofLabels(0, 0, 0, 0, 1, 1, 1, 1, 1);
        BandCandidates candidates = BandCandidates.dirichlet(7, 2, 5);
        BandedOptions options = BandedOptions.defaults().withTileTargets(4);
        Folds folds = Folds.kFold(SAMPLES, 4);
        GroupRidgeFit one = new GroupRidge(candidates, options).fit(x, groups, y, folds);
        assertThat(Arrays.stream(one.selection().candidates()).distinct().count())
                .isGreaterThan(2);
        for (int workers : new int[] {2, 3}) {
            GroupRidgeFit many = new GroupRidge(candidates, options.withWorkers(workers)).fit(x, groups, y, folds);
            assertThat(many.selection().candidates()).isEqualTo(one.selection().candidates());
            assertThat(many.selection().cvScores().values())
                    .isEqualTo(one.selection().cvScores().values());
            assertThat(many.model().weightsAsDouble().values())
                    .isEqualTo(one.model().weightsAsDouble().values());
            assertThat(many.model().intercept()).isEqualTo(one.model().intercept());
        }
    }
}
