package org.neurobeam.encoders.banded;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.neurobeam.encoders.score.BandSplits;
import org.neurobeam.encoders.score.VariancePartition;

/** Held-out R2 of every subset of bands, each fitted for itself. */
final class SubsetRefits {
    private SubsetRefits() {}

    /**
     * The partition.
     *
     * @param all of the fit of all bands
     * @param refit held-out rows of a fit of some bands, ascending
     */
    static VariancePartition of(BandSplits all, Function<int[], BandSplits> refit) {
        int bands = all.bands();
        double[][] r2 = new double[(1 << bands) - 1][];
        for (int subset = 1; subset < r2.length; subset++) {
            int mask = subset;
            int[] some =
                    IntStream.range(0, bands).filter(b -> (mask >> b & 1) == 1).toArray();
            r2[subset - 1] = refit.apply(some).r2();
        }
        r2[r2.length - 1] = all.r2();
        return VariancePartition.of(bands, r2);
    }
}
