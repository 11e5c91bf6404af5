package org.neurobeam.preprocess.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Reference arrays of the folder golden/fmri and the comparison |a - b| <= atol + rtol |b|. */
public final class Golden {
    private Golden() {}

    /** An array below golden/fmri by its name. */
    public static DoubleMatrix array(String name) {
        return SharedData.csv("golden/fmri/" + name + ".csv");
    }

    /** The lines of a table below golden/fmri: a header, then an index column and values. */
    public static List<String> lines(String file) {
        try {
            return Files.readAllLines(SharedData.path("golden/fmri/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with the worst element unless every element is within the tolerance. */
    public static void assertClose(double[] actual, DoubleMatrix expected, double rtol, double atol) {
        double[] e = expected.values();
        assertThat(actual).as("length").hasSameSizeAs(e);
        int worst = -1;
        double excess = 0;
        for (int i = 0; i < e.length; i++) {
            boolean equal = Double.compare(actual[i], e[i]) == 0;
            double ratio = equal ? 0 : Math.abs(actual[i] - e[i]) / (atol + rtol * Math.abs(e[i]));
            if (!(ratio <= 1) && !(ratio <= excess)) {
                worst = i;
                excess = ratio;
            }
        }
        if (worst >= 0) {
            fail("element %d is %s, expected %s (%s times the tolerance)", worst, actual[worst], e[worst], excess);
        }
    }

    /** As {@link #assertClose(double[], DoubleMatrix, double, double)}, and the shapes must agree. */
    public static void assertClose(DoubleMatrix actual, DoubleMatrix expected, double rtol, double atol) {
        assertThat(actual.toString()).isEqualTo(expected.toString());
        assertClose(actual.values(), expected, rtol, atol);
    }
}
