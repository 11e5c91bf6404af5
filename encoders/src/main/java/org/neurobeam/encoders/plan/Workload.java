package org.neurobeam.encoders.plan;

import org.neurobeam.schemas.error.ConfigException;

/**
 * The sizes of a cross-validated ridge regression.
 *
 * @param samples n, at least 2
 * @param features p, delays included, at least 1
 * @param targets t, at least 1
 * @param folds k, at least 2
 * @param alphas A, at least 1
 * @param delays delays of each feature, d; divides p; 1 for none
 * @param nodes alpha nodes M that are allowed; 0 where the scores must be exact
 */
public record Workload(int samples, int features, int targets, int folds, int alphas, int delays, int nodes) {
    /** @throws ConfigException if a size is out of range */
    public Workload {
        if (samples < 2 || features < 1 || targets < 1 || folds < 2 || alphas < 1) {
            throw new ConfigException(
                    "a plan needs at least 2 samples, 1 feature, 1 target, 2 folds and 1 alpha but has " + samples
                            + ", " + features + ", " + targets + ", " + folds + " and " + alphas);
        }
        if (delays < 1 || features % delays != 0) {
            throw new ConfigException(
                    "delays is " + delays + "; allowed: 1 or more, dividing the " + features + " delayed features");
        }
        if (nodes < 0 || nodes > alphas) {
            throw new ConfigException("nodes is " + nodes + "; allowed: 0 (exact) to " + alphas + " (the alphas)");
        }
    }

    /** Without delays and without nodes. */
    public static Workload of(int samples, int features, int targets, int folds, int alphas) {
        return new Workload(samples, features, targets, folds, alphas, 1, 0);
    }

    /** The same sizes with features that are d delays of p/d. */
    public Workload withDelays(int d) {
        return new Workload(samples, features, targets, folds, alphas, d, nodes);
    }

    /** The same sizes with alpha nodes allowed. */
    public Workload withNodes(int m) {
        return new Workload(samples, features, targets, folds, alphas, delays, m);
    }

    /** Rows that train in a fold, n (1 - 1/k). */
    double trainRows() {
        return samples * (1 - 1.0 / folds);
    }
}
