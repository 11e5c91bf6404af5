package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.CONSTANT;
import static org.neurobeam.pipelines.cli.PlantedArrays.SINGLE;
import static org.neurobeam.pipelines.cli.PlantedArrays.TARGETS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Score;

/** Held-out predictions in the results folder. */
class EncodePredictionsIT {
    private static final String FILE = "predictions/responses.npy";
    private static final String ABOUT = "predictions/responses.json";

    @TempDir
    Path folder;

    private PlantedArrays arrays;

    @BeforeEach
    void save() throws IOException {
        arrays = new PlantedArrays(folder, 60, 5, new PlantedArrays.Scale(1, 1, 1));
    }

    @Test
    void predictionsAreThoseThatWereScoredWhateverTheTiles() throws IOException {
        String model = "{kind: ridge, alphas: ['1', '10', '100']}";
        arrays.encoded("whole", model, "--predictions");
        arrays.encoded("tiles", model, "--predictions", "--tile", "4");
        FloatMatrix predicted = arrays.load("whole/" + FILE);
        assertThat(predicted.columns()).isEqualTo(TARGETS);
        TargetScores expected = TargetScores.of(RowSource.of(arrays.load("y.npy")), RowSource.of(predicted));
        List<Score> scores = arrays.scores("whole");
        for (int v = 0; v < CONSTANT; v++) {
            assertThat(scores.get(v).getR().orElseThrow()).isCloseTo(expected.r()[v], within(1e-12));
            assertThat(scores.get(v).getR2().orElseThrow()).isCloseTo(expected.r2()[v], within(1e-12));
        }
        FloatMatrix tiled = arrays.load("tiles/" + FILE);
        for (int i = 0; i < predicted.rows(); i++) {
            assertThat(predicted.get(i, CONSTANT)).isNaN();
            for (int v = 0; v < CONSTANT; v++) {
                assertThat((double) tiled.get(i, v)).isCloseTo(predicted.get(i, v), within(SINGLE));
            }
        }
        // the responses are the same ones
        assertThat(arrays.text("tiles", ABOUT)).isEqualTo(arrays.text("whole", ABOUT));
        JsonNode about = new ObjectMapper().readTree(arrays.text("whole", ABOUT));
        assertThat(about.path("responses_sha256").asText()).hasSize(64);
        assertThat(about.path("runs")).hasSize(PlantedArrays.RUNS);
        assertThat(about.path("runs").get(1).path("samples").asInt()).isEqualTo(20);
        assertThat(folder.resolve("whole/.state/tiles")).isEmptyDirectory();
    }

    @Test
    void withoutTheSettingThereAreNone() throws IOException {
        String model = "{kind: ridge, alphas: ['1']}";
        arrays.encoded("results", model, "--predictions");
        Files.delete(folder.resolve("results").resolve(FILE));
        arrays.encoded("results", model, "--predictions");
        assertThat(Files.exists(folder.resolve("results").resolve(FILE))).isTrue();
        arrays.encoded("results", model);
        assertThat(Files.exists(folder.resolve("results").resolve(FILE))).isFalse();
        assertThat(Files.exists(folder.resolve("results").resolve(ABOUT))).isFalse();
    }
}
