package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;

class RidgeSettingsTest {
    private static final int[] RUNS = IntStream.range(0, 40).map(i -> i / 10).toArray();
    private static final List<String> NAMES = List.of("run-1", "run-2", "run-3", "run-4");

    private static Folds outer(String settings) {
        return RidgeSettings.outer(ConfigLoader.parse(EncodeConfig.class, settings), NAMES, RUNS);
    }

    @Test
    void foldsAreRunsOrWholeRunsOrBlocks() {
        assertThat(outer("{}").size()).isEqualTo(4);
        Folds whole = outer("{outer: 'runs:2'}");
        assertThat(whole.size()).isEqualTo(2);
        whole.requireWholeRuns(RUNS);
        assertThat(outer("{outer: 'kfold:8'}").list().get(1).train()).hasSize(35);
    }

    @Test
    void purgedSamplesOfTheSameRunTrainNothing() {
        Folds purged = outer("{outer: 'kfold:8', purge: 2}");
        assertThat(purged.list().get(1).test()).containsExactly(5, 6, 7, 8, 9);
        assertThat(purged.list().get(1).train()).hasSize(33).startsWith(0, 1, 2, 10, 11);
    }

    @Test
    void whatHoldsOutNothingIsRefused() {
        assertThatThrownBy(() -> outer("{outer: 'runs:5'}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("outer: runs:5")
                .hasMessageContaining("4 runs");
        assertThatThrownBy(() -> outer("{purge: 3, model: {inner: runs}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("whole runs")
                .hasMessageContaining("kfold:N");
        assertThatThrownBy(() -> RidgeSettings.outer(
                        ConfigLoader.parse(EncodeConfig.class, "{outer: 'kfold:2', purge: 50}"),
                        List.of("run 1"),
                        new int[20]))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("purge")
                .hasMessageContaining("smaller gap");
    }
}
