package org.neurobeam.schemas.io;

import java.util.Arrays;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * A run of rows of one trace file: values [units x samples], and for each unit its index, mean and standard deviation
 * before standardisation. Equality is by content and exact.
 */
public final class TraceBlock {
    private final FloatMatrix values;
    private final int[] roiIndices;
    private final double[] means;
    private final double[] stds;

    TraceBlock(FloatMatrix values, int[] roiIndices, double[] means, double[] stds) {
        this.values = values;
        this.roiIndices = roiIndices;
        this.means = means;
        this.stds = stds;
    }

    /** The values themselves, [units x samples], NaN where missing. */
    public FloatMatrix values() {
        return values;
    }

    /** Number of units. */
    public int units() {
        return values.rows();
    }

    /** Number of samples of every unit. */
    public int samples() {
        return values.columns();
    }

    /** Index of unit i in its recording. */
    public int roiIndex(int i) {
        return roiIndices[i];
    }

    /** Mean of unit i before standardisation. */
    public double mean(int i) {
        return means[i];
    }

    /** Standard deviation of unit i before standardisation. */
    public double std(int i) {
        return stds[i];
    }

    /** A copy of the indices, [units]. */
    public int[] roiIndices() {
        return roiIndices.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TraceBlock b
                && values.equals(b.values)
                && Arrays.equals(roiIndices, b.roiIndices)
                && Arrays.equals(means, b.means)
                && Arrays.equals(stds, b.stds);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + Arrays.hashCode(roiIndices);
    }

    @Override
    public String toString() {
        return "TraceBlock[" + units() + " units x " + samples() + " samples]";
    }
}
