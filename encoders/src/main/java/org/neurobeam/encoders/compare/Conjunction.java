package org.neurobeam.encoders.compare;

/**
 * Evidence that one model beats every one of several others: the largest p-value of each target, valid whatever the
 * dependence between the comparisons.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1982.10487790">Berger 1982</a>
 */
public final class Conjunction {
    private Conjunction() {}

    /**
     * Largest p-value per target.
     *
     * @param comparisons [comparison][t], p-values of one model against each other one
     * @return [t]; NaN where a comparison is undefined
     * @throws IllegalArgumentException without comparisons or with different numbers of targets
     */
    public static double[] of(double[]... comparisons) {
        if (comparisons.length == 0) {
            throw new IllegalArgumentException("a conjunction needs at least one comparison");
        }
        double[] p = comparisons[0].clone();
        for (double[] other : comparisons) {
            if (other.length != p.length) {
                throw new IllegalArgumentException(
                        "p-values of " + p.length + " targets and of " + other.length + " targets");
            }
            for (int v = 0; v < p.length; v++) {
                // Math.max keeps NaN
                p[v] = Math.max(p[v], other[v]);
            }
        }
        return p;
    }
}
