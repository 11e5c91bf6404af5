package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * A few penalties whose predictions combine linearly to those of many others, because the shrinkage {@code s / (s +
 * alpha)} is numerically of low rank over a few decades.
 *
 * <pre>{@code yhat(alpha_j) ~ sum_m F_mj yhat(node_m)}</pre>
 *
 * <p>Nodes are the pivots of a QR decomposition of the shrinkage over the spectrum, or one of three log-uniform sets,
 * whichever fits best; F by least squares.
 */
public final class AlphaNodes {
    private static final int CANDIDATES = 120;
    private static final int GRID = 600;
    /** Half-steps by which the log-uniform sets begin inside, at, or outside the ends of the range. */
    private static final double[] INSETS = {0, 0.25, 0.5};

    private final double[] nodes;
    private final DoubleMatrix coefficients;
    private final double spectrumError;
    private final double worstError;

    private AlphaNodes(double[] nodes, DoubleMatrix coefficients, double spectrumError, double worstError) {
        this.nodes = nodes;
        this.coefficients = coefficients;
        this.spectrumError = spectrumError;
        this.worstError = worstError;
    }

    /**
     * Chooses nodes.
     *
     * @param spectrum eigenvalues of the kernel of all rows, {@code > 0}
     * @param trainShare rows that train over all rows, whose kernels have about this share of the spectrum
     * @param alphas penalties to be reached, ascending, [A]
     * @param count number of nodes M, 2 to A
     */
    public static AlphaNodes of(double[] spectrum, double trainShare, double[] alphas, int count) {
        if (spectrum.length == 0 || count < 2 || count > alphas.length) {
            throw new IllegalArgumentException("nodes need an eigenvalue and 2 to " + alphas.length + " nodes for "
                    + alphas.length + " alphas, not " + count + " nodes for " + spectrum.length + " eigenvalues");
        }
        double[] rows = new double[2 * spectrum.length + 1];
        for (int i = 0; i < spectrum.length; i++) {
            rows[i] = spectrum[i];
            rows[spectrum.length + i] = trainShare * spectrum[i];
        }
        // an intercept is not shrunk: the coefficients must sum to one
        rows[rows.length - 1] = Double.POSITIVE_INFINITY;
        AlphaNodes best = fitted(rows, alphas, pivots(rows, alphas, count));
        for (double inset : INSETS) {
            AlphaNodes other = fitted(rows, alphas, logUniform(alphas, count, inset));
            if (other.spectrumError < best.spectrumError) {
                best = other;
            }
        }
        return best;
    }

    private static double shrink(double s, double alpha) {
        return Double.isInfinite(s) ? 1 : s / (s + alpha);
    }

    private static double[][] table(double[] rows, double... alphas) {
        return Arrays.stream(alphas)
                .mapToObj(
                        alpha -> Arrays.stream(rows).map(s -> shrink(s, alpha)).toArray())
                .toArray(double[][]::new);
    }

    private static double[] logUniform(double[] alphas, int count, double inset) {
        double low = Math.log(alphas[0]);
        double width = Math.log(alphas[alphas.length - 1]) - low;
        double step = width / (count - 1 + 2 * inset);
        return IntStream.range(0, count)
                .mapToDouble(m -> Math.exp(low + step * (m + inset)))
                .toArray();
    }

    private static double[] pivots(double[] rows, double[] alphas, int count) {
        double[] candidates = logUniform(new double[] {alphas[0], alphas[alphas.length - 1]}, CANDIDATES, 0);
        int[] pivots = LeastSquares.pivots(table(rows, candidates), count);
        return Arrays.stream(pivots).mapToDouble(c -> candidates[c]).sorted().toArray();
    }

    private static AlphaNodes fitted(double[] rows, double[] alphas, double... nodes) {
        DoubleMatrix f = LeastSquares.solve(table(rows, nodes), table(rows, alphas));
        double largest = Arrays.stream(rows).filter(Double::isFinite).max().orElseThrow();
        double low = Math.log(alphas[0] * 1e-4);
        double[] grid = IntStream.range(0, GRID)
                .mapToDouble(i -> Math.exp(low + (Math.log(largest) - low) * i / (GRID - 1)))
                .filter(s -> s <= largest)
                .toArray();
        return new AlphaNodes(nodes, f, error(rows, alphas, nodes, f), error(grid, alphas, nodes, f));
    }

    private static double error(double[] rows, double[] alphas, double[] nodes, DoubleMatrix f) {
        double worst = 0;
        for (double s : rows) {
            for (int j = 0; j < alphas.length; j++) {
                double sum = 0;
                for (int m = 0; m < nodes.length; m++) {
                    sum += f.get(m, j) * shrink(s, nodes[m]);
                }
                worst = Math.max(worst, Math.abs(sum - shrink(s, alphas[j])));
            }
        }
        return worst;
    }

    /** The penalties to evaluate, ascending, [M]. */
    public double[] nodes() {
        return nodes.clone();
    }

    /** F, [M x A]. */
    public DoubleMatrix coefficients() {
        return coefficients;
    }

    /** Largest error of the shrinkage over the spectrum given, whole and scaled. */
    public double spectrumError() {
        return spectrumError;
    }

    /** Largest error of the shrinkage for any eigenvalue up to the largest: the bound for every fold. */
    public double worstError() {
        return worstError;
    }
}
