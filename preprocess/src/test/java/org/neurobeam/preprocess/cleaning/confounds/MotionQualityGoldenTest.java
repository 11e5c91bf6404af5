package org.neurobeam.preprocess.cleaning.confounds;

import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.cleaning.Golden;
import org.neurobeam.schemas.array.DoubleMatrix;

class MotionQualityGoldenTest {
    /** A few sums of float64. */
    private static final double TOLERANCE = 1e-12;

    @Test
    void framewiseDisplacement() {
        DoubleMatrix motion = Golden.array("input/haxby_moest");
        DoubleMatrix rotations = DoubleMatrix.zeros(motion.rows(), 3);
        DoubleMatrix translations = DoubleMatrix.zeros(motion.rows(), 3);
        for (int t = 0; t < motion.rows(); t++) {
            for (int j = 0; j < 3; j++) {
                rotations.set(t, j, motion.get(t, j));
                translations.set(t, j, motion.get(t, j + 3));
            }
        }
        check(MotionQuality.framewiseDisplacement(translations, rotations), "qc/fd_power");
    }

    @Test
    void dvars() {
        check(MotionQuality.dvars(Golden.array("input/haxby_all")), "qc/dvars_raw");
    }

    @Test
    void temporalSnr() {
        check(MotionQuality.temporalSnr(Golden.array("input/haxby_all")), "qc/tsnr");
    }

    private static void check(double[] found, String golden) {
        Golden.assertClose(DoubleMatrix.wrap(found.length, 1, found), Golden.array(golden), TOLERANCE, TOLERANCE);
    }
}
