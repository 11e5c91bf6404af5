package org.neurobeam.encoders.lasso;

import org.neurobeam.schemas.error.ConfigException;

/**
 * Penalties of sparse group lasso per sample: the objective has n times as much. For z-scored X and y both are unitless
 * and 1 removes every weight.
 *
 * @param l1 of the absolute value of each weight, {@code >= 0}
 * @param l21 of the Euclidean norm of the weights of each group, {@code >= 0}, not scaled by the size of the group
 */
public record SparsePenalty(double l1, double l21) {
    /** @throws ConfigException if a penalty is negative or not finite */
    public SparsePenalty {
        if (!(l1 >= 0 && l21 >= 0) || Double.isInfinite(l1) || Double.isInfinite(l21)) {
            throw new ConfigException(
                    "lasso.penalties has l1 " + l1 + " and l21 " + l21 + "; allowed: finite and 0 or more");
        }
    }
}
