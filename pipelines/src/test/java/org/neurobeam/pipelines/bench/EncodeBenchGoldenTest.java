package org.neurobeam.pipelines.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Ridge on published workloads against another program, target by target. */
class EncodeBenchGoldenTest {
    /** Both are float32. */
    private static final double SCORE = 1e-5;
    /** Two float32 programs may differ by one grid step where two penalties are as good. */
    private static final double OTHER_ALPHAS = 0.001;

    @ParameterizedTest
    @CsvSource({"W4, 300, 100, 100, 1000, 10", "W5, 3600, 270, 300, 5000, 20"})
    void everyTargetIsThatOfAnotherProgram(
            String name, int samples, int testSamples, int features, int targets, int alphas, @TempDir Path folder)
            throws IOException {
        Path expected = SharedData.path("bench/expected_" + name + ".csv");
        PublishedWorkload data = PublishedWorkload.of(samples, testSamples, features, targets);
        DataStore store = DataStore.local(folder);
        NpyFile.write(store, "X.npy", List.of(data.x()));
        NpyFile.write(store, "Y.npy", List.of(data.y()));
        NpyFile.write(store, "Xtest.npy", List.of(data.xTest()));
        NpyFile.write(store, "Ytest.npy", List.of(data.yTest()));
        EncodeBenchOptions options = new EncodeBenchOptions(
                EncodeBenchOptions.Model.RIDGE,
                new EncodeBenchOptions.Arrays(
                        folder.resolve("X.npy"),
                        folder.resolve("Y.npy"),
                        Optional.of(folder.resolve("Xtest.npy")),
                        Optional.of(folder.resolve("Ytest.npy"))),
                RidgeOptions.logspace(0, 5, alphas).stream()
                        .map(a -> (double) a.floatValue())
                        .toList(),
                5,
                Criterion.NEG_MSE,
                false,
                false,
                List.of(),
                Optional.empty(),
                0,
                2,
                2000,
                1);
        Path table = folder.resolve("targets.csv");
        JsonNode json = EncodeBench.run(options, Optional.of(table));
        compare(Files.readAllLines(expected), Files.readAllLines(table));
        assertThat(json.get("mean_test_r2").asDouble()).isPositive();
        assertThat(json.get("cpu_s").asDouble()).isPositive();
        assertThat(json.get("sgemm_gflops").asDouble()).isGreaterThan(1);
    }

    private static void compare(List<String> expected, List<String> found) {
        assertThat(found).hasSameSizeAs(expected);
        int others = 0;
        for (int v = 1; v < expected.size(); v++) {
            double[] reference = numbers(expected.get(v));
            double[] ours = numbers(found.get(v));
            assertThat(ours[2]).as("cv score of target %d", v - 1).isCloseTo(reference[2], within(SCORE));
            boolean same = Math.abs(ours[1] / reference[1] - 1) < SCORE;
            others += same ? 0 : 1;
            if (same) {
                assertThat(ours[3]).as("test R2 of target %d", v - 1).isCloseTo(reference[3], within(SCORE));
            }
        }
        assertThat(others).isLessThanOrEqualTo((int) (OTHER_ALPHAS * (expected.size() - 1)));
    }

    private static double[] numbers(String line) {
        return java.util.Arrays.stream(line.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
