package org.neurobeam.preprocess.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Reference arrays and their comparison. */
public final class Golden {
    private Golden() {}

    /** The array {@code golden/fmri/NAME.csv}. */
    public static DoubleMatrix array(String name) {
        return SharedData.csv("golden/fmri/" + name + ".csv");
    }

    /** Every element within {@code atol + rtol |expected|}. */
    public static void assertClose(DoubleMatrix found, DoubleMatrix expected, double rtol, double atol) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        assertThat(found.columns()).isEqualTo(expected.columns());
        double worst = 0;
        String place = "";
        for (int i = 0; i < found.rows(); i++) {
            for (int j = 0; j < found.columns(); j++) {
                double allowed = atol + rtol * Math.abs(expected.get(i, j));
                double ratio = Math.abs(found.get(i, j) - expected.get(i, j)) / allowed;
                if (!(ratio <= worst)) {
                    worst = ratio;
                    place = "[" + i + "][" + j + "] = " + found.get(i, j) + ", expected " + expected.get(i, j);
                }
            }
        }
        assertThat(worst)
                .as("error in units of the tolerance, worst at " + place)
                .isLessThanOrEqualTo(1);
    }
}
