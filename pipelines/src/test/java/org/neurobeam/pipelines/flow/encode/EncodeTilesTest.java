package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.beam.sdk.testing.CombineFnTester;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.hamcrest.CoreMatchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.ridge.GramPart;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;

/** Designs that workers make together, with the checks of Beam's own runner on. */
class EncodeTilesTest {
    private static final int SAMPLES = 60;
    private static final int TARGETS = 5;
    private static final String DIGEST = "0123456789abcdef0123";

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(5);

    @BeforeEach
    void save() throws IOException {
        save("y", noise(TARGETS));
        save("few", noise(7));
        save("many", noise(4200));
        FloatMatrix runs = FloatMatrix.zeros(SAMPLES, 1);
        for (int i = 0; i < SAMPLES; i++) {
            runs.set(i, 0, i / 20);
        }
        save("runs", runs);
    }

    private FloatMatrix noise(int columns) {
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private EncodeConfig config(String output, String features, String model) {
        return ConfigLoader.parse(
                EncodeConfig.class,
                "{output: " + folder.resolve(output) + ", responses: " + folder.resolve("y.npy") + ", runs: "
                        + folder.resolve("runs.npy") + ", features: [" + folder.resolve(features + ".npy")
                        + "], test: {correction: max, draws: 99, block: 5}, tile: 2, weights: "
                        + (model.contains("kernel") ? "dual" : "primal") + ", model: " + model
                        + "}");
    }

    private void fit(EncodeConfig asked, boolean together) throws IOException {
        List<ResponseGroup> groups = ResponseGroups.of(asked);
        EncodeConfig config = InnerChoice.decide(asked, groups);
        List<TileName> tiles = TileName.all(groups, 2);
        TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(true);
        EncodeTiles encode = together
                ? EncodeTiles.together(config, DIGEST, tiles, groups)
                : EncodeTiles.inMemory(config, DIGEST + "memory", tiles, groups, 3);
        PAssert.that(pipeline.apply(encode)).containsInAnyOrder("0-0-2", "0-2-4", "0-4-5");
        pipeline.run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "few|{}",
                "many|{}",
                "few|{inner: leave-one-out}",
                "few|{inner: 'chunks:5:0.3:4'}",
                "many|{inner: 'chunks:5:0.3:3:9'}",
                "few|{kind: kernel, kernel: {type: rbf}}",
                "few|{alphaScope: global}",
                "many|{kind: kernel, alphaScope: global}"
            })
    void tilesHaveTheBytesOfADesignInMemory(String features, String model) throws IOException {
        fit(config("memory", features, model), false);
        fit(config("together", features, model), true);
        for (String tile : List.of("0-0-2", "0-2-4", "0-4-5")) {
            for (String file : List.of(".scores.parquet", ".weights.npy", ".null")) {
                String path = ".state/tiles/" + tile + file;
                assertThat(Files.readAllBytes(folder.resolve("together").resolve(path)))
                        .as(path)
                        .isEqualTo(Files.readAllBytes(folder.resolve("memory").resolve(path)));
            }
        }
        assertThat(folder.resolve("together/.state/designs/0123456789abcdef/0/statistics"))
                .exists();
        assertThat(folder.resolve("together/.state/designs/0123456789abcdef/0/factors-0"))
                .exists();
        boolean shared = model.contains("global");
        assertThat(Files.exists(folder.resolve("memory/.state/designs"))).isEqualTo(shared);
        assertThat(Files.exists(folder.resolve("together/.state/designs/0123456789abcdef/0/penalties")))
                .isEqualTo(shared);
    }

    private static DesignStatistics part(int id) {
        double[] upper = {id + 1, .5 / (id + 1), 1e-17 * id};
        return DesignStatistics.of(GramPart.of(id, 2, upper, new double[] {id, -id}));
    }

    @Test
    void bundlesAndTheirOrderDoNotMatter() {
        DesignStatistics all = part(0).with(part(1)).with(part(2)).with(part(3));
        assertThat(all.parts().stream().map(GramPart::id)).containsExactly(0, 1, 2, 3);
        CombineFnTester.testCombineFn(
                new MergeStatistics(), List.of(part(2), part(0), part(3), part(1)), CoreMatchers.equalTo(all));
    }

    @Test
    void theSameStatisticsHaveTheSameBytes() throws IOException {
        DesignStatistics.Coder coder = new DesignStatistics.Coder();
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        coder.encode(part(1).with(part(0)), one);
        coder.encode(part(0).with(part(1)), other);
        assertThat(one.toByteArray()).isEqualTo(other.toByteArray());
        assertThat(coder.decode(new ByteArrayInputStream(one.toByteArray()))).isEqualTo(part(0).with(part(1)));
        coder.verifyDeterministic();
    }
}
