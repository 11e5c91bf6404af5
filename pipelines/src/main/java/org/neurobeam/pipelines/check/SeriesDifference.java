package org.neurobeam.pipelines.check;

import java.util.Map;
import java.util.TreeSet;

/**
 * How far series of the same units differ.
 *
 * @param compared values of units that both have
 * @param unequal values that differ by more than the tolerance, or that only one has
 * @param first the first of them
 */
record SeriesDifference(long compared, long unequal, String first) {
    /**
     * Compares value by value; NaN equals NaN.
     *
     * @param tolerance largest difference beside the rounding of float32; 0 for equal
     */
    static SeriesDifference of(Map<Integer, float[]> expected, Map<Integer, float[]> found, double tolerance) {
        long compared = 0;
        long unequal = 0;
        String first = "";
        TreeSet<Integer> units = new TreeSet<>(expected.keySet());
        units.addAll(found.keySet());
        for (int unit : units) {
            float[] a = expected.getOrDefault(unit, new float[0]);
            float[] b = found.getOrDefault(unit, new float[0]);
            unequal += Math.abs(a.length - b.length);
            for (int t = 0; t < Math.min(a.length, b.length); t++) {
                compared++;
                if (!isNear(a[t], b[t], tolerance)) {
                    unequal++;
                    first = first.isEmpty() ? "unit " + unit + " sample " + t + ": " + a[t] + " and " + b[t] : first;
                }
            }
        }
        return new SeriesDifference(compared, unequal, first);
    }

    private static boolean isNear(float a, float b, double tolerance) {
        double rounding = tolerance == 0 ? 0 : Math.ulp(a);
        return Float.isNaN(a) ? Float.isNaN(b) : Math.abs((double) a - b) <= tolerance + rounding;
    }

    @Override
    public String toString() {
        return compared + " values compared, " + unequal + " unequal"
                + (first.isEmpty() ? ": other units or samples" : ", first " + first);
    }
}
