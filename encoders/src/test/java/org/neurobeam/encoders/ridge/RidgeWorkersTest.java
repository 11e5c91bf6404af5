package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.FloatMatrix;

class RidgeWorkersTest {
    private static final int SAMPLES = 40;

    private static FloatMatrix noise(long seed, int columns) {
        Random random = new Random(seed);
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @ParameterizedTest
    @CsvSource({"12, 2", "60, 2", "60, 5"})
    void noBitDependsOnTheNumberOfWorkers(int features, int workers) {
        int[] runs = new int[SAMPLES];
        java.util.Arrays.setAll(runs, i -> i / 10);
        RowSource x = RowSource.of(noise(1, features));
        RowSource y = RowSource.of(noise(2, 7));
        Folds outer = Folds.leaveOneRunOut(runs);
        try (RidgeDesign one = RidgeDesign.of(x, runs, outer, RidgeOptions.defaults());
                RidgeDesign many = RidgeDesign.of(
                        x,
                        runs,
                        outer,
                        RidgeOptions.defaults(),
                        DesignSettings.defaults().withWorkers(workers))) {
            RidgeFit a = one.fitTile(y);
            RidgeFit b = many.fitTile(y);
            assertThat(b.predictions().values()).isEqualTo(a.predictions().values());
            assertThat(b.outerAlphas().values()).isEqualTo(a.outerAlphas().values());
            assertThat(b.model().weights().values())
                    .isEqualTo(a.model().weights().values());
        }
    }
}
