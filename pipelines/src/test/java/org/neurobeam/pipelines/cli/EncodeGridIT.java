package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/** Grids of penalties that grow. */
class EncodeGridIT {
    private static final int SAMPLES = 120;
    private static final int RUNS = 3;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(23);
    private final FloatMatrix words = noise(4);

    private FloatMatrix noise(int columns) {
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @BeforeEach
    void save() throws IOException {
        FloatMatrix runs = FloatMatrix.zeros(SAMPLES, 1);
        FloatMatrix y = noise(5);
        for (int i = 0; i < SAMPLES; i++) {
            runs.set(i, 0, i / (SAMPLES / RUNS));
            for (int v = 0; v < y.columns(); v++) {
                y.set(i, v, 2 * y.get(i, v) + words.get(i, v % 4));
            }
        }
        save("runs", runs);
        save("y", y);
        save("words", words);
        save("motion", noise(9));
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandLineRun encode(String results, String model, String... more) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"),
                "features:\n  - {name: words, source: " + path("words.npy") + "}\n  - {name: motion, source: "
                        + path("motion.npy") + "}\nmodel: " + model + "\n");
        List<String> all = new java.util.ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--responses", path("y.npy"), "--runs", path("runs.npy"), "--output", path(results)));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    private static String from(String kind, String grid) {
        return "{kind: " + kind + ", bands: {candidates: 4}, alphas: ['" + grid + "']}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"ridge", "kernel", "banded"})
    void aGridThatLiesTooHighGrowsDownToWhereTheChoicesAre(String kind) throws IOException {
        CommandLineRun narrow = encode("narrow", from(kind, "logspace:4:5:3"));
        assertThat(narrow.exitCode()).as(narrow.err()).isZero();
        assertThat(scores("narrow")).allMatch(s -> s.getAlphaAtEdgeFraction().orElseThrow() == 1);

        CommandLineRun grown = encode("grown", from(kind, "logspace:4:5:3"), "--extend-grid");
        assertThat(grown.exitCode()).as(grown.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(grown.out());
        assertThat(json.get("alpha_at_edge_fraction").asDouble()).isLessThan(.01);
        assertThat(scores("grown"))
                .allMatch(s -> s.getAlphaAtEdgeFraction().orElseThrow() == 0)
                .allMatch(s -> s.getAlpha().orElseThrow() < 9000);
        JsonNode model =
                new ObjectMapper().readTree(folder.resolve("grown/model.json").toFile());
        assertThat(model.get("alphas").get(0).asDouble()).isLessThan(1500);
        assertThat(Files.readString(folder.resolve("grown/report.html")))
                .contains("penalt")
                .doesNotContain("3 values between");

        byte[] before = Files.readAllBytes(folder.resolve("grown/scores.parquet"));
        CommandLineRun again = encode("grown", from(kind, "logspace:4:5:3"), "--extend-grid");
        assertThat(again.exitCode()).isZero();
        assertThat(new ObjectMapper().readTree(again.out()).get("alpha_at_edge_fraction"))
                .isEqualTo(json.get("alpha_at_edge_fraction"));
        assertThat(Files.readAllBytes(folder.resolve("grown/scores.parquet"))).isEqualTo(before);
    }

    @Test
    void aGridForNoiseStops() throws IOException {
        save("y", noise(6));
        CommandLineRun run = encode("noise", from("ridge", "logspace:2:3:2"), "--extend-grid");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode model =
                new ObjectMapper().readTree(folder.resolve("noise/model.json").toFile());
        int size = model.get("alphas").size();
        assertThat(model.get("alphas").get(size - 1).asDouble()).isBetween(.99e9, 1.01e9);
        assertThat(scores("noise")).anyMatch(s -> s.getAlphaAtEdgeFraction().orElseThrow() > 0);
    }

    @Test
    void oneAlphaHasNoStep() throws IOException {
        CommandLineRun run = encode("one", "{alphas: ['10']}", "--extend-grid");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("model.extendGrid", "two penalties");
    }
}
