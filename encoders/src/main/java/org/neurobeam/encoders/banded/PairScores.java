package org.neurobeam.encoders.banded;

import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Receives what a refit knows of a pair (gamma, alpha). May be called by several threads, for different targets. */
@FunctionalInterface
interface PairScores {
    /** For refits whose scores are known. */
    PairScores NONE = (pair, targets, factor, y, solved) -> {};

    /**
     * @param pair candidate and penalty
     * @param targets that chose the pair, [g]
     * @param factor of the kernel plus alpha I, and with an intercept plus constant 11'/n
     * @param y centred with an intercept, [n x g]
     * @param solved (K + alpha I)^-1 y, [n x g] float64
     */
    void accept(Pair pair, int[] targets, Cholesky factor, DenseMatrix y, DenseMatrix solved);

    /**
     * A pair.
     *
     * @param candidate gamma
     * @param alpha penalty
     * @param constant eigenvalue of the constant in the kernel factorised; 0 without an intercept
     */
    record Pair(int candidate, double alpha, double constant) {}
}
