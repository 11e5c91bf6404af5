package org.neurobeam.preprocess.cleaning.confounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

class MotionQualityTest {
    @Test
    void displacementByHand() {
        DoubleMatrix translations = DoubleMatrix.wrap(2, 3, 0, 0, 0, 1, -2, 0.5);
        DoubleMatrix rotations = DoubleMatrix.wrap(2, 3, 0, 0, 0, 0.01, 0, -0.02);
        assertThat(MotionQuality.framewiseDisplacement(translations, rotations)).containsExactly(0, 5);
        assertThatThrownBy(() -> MotionQuality.framewiseDisplacement(translations, DoubleMatrix.zeros(3, 3)))
                .hasMessageContaining("translationsMm [2 volumes x 3] and rotationsRad [3 volumes x 3]");
    }

    @Test
    void dvarsOfBlocksEqualsDvarsOfAll() {
        FloatMatrix voxels = FloatMatrix.wrap(3, 3, 1, 2, 4, 0, 3, 3, 5, 5, 1);
        double[] sums = new double[2];
        MotionQuality.addSquaredChanges(voxels.rows(0, 1), sums);
        MotionQuality.addSquaredChanges(voxels.rows(1, 3), sums);
        assertThat(MotionQuality.dvars(sums, 3)).containsExactly(Math.sqrt(10 / 3.0), Math.sqrt(20 / 3.0));
        assertThat(MotionQuality.dvars(DoubleMatrix.wrap(3, 3, 1, 0, 5, 2, 3, 5, 4, 3, 1)))
                .containsExactly(Math.sqrt(10 / 3.0), Math.sqrt(20 / 3.0));
        assertThatThrownBy(() -> MotionQuality.addSquaredChanges(voxels, new double[3]))
                .hasMessageContaining("sums [3] must be one shorter");
    }

    @Test
    void snrOfAConstantVoxelIsUnknown() {
        assertThat(MotionQuality.temporalSnr(FloatMatrix.wrap(2, 2, 3, 5, 7, 7)))
                .containsExactly(4, Double.NaN);
    }

    @Test
    void shortSegmentsGoWithTheirOutliers() {
        boolean[] outlier = {false, false, true, false, false, false, true, true, false, false, false, false};
        assertThat(MotionQuality.keptSegments(outlier, 4))
                .containsExactly(false, false, false, false, false, false, false, false, true, true, true, true);
        assertThat(MotionQuality.keptSegments(outlier, 0))
                .containsExactly(true, true, false, true, true, true, false, false, true, true, true, true);
        assertThat(MotionQuality.keptSegments(new boolean[2], 5)).containsExactly(true, true);
    }
}
