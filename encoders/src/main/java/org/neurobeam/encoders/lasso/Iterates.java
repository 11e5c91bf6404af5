package org.neurobeam.encoders.lasso;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * The weights of the targets that have not converged, with the momentum of each: FISTA, restarted for a target whose
 * momentum points uphill. All arrays are [p x active] row-major.
 */
final class Iterates implements AutoCloseable {
    /** Columns are closed up when this share of them has converged: moving them costs 1/p of a product. */
    private static final int RETIRED_SHARE = 8;

    private final MatrixScope scope = new MatrixScope();
    private final int features;
    private final DenseMatrix pointMemory;
    private final DenseMatrix productMemory;
    private int[] targets;
    private double[] covariance;
    private double[] weights;
    private double[] previous;
    private double[] point;
    private double[] product;
    private double[] inertia;
    private boolean[] done;
    private int running;

    /**
     * Starts from given weights.
     *
     * @param start weights of all targets, [p x all]
     * @param covariance X'Y of all targets, [p x all]
     * @param targets columns to iterate
     */
    Iterates(int features, double[] start, double[] covariance, int[] targets) {
        int all = start.length / features;
        this.features = features;
        this.targets = targets.clone();
        this.running = targets.length;
        this.covariance = gather(covariance, all, targets);
        this.weights = gather(start, all, targets);
        this.previous = weights.clone();
        this.point = weights.clone();
        this.product = new double[weights.length];
        this.inertia = new double[running];
        Arrays.fill(inertia, 1);
        this.done = new boolean[running];
        this.pointMemory = scope.zeros(Precision.FLOAT64, features, running);
        this.productMemory = scope.zeros(Precision.FLOAT64, features, running);
    }

    private double[] gather(double[] from, int width, int[] columns) {
        double[] into = new double[features * columns.length];
        for (int j = 0; j < features; j++) {
            for (int k = 0; k < columns.length; k++) {
                into[j * columns.length + k] = from[j * width + columns[k]];
            }
        }
        return into;
    }

    /** Number of targets that have not converged. */
    int running() {
        return running;
    }

    /**
     * One step: gradient at the point, shrinkage, momentum.
     *
     * @param scale thresholds for a step of length 1: n l1 and n l21
     */
    void step(NormalOperator operator, GroupShrinkage shrinkage, SparsePenalty scale) {
        int width = targets.length;
        DenseMatrix at = pointMemory.reshapedView(features, width);
        DenseMatrix moved = productMemory.reshapedView(features, width);
        at.reshapedView(1, point.length).writeRow(0, point);
        operator.apply(at, moved);
        moved.reshapedView(1, product.length).readRow(0, product);
        double[] oldest = previous;
        previous = weights;
        weights = oldest;
        double step = operator.step();
        for (int j = 0; j < weights.length; j++) {
            weights[j] = point[j] - step * (product[j] - covariance[j]);
        }
        shrinkage.apply(weights, width, step * scale.l1(), step * scale.l21());
    }

    /**
     * Writes out targets that the last step hardly moved from the point where it started, and moves the point of the
     * others.
     *
     * @param tolerance share of the largest weight of a target
     * @param result weights of all targets, [p x all]
     */
    void advance(double tolerance, double[] result) {
        int width = targets.length;
        double[] change = new double[width];
        double[] size = new double[width];
        double[] uphill = new double[width];
        for (int j = 0, i = 0; j < features; j++) {
            for (int k = 0; k < width; k++, i++) {
                double shift = weights[i] - point[i];
                change[k] = Math.max(change[k], Math.abs(shift));
                size[k] = Math.max(size[k], Math.abs(weights[i]));
                uphill[k] -= shift * (weights[i] - previous[i]);
            }
        }
        double[] momentum = momentum(uphill);
        for (int k = 0; k < width; k++) {
            if (!done[k] && change[k] <= tolerance * size[k]) {
                finish(k, result);
            }
        }
        for (int j = 0, i = 0; j < features; j++) {
            for (int k = 0; k < width; k++, i++) {
                point[i] = weights[i] + momentum[k] * (weights[i] - previous[i]);
            }
        }
    }

    private double[] momentum(double[] uphill) {
        double[] momentum = new double[uphill.length];
        for (int k = 0; k < uphill.length; k++) {
            if (uphill[k] > 0) {
                inertia[k] = 1;
            }
            double next = (1 + Math.sqrt(1 + 4 * inertia[k] * inertia[k])) / 2;
            momentum[k] = (inertia[k] - 1) / next;
            inertia[k] = next;
        }
        return momentum;
    }

    private void finish(int column, double[] result) {
        int all = result.length / features;
        for (int j = 0; j < features; j++) {
            result[j * all + targets[column]] = weights[j * targets.length + column];
        }
        done[column] = true;
        running--;
    }

    /** Writes out what has not converged; returns how many those are. */
    int finishAll(double[] result) {
        int open = running;
        for (int k = 0; k < targets.length; k++) {
            if (!done[k]) {
                finish(k, result);
            }
        }
        return open;
    }

    /** Closes up the columns once enough targets have converged. */
    void compact() {
        int width = targets.length;
        if (running == 0 || (width - running) * RETIRED_SHARE < width) {
            return;
        }
        int[] kept = IntStream.range(0, width).filter(k -> !done[k]).toArray();
        covariance = gather(covariance, width, kept);
        weights = gather(weights, width, kept);
        previous = gather(previous, width, kept);
        point = gather(point, width, kept);
        product = new double[weights.length];
        inertia = Arrays.stream(kept).mapToDouble(k -> inertia[k]).toArray();
        targets = Arrays.stream(kept).map(k -> targets[k]).toArray();
        done = new boolean[kept.length];
    }

    @Override
    public void close() {
        scope.close();
    }
}
