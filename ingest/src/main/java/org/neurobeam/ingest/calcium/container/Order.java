package org.neurobeam.ingest.calcium.container;

import java.util.List;

/** Orders of the numbers of an array. */
final class Order {
    private Order() {}

    /** Column-major values as row-major ones of the same shape. */
    static double[] fromColumns(double[] values, List<Integer> shape) {
        if (shape.stream().filter(n -> n != 1).count() < 2) {
            return values;
        }
        int rows = shape.get(0);
        if (shape.size() == 2) {
            int columns = shape.get(1);
            double[] turned = new double[values.length];
            for (int j = 0; j < columns; j++) {
                for (int i = 0; i < rows; i++) {
                    turned[i * columns + j] = values[j * rows + i];
                }
            }
            return turned;
        }
        return general(values, shape);
    }

    private static double[] general(double[] values, List<Integer> shape) {
        double[] turned = new double[values.length];
        int[] at = new int[shape.size()];
        for (int k = 0; k < values.length; k++) {
            int rest = k;
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] = rest % shape.get(axis);
                rest /= shape.get(axis);
            }
            int to = 0;
            for (int axis = 0; axis < at.length; axis++) {
                to = to * shape.get(axis) + at[axis];
            }
            turned[to] = values[k];
        }
        return turned;
    }
}
