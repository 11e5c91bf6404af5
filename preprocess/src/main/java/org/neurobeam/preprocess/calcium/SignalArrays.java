package org.neurobeam.preprocess.calcium;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that the signals of one ROI after another are computed in: as many as a ROI has signals, small enough to stay
 * near the processor, where new ones for every ROI would pass through main memory. Their content is what the ROI before
 * left. Not thread-safe: one for each recording in work.
 */
public final class SignalArrays {
    private final List<double[]> arrays = new ArrayList<>();
    private int next;

    /** All arrays may be taken again: results that refer to them are void. */
    void rewind() {
        next = 0;
    }

    /** An array of a length, with any content. */
    double[] take(int length) {
        if (next == arrays.size()) {
            arrays.add(new double[length]);
        } else if (arrays.get(next).length != length) {
            arrays.set(next, new double[length]);
        }
        return arrays.get(next++);
    }
}
