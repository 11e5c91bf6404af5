package org.neurobeam.schemas.io;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values of one unit on one grid: one row of the table {@code traces} without what the whole file shares.
 *
 * <p>NaN stands at missing samples. The mask is absent when all samples are valid, else false exactly where the value
 * is NaN; a series read from a file keeps the stored mask, so that a check can compare the two. Equality is by content
 * and exact: NaN equals NaN.
 */
public final class TraceSeries {
    private final int roiIndex;
    private final Optional<String> label;
    private final OptionalInt slot;
    private final double mean;
    private final double std;
    private final float[] values;
    private final Optional<boolean[]> mask;
    private final boolean isStored;

    private TraceSeries(
            int roiIndex,
            Optional<String> label,
            OptionalInt slot,
            Moments moments,
            float[] values,
            Optional<boolean[]> mask,
            boolean isStored) {
        this.roiIndex = roiIndex;
        this.label = Objects.requireNonNull(label, "label");
        this.slot = Objects.requireNonNull(slot, "slot");
        this.mean = moments.mean();
        this.std = moments.std();
        this.values = values;
        this.mask = mask;
        this.isStored = isStored;
    }

    /** Mean and standard deviation (ddof 0) of a series before it was standardised. */
    public record Moments(double mean, double std) {
        /**
         * Of the samples that are not NaN, in float64; NaN when there are none.
         *
         * @param values an array that holds the series
         * @param offset first sample
         * @param length number of samples
         */
        public static Moments of(float[] values, int offset, int length) {
            int end = offset + length;
            // four sums at a time: one addition need not wait for the one before
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int i = offset;
            for (; i + 4 <= end; i += 4) {
                a += values[i];
                b += values[i + 1];
                c += values[i + 2];
                d += values[i + 3];
            }
            for (; i < end; i++) {
                a += values[i];
            }
            double sum = a + b + (c + d);
            if (!Double.isFinite(sum) || length == 0) {
                return withGaps(values, offset, length);
            }
            double mean = sum / length;
            return new Moments(mean, Math.sqrt(squares(values, offset, end, mean) / length));
        }

        private static double squares(float[] values, int offset, int end, double mean) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int i = offset;
            for (; i + 4 <= end; i += 4) {
                a += (values[i] - mean) * (values[i] - mean);
                b += (values[i + 1] - mean) * (values[i + 1] - mean);
                c += (values[i + 2] - mean) * (values[i + 2] - mean);
                d += (values[i + 3] - mean) * (values[i + 3] - mean);
            }
            for (; i < end; i++) {
                a += (values[i] - mean) * (values[i] - mean);
            }
            return a + b + (c + d);
        }

        private static Moments withGaps(float[] values, int offset, int length) {
            double sum = 0;
            int valid = 0;
            for (int i = offset; i < offset + length; i++) {
                float x = values[i];
                if (!Float.isNaN(x)) {
                    sum += x;
                    valid++;
                }
            }
            double mean = valid == 0 ? Double.NaN : sum / valid;
            double squares = 0;
            for (int i = offset; i < offset + length; i++) {
                double d = values[i] - mean;
                squares += Double.isNaN(d) ? 0 : d * d;
            }
            return new Moments(mean, valid == 0 ? Double.NaN : Math.sqrt(squares / valid));
        }
    }

    /**
     * A series without label; mean and standard deviation are those of its own values.
     *
     * @param values [samples], NaN where missing; handed over, not copied
     */
    public static TraceSeries of(int roiIndex, float... values) {
        return of(roiIndex, Moments.of(values, 0, values.length), values);
    }

    /**
     * A series without label.
     *
     * @param moments mean and standard deviation before standardisation
     * @param values [samples], NaN where missing; handed over, not copied
     */
    public static TraceSeries of(int roiIndex, Moments moments, float... values) {
        return new TraceSeries(
                roiIndex,
                Optional.empty(),
                OptionalInt.empty(),
                moments,
                values,
                maskOf(values, 0, values.length),
                false);
    }

    static TraceSeries stored(
            int roiIndex,
            Optional<String> label,
            OptionalInt slot,
            Moments moments,
            float[] values,
            Optional<boolean[]> mask) {
        return new TraceSeries(roiIndex, label, slot, moments, values, mask, true);
    }

    /** The same series with a neuron label and, for the neurons of the vocabulary, its slot. */
    public TraceSeries labelled(String name, OptionalInt vocabularySlot) {
        return new TraceSeries(roiIndex, Optional.of(name), vocabularySlot, moments(), values, mask, isStored);
    }

    /** The mask that the values ask for, whatever a file said. */
    Optional<boolean[]> trueMask() {
        return isStored ? maskOf(values, 0, values.length) : mask;
    }

    static Optional<boolean[]> maskOf(float[] values, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (Float.isNaN(values[i])) {
                boolean[] valid = new boolean[length];
                for (int j = 0; j < length; j++) {
                    valid[j] = !Float.isNaN(values[offset + j]);
                }
                return Optional.of(valid);
            }
        }
        return Optional.empty();
    }

    /** 0-based column in the recording. */
    public int roiIndex() {
        return roiIndex;
    }

    /** Neuron label. */
    public Optional<String> label() {
        return label;
    }

    /** Index of the label in the vocabulary. */
    public OptionalInt slot() {
        return slot;
    }

    /** Mean before standardisation. */
    public double mean() {
        return mean;
    }

    /** Standard deviation before standardisation. */
    public double std() {
        return std;
    }

    Moments moments() {
        return new Moments(mean, std);
    }

    /** Number of samples. */
    public int length() {
        return values.length;
    }

    /** The values themselves, [samples], not a copy: for kernels. */
    public float[] values() {
        return values;
    }

    /** A copy of the mask, [samples]; absent when all samples are valid. */
    public Optional<boolean[]> mask() {
        return mask.map(boolean[]::clone);
    }

    /** Whether the mask is what the values demand: absent without NaN, else false exactly at NaN. */
    public boolean maskAgrees() {
        Optional<boolean[]> expected = maskOf(values, 0, values.length);
        return expected.isPresent() == mask.isPresent()
                && (mask.isEmpty() || Arrays.equals(mask.get(), expected.get()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TraceSeries s
                && roiIndex == s.roiIndex
                && label.equals(s.label)
                && slot.equals(s.slot)
                && moments().equals(s.moments())
                && Arrays.equals(values, s.values)
                && mask.isPresent() == s.mask.isPresent()
                && (mask.isEmpty() || Arrays.equals(mask.get(), s.mask.get()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(roiIndex, label, slot, mean, std, Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "TraceSeries[roi " + roiIndex + label.map(l -> " " + l).orElse("") + ", " + values.length + " samples]";
    }
}
