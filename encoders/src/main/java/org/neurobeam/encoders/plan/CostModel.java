package org.neurobeam.encoders.plan;

/**
 * Floating-point operations of the four ways, a product (a x b)(b x c) counted as 2abc.
 *
 * <pre>{@code
 * primal             2npt + k(6p^2 t + 4Apt) + 4p^2 t + np^2 + (k+1) e p^3
 * partial fractions  2n^2 t(1-1/k)(2k-1) + 4Ak n_t t + 2n^2 t + g + k f n_t^3 + A n^3/3
 * direct             2n^2 t(1-1/k)A + 2n^2 t + g + A(n^3 + 2n^3/k) + A n^3/3
 * nodes              direct with M for A, except in the refit, + k(M+1)^2 nt
 * }</pre>
 *
 * <p>g is the kernel, n^2 p, or n^2 p/d + d n^2 with d delays. Every penalty is counted as used.
 *
 * @param eigenPrimal e: operations of an eigendecomposition of order p over p^3
 * @param eigenDual f: the same for a kernel, {@code n_t}
 * @param gflops sustained rate, 10^9 operations a second, {@code > 0}
 */
public record CostModel(double eigenPrimal, double eigenDual, double gflops) {
    /** Not a number of operations but the time of dsyevd at the rate of a product: calibrate on the machine. */
    private static final double EIGEN_PRIMAL = 10;

    private static final double EIGEN_DUAL = 12;
    private static final double GIGA = 1e9;

    /** @throws IllegalArgumentException if a constant is not {@code > 0} */
    public CostModel {
        if (!(eigenPrimal > 0 && eigenDual > 0 && gflops > 0)) {
            throw new IllegalArgumentException("constants of a cost model must be > 0 but are " + eigenPrimal + ", "
                    + eigenDual + " and " + gflops + " GFLOP/s");
        }
    }

    /** Eigendecompositions of 10 p^3 and 12 n^3 at a rate of products in GFLOP/s. */
    public static CostModel at(double gflops) {
        return new CostModel(EIGEN_PRIMAL, EIGEN_DUAL, gflops);
    }

    /** Operations of one way. */
    public double flops(Way way, Workload w) {
        return switch (way) {
            case PRIMAL -> primal(w);
            case PARTIAL_FRACTIONS -> partialFractions(w);
            case DIRECT -> direct(w, w.alphas());
            case NODES -> direct(w, w.nodes()) + w.folds() * Math.pow(w.nodes() + 1.0, 2) * w.samples() * w.targets();
        };
    }

    private double primal(Workload w) {
        double n = w.samples();
        double p = w.features();
        double t = w.targets();
        double k = w.folds();
        return 2 * n * p * t
                + k * (6 * p * p * t + 4 * w.alphas() * p * t)
                + 4 * p * p * t
                + n * p * p
                + (k + 1) * eigenPrimal * p * p * p;
    }

    private double partialFractions(Workload w) {
        double k = w.folds();
        return dualMiddle(Way.PARTIAL_FRACTIONS, w)
                + 4 * w.alphas() * k * w.trainRows() * w.targets()
                + refit(w)
                + kernel(w)
                + k * eigenDual * Math.pow(w.trainRows(), 3);
    }

    private double direct(Workload w, int evaluated) {
        double cube = Math.pow(w.samples(), 3);
        return 2.0 * square(w) * w.targets() * (1 - 1.0 / w.folds()) * evaluated
                + refit(w)
                + kernel(w)
                + evaluated * (cube + 2 * cube / w.folds());
    }

    /** The products of targets with folds, where nearly all time goes when targets are many. */
    double dualMiddle(Way way, Workload w) {
        double each = 2.0 * square(w) * w.targets() * (1 - 1.0 / w.folds());
        return switch (way) {
            case PARTIAL_FRACTIONS -> each * (2 * w.folds() - 1);
            case DIRECT -> each * w.alphas();
            case NODES -> each * w.nodes();
            case PRIMAL -> throw new IllegalArgumentException("the primal way has no products with kernels");
        };
    }

    private static double refit(Workload w) {
        return 2.0 * square(w) * w.targets() + w.alphas() * Math.pow(w.samples(), 3) / 3;
    }

    private static double kernel(Workload w) {
        double products = square(w) * w.features() / w.delays();
        return w.delays() == 1 ? products : products + w.delays() * square(w);
    }

    private static double square(Workload w) {
        return (double) w.samples() * w.samples();
    }

    /** Seconds of some operations at the rate of this model on one thread. */
    public double seconds(double flops) {
        return flops / (gflops * GIGA);
    }
}
