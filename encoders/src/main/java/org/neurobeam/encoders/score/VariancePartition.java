package org.neurobeam.encoders.score;

/**
 * Partition of explained variance over bands from the R2 of every subset of them, each subset fitted for itself.
 *
 * <pre>{@code
 * unique_i = R2(all) - R2(all but i)
 * shared_S = sum over T in S of (-1)^(|T| + 1) R2(complement of S, with T)        (commonality)
 * }</pre>
 *
 * <p>A subset is a bit mask: bit i stands for band i. All 2^m - 1 parts sum to R2(all); parts can be negative.
 *
 * @see <a href="https://doi.org/10.2307/1940179">Borcard et al. 1992</a>
 */
public final class VariancePartition {
    /** More bands than this would make 65536 subsets and more. */
    public static final int MAX_BANDS = 15;

    /** A band whose variance is this share or less after the earlier bands is a combination of them. */
    private static final double DEPENDENT = 1e-12;

    private final int bands;
    /** [2^m][t], the empty subset explains nothing. */
    private final double[][] r2;

    private VariancePartition(int bands, double[][] r2) {
        this.bands = bands;
        this.r2 = r2;
    }

    /**
     * From scores of refitted models.
     *
     * @param bands m
     * @param r2BySubset [2^m - 1][t], R2 of the subset with mask s at index s - 1
     * @throws IllegalArgumentException if subsets are missing or differ in targets
     */
    public static VariancePartition of(int bands, double[][] r2BySubset) {
        if (bands < 1 || bands > MAX_BANDS || r2BySubset.length != (1 << bands) - 1) {
            throw new IllegalArgumentException(bands + " bands (1 to " + MAX_BANDS + ") have " + ((1L << bands) - 1)
                    + " subsets but R2 is given for " + r2BySubset.length);
        }
        double[][] r2 = new double[1 << bands][];
        r2[0] = new double[r2BySubset[0].length];
        for (int s = 1; s < r2.length; s++) {
            Shapes.requireTargets("subset 1", r2[0].length, "subset " + s, r2BySubset[s - 1].length);
            r2[s] = r2BySubset[s - 1].clone();
        }
        return new VariancePartition(bands, r2);
    }

    /**
     * From split predictions, refitting one weight per band on the scored rows: {@code R2(S) = c'C^-1 c / var y} with
     * the centred Gram matrix of the bands in S. Biased upwards by about m/n, and blind to what a refit of the features
     * would change; full refits go through {@link #of(int, double[][])}.
     *
     * @param moments series 0 measured, series 1 to m the predictions of the bands
     */
    public static VariancePartition ofWeights(SeriesMoments moments) {
        int bands = moments.series() - 1;
        if (bands < 1 || bands > MAX_BANDS) {
            throw new IllegalArgumentException(bands + " bands; allowed are 1 to " + MAX_BANDS);
        }
        double[][] r2 = new double[1 << bands][moments.targets()];
        for (int s = 1; s < r2.length; s++) {
            int[] members = members(s, bands);
            for (int v = 0; v < moments.targets(); v++) {
                r2[s][v] = explained(moments, members, v) / moments.centred(0, 0, v);
            }
        }
        return new VariancePartition(bands, r2);
    }

    private static int[] members(int subset, int bands) {
        return java.util.stream.IntStream.range(0, bands)
                .filter(i -> (subset >> i & 1) == 1)
                .map(i -> i + 1)
                .toArray();
    }

    /** {@code c'C^-1 c} by Gaussian elimination of [C c; c' 0]; bands that depend on earlier ones add nothing. */
    private static double explained(SeriesMoments moments, int[] members, int v) {
        int k = members.length;
        double[][] a = new double[k][k + 1];
        double[] scale = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                a[i][j] = i == j && Double.isNaN(moments.centred(members[i], members[i], v))
                        ? 0
                        : moments.centred(members[i], members[j], v);
            }
            a[i][k] = moments.centred(0, members[i], v);
            scale[i] = a[i][i];
        }
        double explained = 0;
        for (int i = 0; i < k; i++) {
            if (Double.isNaN(a[i][k])) {
                return Double.NaN;
            }
            if (!(a[i][i] > DEPENDENT * scale[i])) {
                continue;
            }
            explained += a[i][k] * a[i][k] / a[i][i];
            for (int row = i + 1; row < k; row++) {
                double factor = a[row][i] / a[i][i];
                for (int j = i; j <= k; j++) {
                    a[row][j] -= factor * a[i][j];
                }
            }
        }
        return explained;
    }

    /** R2 of a subset, [t]. */
    public double[] r2(int subset) {
        return r2[subset].clone();
    }

    /** R2 of all bands less that of all but one, [t]. */
    public double[] unique(int band) {
        return shared(1 << band);
    }

    /** What exactly the bands of a subset share and no other band explains, [t]; of one band, its unique part. */
    public double[] shared(int subset) {
        if (subset < 1 || subset >= r2.length) {
            throw new IllegalArgumentException("subset " + subset + " of " + bands + " bands");
        }
        int others = r2.length - 1 & ~subset;
        double[] part = new double[r2[0].length];
        for (int t = subset; ; t = t - 1 & subset) {
            int sign = Integer.bitCount(t) % 2 == 1 ? 1 : -1;
            for (int v = 0; v < part.length; v++) {
                part[v] += sign * r2[others | t][v];
            }
            if (t == 0) {
                return part;
            }
        }
    }

    /** The unique part of a band with its convention. */
    public Score uniqueColumn(int band) {
        return Score.of(ScoreConvention.UNIQUE_R2, unique(band));
    }

    /** The partition, e.g. {@code VariancePartition[3 bands, 2000 targets]}. */
    @Override
    public String toString() {
        return "VariancePartition[" + bands + " bands, " + r2[0].length + " targets]";
    }
}
