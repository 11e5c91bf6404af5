package org.neurobeam.preprocess.cleaning;

/**
 * Discrete cosines below a cut-off frequency, without the constant.
 *
 * <pre>{@code K = min(n - 1, floor(2 n hp dt));  c_k(j) = sqrt(2/n) cos(pi/n (j + 1/2) k),  k = 1..K}</pre>
 */
final class CosineBasis {
    private CosineBasis() {}

    /**
     * The terms of a run.
     *
     * @param volumes n
     * @return [K][n]
     */
    static double[][] terms(int volumes, double highPassHz, double trSeconds) {
        if (volumes < 2) {
            return new double[0][];
        }
        double dt = (volumes - 1) * trSeconds / (volumes - 1);
        int k = (int) Math.min(volumes - 1, Math.floor(2.0 * volumes * highPassHz * dt));
        double[][] terms = new double[k][volumes];
        double norm = Math.sqrt(2.0 / volumes);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < volumes; j++) {
                terms[i][j] = norm * Math.cos(Math.PI / volumes * (j + 0.5) * (i + 1));
            }
        }
        return terms;
    }
}
