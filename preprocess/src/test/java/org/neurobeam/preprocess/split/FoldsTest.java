package org.neurobeam.preprocess.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void contiguousFoldsGiveTheFirstOnesTheExtraRow() {
        Folds folds = Folds.kFold(11, 3);
        assertThat(folds.list()).extracting(f -> f.test().length).containsExactly(4, 4, 3);
        assertThat(folds.list().get(1).test()).containsExactly(4, 5, 6, 7);
        assertThat(folds.list().get(1).train()).containsExactly(0, 1, 2, 3, 8, 9, 10);
    }

    @Test
    void leaveOneRunOutFollowsFirstAppearanceAndScatteredRows() {
        Folds folds = Folds.leaveOneRunOut(7, 7, 3, 7, 3);
        assertThat(folds.list())
                .containsExactly(
                        new Fold(new int[] {2, 4}, new int[] {0, 1, 3}),
                        new Fold(new int[] {0, 1, 3}, new int[] {2, 4}));
    }

    @Test
    void foldsOfRunsKeepRunsWhole() {
        int[] runs = {0, 0, 1, 1, 1, 2, 3, 3, 4};
        Folds folds = Folds.kFoldOfRuns(runs, 2).requireWholeRuns(runs);
        assertThat(folds.list().get(0).test()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(folds.list().get(1).test()).containsExactly(6, 7, 8);
    }

    @Test
    void everyRowIsTestedOnceByEverySplitter() {
        int[] runs = IntStream.range(0, 23).map(i -> i / 4).toArray();
        for (Folds folds : List.of(Folds.kFold(23, 5), Folds.leaveOneRunOut(runs), Folds.kFoldOfRuns(runs, 4))) {
            int[] tested = folds.list().stream()
                    .flatMapToInt(f -> IntStream.of(f.test()))
                    .sorted()
                    .toArray();
            assertThat(tested).isEqualTo(IntStream.range(0, 23).toArray());
            assertThat(folds.list())
                    .allSatisfy(
                            f -> assertThat(f.train().length + f.test().length).isEqualTo(23));
        }
    }

    @Test
    void foldsWithinASelectionNameTheOriginalRows() {
        Folds inner = Folds.kFold(4, 2).within(new int[] {1, 3, 5, 8}, 10);
        assertThat(inner.rows()).isEqualTo(10);
        assertThat(inner.list().get(0)).isEqualTo(new Fold(new int[] {5, 8}, new int[] {1, 3}));
    }

    @Test
    void foldsThatSplitARunAreRefusedByName() {
        assertThatThrownBy(() -> Folds.kFold(6, 2).requireWholeRuns(1, 1, 5, 5, 9, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fold 0 splits run 5 (row 2");
    }

    @Test
    void wrongCallsSayWhatIsPossible() {
        assertThatThrownBy(() -> Folds.kFold(3, 4)).hasMessageContaining("2 to 3 folds for 3 rows, not 4");
        assertThatThrownBy(() -> Folds.leaveOneRunOut(2, 2)).hasMessageContaining("for 1 runs");
        assertThatThrownBy(() -> new Fold(new int[] {0, 1}, new int[] {1})).hasMessageContaining("row 1 both");
        assertThatThrownBy(() -> new Fold(new int[] {}, new int[] {1})).hasMessageContaining("no train rows");
        assertThatThrownBy(() -> new Fold(new int[] {1, 0}, new int[] {2})).hasMessageContaining("must ascend");
        assertThatThrownBy(() -> Folds.of(2, List.of(new Fold(new int[] {0}, new int[] {2}))))
                .hasMessageContaining("row 2 of only 2");
        assertThatThrownBy(() -> Folds.kFold(4, 2).requireWholeRuns(1)).hasMessageContaining("runs of 1");
        assertThatThrownBy(() -> Folds.kFold(4, 2).within(new int[] {1}, 4)).hasMessageContaining("selection of 1");
    }

    @Test
    void valuesCompareByContent() {
        assertThat(Folds.kFold(6, 3)).isEqualTo(Folds.kFoldOfRuns(new int[] {1, 1, 2, 2, 3, 3}, 3));
        assertThat(Folds.kFold(6, 3)).hasSameHashCodeAs(Folds.kFold(6, 3)).isNotEqualTo(Folds.kFold(6, 2));
        assertThat(Folds.none(6).size()).isZero();
        assertThat(Folds.kFold(6, 3)).hasToString("Folds[3 of 6 rows]");
        assertThat(Folds.kFold(6, 3).list().get(1)).hasToString("Fold[train 4, test 2 from row 2]");
    }
}
