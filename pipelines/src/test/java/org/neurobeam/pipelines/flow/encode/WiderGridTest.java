package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.RidgeOptions;

class WiderGridTest {
    private static final List<Double> ASKED = RidgeOptions.logspace(0, 2, 5);

    @Test
    void aDecadeIsAddedAtTheEdgeWhereChoicesLieAtTheStepOfTheGrid() {
        WiderGrid wider = new WiderGrid(ASKED);
        assertThat(wider.next(ASKED, .009, .009)).isEmpty();
        assertThat(wider.next(ASKED, 0, .01).orElseThrow())
                .startsWith(1.0, ASKED.get(1), ASKED.get(2), ASKED.get(3), 100.0)
                .hasSize(7)
                .last()
                .satisfies(a -> assertThat(ScoreTable.same(a, 1000)).isTrue());
        List<Double> both = wider.next(ASKED, .5, .5).orElseThrow();
        assertThat(both).hasSize(9).isSorted().containsAll(ASKED);
        assertThat(ScoreTable.same(both.get(0), .1)).isTrue();
    }

    @Test
    void aCoarseGridGrowsByItsStep() {
        List<Double> coarse = List.of(1.0, 1000.0);
        assertThat(new WiderGrid(coarse).next(coarse, 0, 1)).contains(List.of(1.0, 1000.0, 1e6));
    }

    @Test
    void itStopsAfterSixDecadesOnEachSide() {
        WiderGrid wider = new WiderGrid(ASKED);
        List<Double> grid = ASKED;
        int rounds = 0;
        for (Optional<List<Double>> next = wider.next(grid, 1, 1); next.isPresent(); next = wider.next(grid, 1, 1)) {
            grid = next.orElseThrow();
            rounds++;
        }
        assertThat(rounds).isEqualTo(WiderGrid.MOST_DECADES);
        assertThat(ScoreTable.same(grid.get(0), 1e-6)).isTrue();
        assertThat(ScoreTable.same(grid.get(grid.size() - 1), 1e8)).isTrue();
    }
}
