package org.neurobeam.encoders.banded;

import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of the descent on the weights of bands.
 *
 * @param iterations gradient steps, at least 1
 * @param tolerance a target is done when a step moves none of its deltas by more
 * @param solverTolerance relative residual at which conjugate gradients stop, in (0, 1)
 * @param solverIterations bound of the iterations of one solution, at least 1
 * @param start where the descent starts
 * @param intercept whether kernels and targets are centred by the training samples of each fold
 * @param tileTargets targets that descend together; bounds memory only
 */
public record HyperGradientOptions(
        int iterations,
        double tolerance,
        double solverTolerance,
        int solverIterations,
        Start start,
        boolean intercept,
        int tileTargets) {
    private static final int ITERATIONS = 30;
    private static final int SOLVER_ITERATIONS = 200;
    private static final int TILE = 512;

    /** Where the descent starts. */
    public enum Start {
        /**
         * Equal weights, or bands of equal variance, at the best penalty on logspace(-10, 20, 30): what holds out better
         * for each target.
         */
        RIDGE,
        /** All deltas 0. */
        ZERO
    }

    /** @throws ConfigException if a setting is out of range */
    public HyperGradientOptions {
        if (iterations < 1 || solverIterations < 1 || tileTargets < 1) {
            throw new ConfigException("hyper_gradient has iterations " + iterations + ", solverIterations "
                    + solverIterations + ", tileTargets " + tileTargets + "; allowed: 1 or more");
        }
        if (!(tolerance >= 0) || !(solverTolerance > 0 && solverTolerance < 1)) {
            throw new ConfigException("hyper_gradient has tolerance " + tolerance + " and solverTolerance "
                    + solverTolerance + "; allowed: at least 0, and between 0 and 1");
        }
    }

    /** 30 steps from ridge, tolerance 1e-2, solutions to 1e-3, intercept. */
    public static HyperGradientOptions defaults() {
        return new HyperGradientOptions(ITERATIONS, 1e-2, 1e-3, SOLVER_ITERATIONS, Start.RIDGE, true, TILE);
    }

    /** The same settings with another start. */
    public HyperGradientOptions withStart(Start other) {
        return new HyperGradientOptions(
                iterations, tolerance, solverTolerance, solverIterations, other, intercept, tileTargets);
    }

    /** The same settings with or without an intercept. */
    public HyperGradientOptions withIntercept(boolean other) {
        return new HyperGradientOptions(
                iterations, tolerance, solverTolerance, solverIterations, start, other, tileTargets);
    }

    /** The same settings with another number of targets that descend together. */
    public HyperGradientOptions withTileTargets(int targets) {
        return new HyperGradientOptions(
                iterations, tolerance, solverTolerance, solverIterations, start, intercept, targets);
    }

    /** The same settings with other bounds: steps, tolerance of a step, tolerance of a solution. */
    public HyperGradientOptions withEffort(int steps, double stepTolerance, double residual) {
        return new HyperGradientOptions(
                steps, stepTolerance, residual, solverIterations, start, intercept, tileTargets);
    }
}
