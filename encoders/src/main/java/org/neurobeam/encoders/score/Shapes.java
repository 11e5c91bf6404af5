package org.neurobeam.encoders.score;

import org.neurobeam.preprocess.linalg.RowSource;

/** Refuses matrices that do not belong together, naming both. */
final class Shapes {
    private Shapes() {}

    static void requireSame(RowSource measured, RowSource predicted) {
        if (measured.rows() != predicted.rows() || measured.columns() != predicted.columns()) {
            throw new IllegalArgumentException("measured [" + measured.rows() + " samples x " + measured.columns()
                    + " targets] but predicted [" + predicted.rows() + " samples x " + predicted.columns()
                    + " targets]");
        }
    }

    /** Number of samples of each of R stacked repeats. */
    static int samplesPerRepeat(RowSource stacked, int repeats) {
        int samples = repeats < 1 ? 0 : stacked.rows() / repeats;
        if (repeats < 2 || samples < 2 || samples * repeats != stacked.rows()) {
            throw new IllegalArgumentException(
                    stacked.rows() + " rows are not " + repeats + " (at least 2) repeats of 2 or more samples");
        }
        return samples;
    }

    static void requireTargets(String left, int leftTargets, String right, int rightTargets) {
        if (leftTargets != rightTargets) {
            throw new IllegalArgumentException(
                    left + " [" + leftTargets + " targets] but " + right + " [" + rightTargets + " targets]");
        }
    }
}
