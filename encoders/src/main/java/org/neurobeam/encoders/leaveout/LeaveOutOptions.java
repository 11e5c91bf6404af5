package org.neurobeam.encoders.leaveout;

import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of the direct path.
 *
 * @param ridge penalties, criterion, intercept, scope, conservative rule, precision of the wide products; its inner
 *     selection does not apply, because the folds are given
 * @param alphaNodes number of penalties that are evaluated, from which the scores of all others are interpolated; 0
 *     evaluates every penalty exactly
 * @param refine with nodes: the winner and its two neighbours are scored exactly before the choice; the targets
 *     refined at one penalty are copied meanwhile
 * @param tileWidth targets of one product, at least 1
 * @param memoryBytes for the inverses that are kept at one time, 8 n^2 bytes each; at least one is kept
 */
public record LeaveOutOptions(RidgeOptions ridge, int alphaNodes, boolean refine, int tileWidth, long memoryBytes) {
    private static final int WIDTH = 512;
    private static final long MEMORY = 1L << 30;

    /** @throws ConfigException if a setting is out of range */
    public LeaveOutOptions {
        if (alphaNodes < 0 || alphaNodes == 1 || alphaNodes > ridge.alphas().size()) {
            throw new ConfigException("leaveout.alphaNodes is " + alphaNodes + "; allowed: 0 (exact) or 2 to "
                    + ridge.alphas().size() + " (the number of alphas)");
        }
        if (tileWidth < 1 || memoryBytes < 1) {
            throw new ConfigException("leaveout.tileWidth is " + tileWidth + " and leaveout.memoryBytes is "
                    + memoryBytes + "; allowed: 1 or more");
        }
    }

    /** Exact, tiles of 512 targets, 1 GiB for inverses, with some ridge settings. */
    public static LeaveOutOptions of(RidgeOptions ridge) {
        return new LeaveOutOptions(ridge, 0, false, WIDTH, MEMORY);
    }

    /** Exact, with the default ridge settings. */
    public static LeaveOutOptions defaults() {
        return of(RidgeOptions.defaults());
    }

    /** The same settings with alpha nodes. */
    public LeaveOutOptions withNodes(int nodes, boolean exactWinner) {
        return new LeaveOutOptions(ridge, nodes, exactWinner, tileWidth, memoryBytes);
    }

    /** The same settings with another tile and memory bound. */
    public LeaveOutOptions withMemory(int width, long bytes) {
        return new LeaveOutOptions(ridge, alphaNodes, refine, width, bytes);
    }

    double[] alphas() {
        return ridge.alphas().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
