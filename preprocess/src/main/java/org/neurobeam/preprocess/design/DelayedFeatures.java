package org.neurobeam.preprocess.design;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Feature spaces side by side, each with delays of its own, without the delayed copies: rows are made as they are read,
 * and products are made from those of the undelayed features.
 *
 * <pre>{@code
 * X   = [S_d X_s]   spaces s, in each all features at the first delay, then at the next  [n x sum_s p_s d_s]
 * XX' = sum_s sum_d S_d (X_s X_s') S_d'        X'w: X_s' (S_d' w)        S_d shifts by d within runs
 * with mixing M: blocks sum_a M_ab S_a X_s,  XX' = sum_s sum_ab (M M')_ab S_a (X_s X_s') S_b'
 * }</pre>
 *
 * <p>It reads the same values as what {@link Delays} lays out. The kernel costs n^2 p_s and n^2 per delay, weights cost
 * what they did. Nothing is copied but the row at hand; threads may share it if they may share the features.
 *
 * @see <a href="https://doi.org/10.1016/j.cub.2011.08.031">Nishimoto et al. 2011</a>
 */
public final class DelayedFeatures implements RowSource {
    private final List<DelayedSpace> spaces;
    private final RunEnds runs;
    private final int columns;

    private DelayedFeatures(RunEnds runs, List<DelayedSpace> spaces) {
        this.spaces = List.copyOf(spaces);
        this.runs = runs;
        this.columns = spaces.stream().mapToInt(DelayedSpace::columns).reduce(0, Math::addExact);
        for (DelayedSpace space : spaces) {
            if (space.values().rows() != runs.size()) {
                throw new IllegalArgumentException(
                        "features of " + space.values().rows() + " samples beside features of " + runs.size());
            }
        }
    }

    /**
     * Spaces of the same samples.
     *
     * @param runStarts first row of each run, increasing, beginning with 0
     * @param spaces at least one
     * @throws IllegalArgumentException if the spaces differ in samples or runs are not as described
     */
    public static DelayedFeatures of(int[] runStarts, List<DelayedSpace> spaces) {
        if (spaces.isEmpty()) {
            throw new IllegalArgumentException("no feature spaces");
        }
        int rows = spaces.get(0).values().rows();
        return new DelayedFeatures(RunEnds.of(runStarts, rows, "features [" + rows + " samples]"), spaces);
    }

    /** The spaces, in order. */
    public List<DelayedSpace> spaces() {
        return spaces;
    }

    /** First row of each run. */
    public int[] runStarts() {
        return runs.starts();
    }

    /** Whether any space has delays, or columns that are not its features. */
    public boolean delayed() {
        return spaces.stream().anyMatch(s -> !s.delays().equals(List.of(0)) || !s.unmixed());
    }

    /** The same spaces without their delays. */
    public DelayedFeatures undelayed() {
        return new DelayedFeatures(
                runs,
                spaces.stream()
                        .map(s -> new DelayedSpace(s.values(), List.of()))
                        .toList());
    }

    /** Number of columns without delays. */
    public int undelayedColumns() {
        return spaces.stream().mapToInt(s -> s.values().columns()).sum();
    }

    /** Some of the spaces, by their numbers. */
    public DelayedFeatures select(int... numbers) {
        return new DelayedFeatures(
                runs, IntStream.of(numbers).mapToObj(spaces::get).toList());
    }

    /** The sample that a delay brings to a row; -1 where it is of another run or of none. */
    public int source(int row, int delay) {
        return runs.source(row, delay);
    }

    /**
     * What a feature that is 1 in every sample is in a row.
     *
     * @param space its number
     * @param block of columns, one for each delay
     * @return 1 or 0 for plain delays
     */
    public double presence(int space, int block, int row) {
        DelayedSpace own = spaces.get(space);
        double presence = 0;
        for (int a = 0; a < own.delays().size(); a++) {
            presence +=
                    runs.source(row, own.delays().get(a)) < 0 ? 0 : own.mixing().get(a, block);
        }
        return presence;
    }

    /** |x|^2 of every sample with its delays, [n]. */
    public double[] squares() {
        double[] squares = new double[rows()];
        double[] row = new double[columns];
        for (int i = 0; i < squares.length; i++) {
            readRow(i, row);
            for (double x : row) {
                squares[i] += x * x;
            }
        }
        return squares;
    }

