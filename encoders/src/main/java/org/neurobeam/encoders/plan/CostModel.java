package org.neurobeam.encoders.plan;

/**
 * Floating-point operations of the four ways, a product (a x b)(b x c) in float32 counted as 2abc and everything else by
 * the time it takes.
 *
 * <pre>{@code
 * primal             2npt + k(6p^2 t + 4Apt) + 4p^2 t + w np^2 + (k+1) e p^3
 * partial fractions  2n^2 t(1-1/k)(2k-1) + 4Ak n_t t + k e n_t^3 + 3w n n_t^2   + 4n^2 t + e n^3 + w g
 * direct             2n^2 t(1-1/k)A + w A(n^3 + 2n^3/k)                         + 4n^2 t + e n^3 + w g
 * nodes              direct with M for A, + k(M+1)^2 nt
 * }</pre>
 *
 * <p>g is the kernel, n^2 p, or n^2 p/d + d n^2 with d delays. The last terms of the dual ways are the final fit by the
 * eigendecomposition of all rows.
 *
 * <p>e and w are ratios of processor seconds of one thread to those of a float32 product of the same order in the same
 * process, each the least of several: OpenBLAS 0.3.31 on a core with AVX-512 and 109 GFLOP/s, orders 1000 and 2880. dsyevd
 * with vectors took 15.2 and 16.0 m^3. Of work in float64 an operation of a product (dgemm) took 2.0 and 2.1, of X'X
 * (dsyrk) 2.5 and 2.5, of an inverse (dpotrf, dpotri: m^3) 2.8 and 2.5. The spread decides nothing but near ties.
 *
 * @param eigen e: an eigendecomposition in float64 over the cube of its order
 * @param wide w: an operation in float64
 * @param gflops sustained rate of float32 products, 10^9 operations a second, {@code > 0}
 */
public record CostModel(double eigen, double wide, double gflops) {
    private static final double EIGEN = 16;
    private static final double WIDE = 2.5;
    private static final double GIGA = 1e9;

    /** @throws IllegalArgumentException if a constant is not {@code > 0} */
    public CostModel {
        if (!(eigen > 0 && wide > 0 && gflops > 0)) {
            throw new IllegalArgumentException("constants of a cost model must be > 0 but are " + eigen + ", " + wide
                    + " and " + gflops + " GFLOP/s");
        }
    }

    /** The measured ratios at a rate of float32 products in GFLOP/s. */
    public static CostModel at(double gflops) {
        return new CostModel(EIGEN, WIDE, gflops);
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
                + wide * n * p * p
                + (k + 1) * eigen * p * p * p;
    }

    private double partialFractions(Workload w) {
        double k = w.folds();
        double train = w.trainRows();
        return dualMiddle(Way.PARTIAL_FRACTIONS, w)
                + 4 * w.alphas() * k * train * w.targets()
                + k * eigen * Math.pow(train, 3)
                + 3 * wide * w.samples() * train * train
                + dualEnds(w);
    }

    private double direct(Workload w, int evaluated) {
        double cube = Math.pow(w.samples(), 3);
        return 2.0 * square(w) * w.targets() * (1 - 1.0 / w.folds()) * evaluated
                + wide * evaluated * (cube + 2 * cube / w.folds())
                + dualEnds(w);
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

    /** The kernel, and the final fit. */
    private double dualEnds(Workload w) {
        return wide * kernel(w) + 4.0 * square(w) * w.targets() + eigen * Math.pow(w.samples(), 3);
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
