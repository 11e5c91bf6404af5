package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;

/**
 * What the outer and inner folds of a group amount to.
 *
 * @param outer number of outer folds
 * @param sets distinct training sets, all samples included
 * @param cells groups of samples that no set divides
 * @param innerRows training samples of each inner fold
 * @param squares sum over inner folds of training samples x (training + held-out samples), where it is largest
 */
record PlannedFolds(int outer, int sets, int cells, List<Integer> innerRows, long squares) {
    PlannedFolds {
        innerRows = List.copyOf(innerRows);
    }

    /** Inner folds of all outer training sets and of all samples. */
    int folds() {
        return innerRows.size();
    }

    /**
     * Counts the folds of the settings.
     *
     * @throws org.neurobeam.schemas.error.ConfigException if the samples do not allow them
     */
    static PlannedFolds of(EncodeConfig config, ResponseGroup group) throws IOException {
        int[] runs = group.runs();
        Folds outer = RidgeSettings.outer(config, group.runNames(), runs);
        List<int[]> trains = new ArrayList<>();
        List<BitSet> sides = new ArrayList<>();
        outer.list().forEach(fold -> {
            trains.add(fold.train());
            sides.add(set(fold.test()));
        });
        trains.add(IntStream.range(0, runs.length).toArray());
        Set<BitSet> training = new HashSet<>();
        List<Integer> innerRows = new ArrayList<>();
        long squares = 0;
        for (int[] train : trains) {
            training.add(set(train));
            long own = 0;
            Folds inner = RidgeSettings.inner(config, group, train).within(train, runs.length);
            for (Fold fold : inner.list()) {
                training.add(set(fold.train()));
                sides.add(set(fold.test()));
                innerRows.add(fold.train().length);
                own += (long) fold.train().length * (fold.train().length + fold.test().length);
            }
            squares = Math.max(squares, own);
        }
        sides.addAll(training);
        Set<BitSet> cells = new HashSet<>();
        for (int i = 0; i < runs.length; i++) {
            BitSet sidesOfRow = new BitSet();
            for (int s = 0; s < sides.size(); s++) {
                sidesOfRow.set(s, sides.get(s).get(i));
            }
            cells.add(sidesOfRow);
        }
        return new PlannedFolds(outer.size(), training.size(), cells.size(), innerRows, squares);
    }

    private static BitSet set(int... rows) {
        BitSet set = new BitSet();
        for (int row : rows) {
            set.set(row);
        }
        return set;
    }
}
