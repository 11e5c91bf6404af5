package org.neurobeam.preprocess.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants of every splitter over seeded random runs of unequal length. */
class SplitPropertyTest {
    private static int[] runs(long seed) {
        Random random = new Random(seed);
        int count = 4 + random.nextInt(5);
        return IntStream.range(0, count)
                .flatMap(r -> IntStream.generate(() -> 10 * r + 3).limit(20 + random.nextInt(30)))
                .toArray();
    }

    /** Splitters whose held-out rows are a partition of all rows. */
    private static Map<String, Splitter> partitions() {
        return Map.of(
                "runs", Splitter.leaveOneRunOut(),
                "contiguous", Splitter.kFold(5),
                "groups of runs", Splitter.kFoldOfRuns(3),
                "chunks", Splitter.kFoldOfChunks(4, 6));
    }

    private static List<Splitter> all() {
        List<Splitter> all = new java.util.ArrayList<>(partitions().values());
        all.add(ChunkedHoldOut.ofShare(7, 0.2, 6, 11));
        all.add(new ChunkedHoldOut(3, 2, 9, 12));
        return all;
    }

    private static Set<Integer> set(int... rows) {
        return Arrays.stream(rows).boxed().collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void heldOutRowsOfAPartitionAreAllRowsOnce(long seed) {
        int[] runs = runs(seed);
        partitions().forEach((name, splitter) -> {
            int[] tested = splitter.split(runs).list().stream()
                    .flatMapToInt(f -> IntStream.of(f.test()))
                    .sorted()
                    .toArray();
            assertThat(tested)
                    .as(name)
                    .isEqualTo(IntStream.range(0, runs.length).toArray());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scoredRowsNeverTrainAndThePurgeHoldsOnlyWithinRuns(long seed) {
        int[] runs = runs(seed);
        int gap = (int) seed - 1;
        for (Splitter splitter : all()) {
            Folds plain = splitter.split(runs);
            Folds purged = splitter.purged(gap).split(runs);
            for (int f = 0; f < plain.size(); f++) {
                Fold fold = purged.list().get(f);
                assertThat(fold.test()).isEqualTo(plain.list().get(f).test());
                assertThat(Collections.disjoint(set(fold.train()), set(fold.test())))
                        .isTrue();
                // the rows that train are exactly those that should: no more, no fewer
                int[] expected = IntStream.range(0, runs.length)
                        .filter(i ->
                                Arrays.stream(fold.test()).noneMatch(j -> runs[i] == runs[j] && Math.abs(i - j) <= gap))
                        .toArray();
                assertThat(fold.train()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void runsAreNeverMixed(long seed) {
        int[] runs = runs(seed);
        Splitter.leaveOneRunOut().split(runs).requireWholeRuns(runs);
        Splitter.kFoldOfRuns(3).split(runs).requireWholeRuns(runs);
        int[] labels = new Chunks(6, runs).labels();
        for (int i = 1; i < runs.length; i++) {
            if (runs[i] != runs[i - 1]) {
                assertThat(labels[i]).isNotEqualTo(labels[i - 1]);
            }
        }
        for (int label : labels) {
            assertThat(Arrays.stream(labels).filter(l -> l == label).count()).isBetween(1L, 6L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDrawHoldsOutWholeChunksWithinRuns(long seed) {
        int[] runs = runs(seed);
        Folds folds = new ChunkedHoldOut(20, 3, 7, seed).split(runs);
        assertThat(folds.size()).isEqualTo(20);
        for (Fold fold : folds.list()) {
            int[] test = fold.test();
            assertThat(test).hasSize(21);
            assertThat(fold.train()).hasSize(runs.length - 21);
            for (int c = 0; c < 21; c += 7) {
                assertThat(test[c + 6] - test[c]).isEqualTo(6);
                assertThat(runs[test[c + 6]]).isEqualTo(runs[test[c]]);
            }
        }
    }

    @Test
    void drawsComeFromTheSeedAndTheirNumberAlone() {
        int[] runs = new int[3600];
        Folds huth = ChunkedHoldOut.ofShare(50, 0.2, 40, 5).split(runs);
        assertThat(huth.size()).isEqualTo(50);
        assertThat(huth.list()).allSatisfy(f -> assertThat(f.test()).hasSize(720));
        assertThat(ChunkedHoldOut.ofShare(10, 0.2, 40, 5).split(runs).list())
                .isEqualTo(huth.list().subList(0, 10));
        assertThat(ChunkedHoldOut.ofShare(50, 0.2, 40, 6).split(runs)).isNotEqualTo(huth);
        assertThat(huth.list().stream().distinct().count()).isEqualTo(50);
        // 50 draws of 18 of 90 chunks: each is expected 10 times, binomial sd 2.8
        int[] times = new int[90];
        for (Fold fold : huth.list()) {
            for (int i = 0; i < 720; i += 40) {
                times[fold.test()[i] / 40]++;
            }
        }
        assertThat(Arrays.stream(times).max().orElseThrow()).isLessThan(22);
        assertThat(Arrays.stream(times).min().orElseThrow()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void innerFoldsAreMadeOfOuterTrainingRows(long seed) {
        int[] runs = runs(seed);
        Folds outer = Folds.leaveOneRunOut(runs).purged(2, runs);
        for (Splitter rule : List.of(Splitter.leaveOneRunOut(), Splitter.kFold(3), new ChunkedHoldOut(4, 2, 5, 1))) {
            NestedFolds nested = NestedFolds.of(outer, rule, 2, runs);
            assertThat(nested.size()).isEqualTo(outer.size());
            assertThat(nested.outer()).isEqualTo(outer);
            for (int o = 0; o < outer.size(); o++) {
                Set<Integer> train = set(outer.list().get(o).train());
                for (Fold fold : nested.inner(o).list()) {
                    assertThat(train).containsAll(set(fold.train())).containsAll(set(fold.test()));
                    for (int i : fold.train()) {
                        assertThat(Arrays.stream(fold.test())
                                        .noneMatch(j -> runs[i] == runs[j] && Math.abs(i - j) <= 2))
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void wrongCallsSayWhatIsPossible() {
        int[] runs = new int[12];
        assertThatThrownBy(() -> Folds.kFold(12, 2).purged(6, runs)).hasMessageContaining("use a smaller gap");
        assertThatThrownBy(() -> Folds.kFold(12, 2).purged(-1, runs)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> Folds.kFold(12, 2).purged(1, 0)).hasMessageContaining("runs of 1");
        assertThatThrownBy(() -> new ChunkedHoldOut(1, 3, 4, 0).split(runs)).hasMessageContaining("12 rows have 3");
        assertThatThrownBy(() -> new ChunkedHoldOut(0, 3, 4, 0)).hasMessageContaining("0 draws");
        assertThatThrownBy(() -> ChunkedHoldOut.ofShare(1, 1, 4, 0)).hasMessageContaining("(0, 1)");
        assertThatThrownBy(() -> new Chunks(0, runs)).hasMessageContaining("at least 1 row");
        assertThatThrownBy(() -> Folds.kFoldOfGroups(runs, 2)).hasMessageContaining("for 1 groups");
        assertThatThrownBy(() -> NestedFolds.of(Folds.kFold(4, 2), Splitter.kFold(2), 0, runs))
                .hasMessageContaining("runs of 12");
    }
}
