package org.neurobeam.encoders.fractional;

import java.util.stream.IntStream;

/**
 * Penalties as fracridge finds them: L is tabulated at alpha = 0 and at steps of 0.2 decades from .01 s_min^2 to 1e4
 * s_max^2, and log(1 + alpha) is interpolated linearly at the wanted fraction. For comparison only: about 1 % off.
 *
 * @see <a href="https://doi.org/10.1093/gigascience/giaa133">Rokem and Kay 2020</a>
 */
final class InterpolatedPenalties implements PenaltyRule.Penalties {
    private static final double STEP = 0.2;

    private final double[] grid;
    private final double[][] lengths;

    InterpolatedPenalties(LengthRatio ratio, double smallest) {
        if (ratio.squares.length == 0) {
            grid = new double[] {0};
            lengths = new double[][] {ratio.at(0)};
            return;
        }
        double start = Math.floor(Math.log10(0.01 * smallest * smallest));
        double stop = Math.ceil(Math.log10(1e4 * ratio.squares[0]));
        int count = (int) Math.ceil((stop - start) / STEP);
        grid = IntStream.rangeClosed(0, count)
                .mapToDouble(i -> i == 0 ? 0 : Math.pow(10, start + (i - 1) * STEP))
                .toArray();
        lengths = java.util.Arrays.stream(grid).mapToObj(ratio::at).toArray(double[][]::new);
    }

    @Override
    public double[] at(double fraction) {
        double[] alphas = new double[lengths[0].length];
        for (int v = 0; v < alphas.length; v++) {
            int i = 1;
            while (i < grid.length && lengths[i][v] > fraction) {
                i++;
            }
            if (i == grid.length) {
                alphas[v] = Double.isNaN(lengths[0][v]) ? 0 : grid[i - 1];
                continue;
            }
            double share = (lengths[i - 1][v] - fraction) / (lengths[i - 1][v] - lengths[i][v]);
            double from = Math.log1p(grid[i - 1]);
            alphas[v] = Math.expm1(from + share * (Math.log1p(grid[i]) - from));
        }
        return alphas;
    }
}
