package org.neurobeam.preprocess.design;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * }</pre>
 *
 * <p>It reads the same values as what {@link Delays} lays out. The kernel costs n^2 p_s and n^2 per delay, weights cost
 * what they did. Nothing is copied but the row at hand; threads may share it if they may share the features.
 *
 * @see <a href="https://doi.org/10.1016/j.cub.2011.08.031">Nishimoto et al. 2011</a>
 */
public final class DelayedFeatures implements RowSource {
    private final List<Space> spaces;
    private final RunEnds runs;
    private final int columns;

    /**
     * A feature space.
     *
     * @param values undelayed features, [n x p]; not copied
     * @param delays in samples, all different, negative ones look ahead; none for the features as they are
     */
    public record Space(RowSource values, List<Integer> delays) {
        /** @throws IllegalArgumentException if a delay occurs twice */
        public Space {
            delays = delays.isEmpty() ? List.of(0) : List.copyOf(delays);
            Delays.requireDelays(delays);
        }

        /** Columns with all delays. */
        public int columns() {
            return Math.multiplyExact(values.columns(), delays.size());
        }
    }

    private DelayedFeatures(RunEnds runs, List<Space> spaces) {
        this.spaces = List.copyOf(spaces);
        this.runs = runs;
        this.columns = spaces.stream().mapToInt(Space::columns).reduce(0, Math::addExact);
        for (Space space : spaces) {
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
    public static DelayedFeatures of(int[] runStarts, List<Space> spaces) {
        if (spaces.isEmpty()) {
            throw new IllegalArgumentException("no feature spaces");
        }
        int rows = spaces.get(0).values().rows();
        return new DelayedFeatures(RunEnds.of(runStarts, rows, "features [" + rows + " samples]"), spaces);
    }

    /** The spaces, in order. */
    public List<Space> spaces() {
        return spaces;
    }

    /** First row of each run. */
    public int[] runStarts() {
        return runs.starts();
    }

    /** Whether any space has delays. */
    public boolean delayed() {
        return spaces.stream().anyMatch(s -> !s.delays().equals(List.of(0)));
    }

    /** The same spaces without their delays. */
    public DelayedFeatures undelayed() {
        return new DelayedFeatures(
                runs, spaces.stream().map(s -> new Space(s.values(), List.of())).toList());
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

    /** |x|^2 of every sample with its delays, [n]: from one pass over the undelayed features. */
    public double[] squares() {
        double[] squares = new double[rows()];
        for (Space space : spaces) {
            double[] row = new double[space.values().columns()];
            double[] own = new double[rows()];
            for (int i = 0; i < own.length; i++) {
                space.values().readRow(i, row);
                own[i] = Arrays.stream(row).map(x -> x * x).sum();
            }
            for (int i = 0; i < own.length; i++) {
                for (int delay : space.delays()) {
                    int source = runs.source(i, delay);
                    squares[i] += source < 0 ? 0 : own[source];
                }
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

    private static String shape(Space space) {
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
        for (Space space : spaces) {
            int p = space.values().columns();
            double[] part = new double[p];
            for (int delay : space.delays()) {
                int source = runs.source(row, delay);
                if (source < 0) {
                    Arrays.fill(into, at, at + p, 0);
                } else {
                    space.values().readRow(source, part);
                    System.arraycopy(part, 0, into, at, p);
                }
                at += p;
            }
        }
    }

    /** By shifting: n^2 p for the undelayed features, n^2 for each delay, one more matrix [n x n] at a time. */
    @Override
    public void addRowGram(DenseMatrix into) {
        for (Space space : spaces) {
            try (DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, rows(), rows())) {
                space.values().addRowGram(kernel);
                DelayedKernel.of(kernel, runs.starts(), space.delays()).addTo(into);
            }
        }
    }

    /** By shifting the factor: one product for each delay. */
    @Override
    public void multiplyTransposed(DenseMatrix w, DenseMatrix into) {
        int at = 0;
        for (Space space : spaces) {
            int p = space.values().columns();
            for (int delay : space.delays()) {
                try (DenseMatrix shifted = shiftedBack(w, delay)) {
                    space.values().multiplyTransposed(shifted, into.rowView(at, at + p));
                }
                at += p;
            }
        }
    }

    /** S_d' w: what the rows of w mean for the sample that the delay brought there. */
    private DenseMatrix shiftedBack(DenseMatrix w, int delay) {
        DenseMatrix shifted = DenseMatrix.zeros(w.precision(), w.rows(), w.columns());
        for (int run = 0; run < runs.runs(); run++) {
            int first = runs.first(run, delay);
            int last = runs.last(run, delay);
            if (first < last) {
                shifted.copyRows(w.rowView(first, last), first - delay);
            }
        }
        return shifted;
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
        for (Space space : spaces) {
            int p = space.values().columns();
            double[] row = new double[p];
            for (int i = 0; i < rows(); i++) {
                space.values().readRow(i, row);
                for (int d = 0; d < space.delays().size(); d++) {
                    // the delay brings sample i to row i + d, as the opposite delay brings row i + d to i
                    int to = runs.source(i, -space.delays().get(d));
                    double factor = to < 0 ? 0 : v[to];
                    for (int j = 0; j < p && factor != 0; j++) {
                        product[at + d * p + j] += factor * row[j];
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
