package org.neurobeam.pipelines.report;

import java.util.Arrays;
import java.util.List;

/**
 * Scores of all targets of a group: Pearson r, and where known R2, the noise floor, alpha and a label.
 *
 * <p>With a volume there is one element per voxel of the grid, i fastest, NaN where there is no target; without one
 * there is one per target. Optional arrays are empty when unknown. Arrays are handed over, not copied.
 */
public final class TargetScores {
    private static final int SIGNIFICANCE = 4;
    private static final int CC_MAX = 5;
    private static final float LEVEL = 0.05f;

    private final float[] r;
    private final float[] r2;
    private final float[] noiseFloor;
    private final float[] alpha;
    private final float[] significance;
    private final float[] ccMax;
    private final float[] ccNorm;
    private final List<String> labels;
    private final String test;

    private TargetScores(float[][] arrays, List<String> labels, String test) {
        this.r = arrays[0];
        this.r2 = arrays[1];
        this.noiseFloor = arrays[2];
        this.alpha = arrays[3];
        this.significance = arrays[4];
        this.ccMax = arrays[5];
        this.ccNorm = arrays[6];
        this.labels = labels;
        this.test = test;
    }

    /**
     * Scores of n targets or voxels.
     *
     * @param r [n], NaN outside the mask and where undefined
     */
    public static TargetScores of(float[] r) {
        float[] none = {};
        return new TargetScores(new float[][] {r, none, none, none, none, none, none}, List.of(), "");
    }

    /** The same scores with R2, [n]. */
    public TargetScores withR2(float[] values) {
        return with(1, checked("R2", values));
    }

    /** The same scores with the noise floor, [n]: the 95th percentile of r under circular shifts (r_null_95). */
    public TargetScores withNoiseFloor(float[] values) {
        return with(2, checked("noise floor", values));
    }

    /** The same scores with the penalty of each target's final fit, [n]. */
    public TargetScores withAlpha(float[] values) {
        return with(3, checked("alpha", values));
    }

    /**
     * The same scores with p-values of r against chance.
     *
     * @param name what they are, the column of scores.parquet: {@code q}, {@code p_familywise} or {@code p}
     * @param values [n]; NaN where not tested
     */
    public TargetScores withSignificance(String name, float[] values) {
        float[][] changed = arrays();
        changed[SIGNIFICANCE] = checked(name, values);
        return new TargetScores(changed, labels, name);
    }

    /** The same scores with a label for each target (parcel, neuron), [n]; empty strings where there is none. */
    public TargetScores withLabels(List<String> values) {
        if (values.size() != r.length) {
            throw new IllegalArgumentException("labels [" + values.size() + "] but r [" + r.length + "]");
        }
        return new TargetScores(arrays(), List.copyOf(values), test);
    }

    /** The same scores with ceilings from repeats: the largest correlation possible, and the share of it reached, [n]. */
    public TargetScores withCeiling(float[] largest, float[] share) {
        return with(CC_MAX, checked("CC max", largest)).with(CC_MAX + 1, checked("CC norm", share));
    }

    private float[][] arrays() {
        return new float[][] {r, r2, noiseFloor, alpha, significance, ccMax, ccNorm};
    }

    private TargetScores with(int index, float[] values) {
        float[][] changed = arrays();
        changed[index] = values;
        return new TargetScores(changed, labels, test);
    }

    private float[] checked(String name, float[] values) {
        if (values.length != r.length) {
            throw new IllegalArgumentException(name + " [" + values.length + "] but r [" + r.length + "]");
        }
        return values;
    }

    /** Number of elements: voxels of the grid, or targets. */
    public int size() {
        return r.length;
    }

    /** Pearson r of element n. */
    public float r(int n) {
        return r[n];
    }

    /** R2 of element n, NaN when unknown. */
    public float r2(int n) {
        return r2.length == 0 ? Float.NaN : r2[n];
    }

    /** The noise floor of element n, NaN when unknown. */
    public float noiseFloor(int n) {
        return noiseFloor.length == 0 ? Float.NaN : noiseFloor[n];
    }

    /** The penalty of element n, NaN when unknown. */
    public float alpha(int n) {
        return alpha.length == 0 ? Float.NaN : alpha[n];
    }

    /** What {@link #significance} is, e.g. {@code q}; empty when unknown. */
    public String test() {
        return test;
    }

    /** The p-value of element n, corrected as {@link #test} says, NaN when unknown. */
    public float significance(int n) {
        return significance.length == 0 ? Float.NaN : significance[n];
    }

    /** The label of element n, empty when there is none. */
    public String label(int n) {
        return labels.isEmpty() ? "" : labels.get(n);
    }

    /** Whether R2 is known. */
    public boolean hasR2() {
        return r2.length > 0;
    }

    /** Whether noise floors are known. */
    public boolean hasNoiseFloor() {
        return noiseFloor.length > 0;
    }

    /** Whether penalties are known. */
    public boolean hasAlpha() {
        return alpha.length > 0;
    }

    /** The largest correlation that any model can reach in element n, NaN when unknown. */
    public float ccMax(int n) {
        return ccMax.length == 0 ? Float.NaN : ccMax[n];
    }

    /** The share of the largest correlation that was reached in element n, NaN when unknown. */
    public float ccNorm(int n) {
        return ccNorm.length == 0 ? Float.NaN : ccNorm[n];
    }

    /** Whether ceilings are known. */
    public boolean hasCeiling() {
        return ccMax.length > 0;
    }

    /** Number of elements tested against chance. */
    public int tested() {
        int tested = 0;
        for (float q : significance) {
            tested += Float.isNaN(q) ? 0 : 1;
        }
        return tested;
    }

    /** Number of elements whose {@link #significance} is below 0.05. */
    public int significant() {
        int count = 0;
        for (float q : significance) {
            count += q < LEVEL ? 1 : 0;
        }
        return count;
    }

    /** Whether any element has a label. */
    public boolean labelled() {
        return labels.stream().anyMatch(l -> !l.isEmpty());
    }

    /** Whether element n is scored and above its own noise floor. */
    public boolean aboveFloor(int n) {
        return r(n) > noiseFloor(n);
    }

    /** The finite values of r. */
    Distribution distribution() {
        return Distribution.of(r);
    }

    /** The finite noise floors of scored elements. */
    Distribution floors() {
        float[] floors = new float[r.length];
        for (int n = 0; n < r.length; n++) {
            floors[n] = Float.isFinite(r[n]) ? noiseFloor(n) : Float.NaN;
        }
        return Distribution.of(floors);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TargetScores s
                && Arrays.equals(r, s.r)
                && Arrays.equals(r2, s.r2)
                && Arrays.equals(noiseFloor, s.noiseFloor)
                && Arrays.equals(alpha, s.alpha)
                && Arrays.equals(significance, s.significance)
                && Arrays.equals(ccMax, s.ccMax)
                && Arrays.equals(ccNorm, s.ccNorm)
                && labels.equals(s.labels)
                && test.equals(s.test);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(r) + labels.hashCode();
    }

    @Override
    public String toString() {
        return "TargetScores[" + r.length + "]";
    }
}
