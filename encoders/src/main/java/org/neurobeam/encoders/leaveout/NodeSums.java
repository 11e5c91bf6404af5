package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/**
 * Sums and the (M + 1)^2 Gram matrix of the predictions at nodes and the measured rows, for every target of a tile:
 * float64, (M + 1)(M + 2) operations a row and target, along targets so that the loops run on vectors.
 */
final class NodeSums {
    /** Rows of one pass over the sums. */
    private static final int ROWS = 4;
    /** Targets whose sums stay in the nearest cache. */
    private static final int WIDTH = 128;

    private final int nodes;
    private final int targets;
    /** Lower triangle; the last series is the measured one. */
    private final double[][][] gram;

    private final double[][] sums;

    NodeSums(int nodes, int targets) {
        this.nodes = nodes;
        this.targets = targets;
        this.sums = new double[nodes + 1][targets];
        this.gram = new double[nodes + 1][][];
        Arrays.setAll(gram, a -> new double[a + 1][targets]);
    }

    /**
     * Adds the rows of one fold.
     *
     * @param measured [any rows x w]
     * @param scored which of them, n_v
     * @param predicted [M n_v x w], node by node
     */
    void add(DenseMatrix measured, int[] scored, DenseMatrix predicted) {
        double[][][] group = new double[nodes + 1][ROWS][targets];
        for (int first = 0; first < scored.length; first += ROWS) {
            for (int i = 0; i < ROWS; i++) {
                int row = first + i;
                for (int a = 0; a < nodes && row < scored.length; a++) {
                    predicted.readRow(a * scored.length + row, group[a][i]);
                }
                if (row < scored.length) {
                    measured.readRow(scored[row], group[nodes][i]);
                } else {
                    clear(group, i);
                }
            }
            addGroup(group);
        }
    }

    private static void clear(double[][][] group, int row) {
        for (double[][] series : group) {
            Arrays.fill(series[row], 0);
        }
    }

    private void addGroup(double[][][] group) {
        for (int from = 0; from < targets; from += WIDTH) {
            int to = Math.min(targets, from + WIDTH);
            for (int a = 0; a <= nodes; a++) {
                addRows(sums[a], group[a], from, to);
                for (int b = 0; b <= a; b++) {
                    addProducts(gram[a][b], group[a], group[b], from, to);
                }
            }
        }
    }

    private static void addRows(double[] sum, double[][] rows, int from, int to) {
        double[] r0 = rows[0];
        double[] r1 = rows[1];
        double[] r2 = rows[2];
        double[] r3 = rows[3];
        for (int v = from; v < to; v++) {
            sum[v] += r0[v] + r1[v] + r2[v] + r3[v];
        }
    }

    private static void addProducts(double[] sum, double[][] a, double[][] b, int from, int to) {
        double[] a0 = a[0];
        double[] a1 = a[1];
        double[] a2 = a[2];
        double[] a3 = a[3];
        double[] b0 = b[0];
        double[] b1 = b[1];
        double[] b2 = b[2];
        double[] b3 = b[3];
        for (int v = from; v < to; v++) {
            sum[v] += a0[v] * b0[v] + a1[v] * b1[v] + a2[v] * b2[v] + a3[v] * b3[v];
        }
    }

    /** y.y and sum y of one target. */
    double[] ofMeasured(int target) {
        return new double[] {gram[nodes][nodes][target], sums[nodes][target]};
    }

    /**
     * y.f, f.f and sum f of combined predictions {@code f = sum_m c_m f_m}, [3][w].
     *
     * @param c coefficients of the nodes, [M]
     */
    double[][] ofCombined(double... c) {
        double[][] combined = new double[3][targets];
        for (int a = 0; a < nodes; a++) {
            addTo(combined[0], c[a], gram[nodes][a]);
            addTo(combined[2], c[a], sums[a]);
            for (int b = 0; b <= a; b++) {
                addTo(combined[1], (b < a ? 2 : 1) * c[a] * c[b], gram[a][b]);
            }
        }
        return combined;
    }

    private static void addTo(double[] sum, double factor, double... values) {
        for (int v = 0; v < sum.length; v++) {
            sum[v] += factor * values[v];
        }
    }
}
