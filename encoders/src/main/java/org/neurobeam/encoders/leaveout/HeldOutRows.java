package org.neurobeam.encoders.leaveout;

/** Receives the held-out rows of one tile in one fold, as shifted, for all penalties of a smoother. */
@FunctionalInterface
interface HeldOutRows {
    /**
     * @param block the fold
     * @param tile the targets
     * @param measured [w][n_v]
     * @param predicted [w][penalties * n_v], penalty by penalty
     */
    void accept(HeldOutBlock block, Targets.Tile tile, double[][] measured, double[][] predicted);
}