    /**
     * Refuses features of other spaces.
     *
     * @throws IllegalArgumentException if spaces, their features or their delays differ in number
     */
    public void requireLike(DelayedFeatures other) {
        List<String> own = spaces.stream().map(DelayedFeatures::shape).toList();
        List<String> others = other.spaces.stream().map(DelayedFeatures::shape).toList();
        if (!own.equals(others)) {
            throw new IllegalArgumentException("features of the spaces " + own + " but others of " + others);
        }
    }

    private static String shape(DelayedSpace space) {
        return space.values().columns() + " at delays " + space.delays();
    }

    @Override
    public int rows() {
        return runs.size();
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void readRow(int row, double[] into) {
        int at = 0;
        for (DelayedSpace space : spaces) {
            int p = space.values().columns();
            double[] part = new double[p];
            Arrays.fill(into, at, at + space.columns(), 0);
            for (int a = 0; a < space.delays().size(); a++) {
                int source = runs.source(row, space.delays().get(a));
                if (source >= 0) {
                    space.values().readRow(source, part);
                    addMixed(space, a, part, into, at);
                }
            }
            at += space.columns();
        }
    }

    /** Adds the features at delay a to every block of columns that has it. */
    private static void addMixed(DelayedSpace space, int a, double[] part, double[] into, int at) {
        for (int b = 0; b < space.delays().size(); b++) {
            double factor = space.mixing().get(a, b);
            int first = at + b * part.length;
            for (int j = 0; j < part.length && factor != 0; j++) {
                into[first + j] += factor * part[j];
            }
        }
    }

    /** By shifting: n^2 p for the undelayed features, n^2 for each delay, one more matrix [n x n] at a time. */
    @Override
    public void addRowGram(DenseMatrix into) {
        for (DelayedSpace space : spaces) {
            try (DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, rows(), rows())) {
                space.values().addRowGram(kernel);
                DelayedKernel.of(kernel, runs.starts(), space).addTo(into);
            }
        }
    }

    /** By shifting the factor: one product for each delay. */
    @Override
    public void multiplyTransposed(DenseMatrix w, DenseMatrix into) {
        int at = 0;
        for (DelayedSpace space : spaces) {
            int p = space.values().columns();
            for (int b = 0; b < space.delays().size(); b++) {
                try (DenseMatrix shifted = shiftedBack(w, space, b)) {
                    space.values().multiplyTransposed(shifted, into.rowView(at, at + p));
                }
                at += p;
            }
        }
    }

    /** sum_a M_ab S_a' w: what the rows of w mean for the samples that delays brought there. */
    private DenseMatrix shiftedBack(DenseMatrix w, DelayedSpace space, int b) {
        DenseMatrix shifted = DenseMatrix.zeros(w.precision(), w.rows(), w.columns());
        for (int a = 0; a < space.delays().size(); a++) {
            int delay = space.delays().get(a);
            double factor = space.mixing().get(a, b);
            for (int run = 0; run < runs.runs() && factor != 0; run++) {
                int first = runs.first(run, delay);
                int last = runs.last(run, delay);
                if (first < last) {
                    Blas.add(factor, w.rowView(first, last), shifted.rowView(first - delay, last - delay));
                }
            }
        }
        return shifted;
    }

    private static double[] scaled(double[] row, double factor) {
        return Arrays.stream(row).map(x -> factor * x).toArray();
    }

    /**
     * X'v in float64 on the heap, for one vector: n p flops for each delay.
     *
     * @param v [n]
     * @return [columns]
     */
    public double[] multiplyTransposed(double... v) {
        double[] product = new double[columns];
        int at = 0;
        for (DelayedSpace space : spaces) {
            int p = space.values().columns();
            double[] row = new double[p];
            for (int i = 0; i < rows(); i++) {
                space.values().readRow(i, row);
                for (int a = 0; a < space.delays().size(); a++) {
                    // the delay brings sample i to row i + d, as the opposite delay brings row i + d to i
                    int to = runs.source(i, -space.delays().get(a));
                    if (to >= 0 && v[to] != 0) {
                        addMixed(space, a, scaled(row, v[to]), product, at);
                    }
                }
            }
            at += space.columns();
        }
        return product;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DelayedFeatures that && spaces.equals(that.spaces) && runs.equals(that.runs);
    }

    @Override
    public int hashCode() {
        return 31 * spaces.hashCode() + runs.hashCode();
    }

    /** Shape and spaces, e.g. {@code DelayedFeatures[240 samples, 985 at delays [1, 2]]}. */
    @Override
    public String toString() {
        return "DelayedFeatures[" + rows() + " samples, "
                + spaces.stream().map(DelayedFeatures::shape).collect(Collectors.joining(", ")) + "]";
    }
}
