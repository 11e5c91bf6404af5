package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.split.Fold;

/** The rows of one fold as positions among the rows of a {@link Smoother}. */
final class HeldOutBlock {
    /** Index of the fold where its scores go. */
    final int fold;
    /** Rows that are scored, n_v original rows. */
    final int[] scored;
    /** Positions left out, B: the scored rows first, then purged ones. */
    final int[] removed;
    /** Positions that train. */
    final int[] kept;

    private HeldOutBlock(int fold, int[] scored, int[] removed, int[] kept) {
        this.fold = fold;
        this.scored = scored;
        this.removed = removed;
        this.kept = kept;
    }

    /**
     * @param universe original rows of the smoother, ascending
     * @throws IllegalArgumentException if the fold names another row
     */
    static HeldOutBlock of(int index, Fold fold, int... universe) {
        int[] kept = positions(fold.train(), universe);
        int[] scored = positions(fold.test(), universe);
        BitSet purged = new BitSet();
        purged.set(0, universe.length);
        IntStream.concat(IntStream.of(kept), IntStream.of(scored)).forEach(purged::clear);
        int[] removed = IntStream.concat(IntStream.of(scored), purged.stream()).toArray();
        return new HeldOutBlock(index, fold.test(), removed, kept);
    }

    /** Some rows of a universe are kept and all others removed; nothing is scored. */
    static HeldOutBlock complementOf(int[] universe, int... keptRows) {
        int[] kept = positions(keptRows, universe);
        int[] removed = IntStream.range(0, universe.length)
                .filter(i -> Arrays.binarySearch(kept, i) < 0)
                .toArray();
        return new HeldOutBlock(-1, new int[0], removed, kept);
    }

    private static int[] positions(int[] rows, int... universe) {
        return Arrays.stream(rows)
                .map(row -> {
                    int at = Arrays.binarySearch(universe, row);
                    if (at < 0) {
                        throw new IllegalArgumentException(
                                "an inner fold names row " + row + ", which its outer fold does not train on");
                    }
                    return at;
                })
                .toArray();
    }

    /** n_v. */
    int rows() {
        return scored.length;
    }
}
