package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandIT {
    private static final String SMALL = "--subjects 1 --runs 2 --shape 12,14,10 --volumes 60 --conditions 3"
            + " --voxels-with-signal 40 --tr 1.5 --gzip false";

    @TempDir
    Path folder;

    @Test
    void writesTreeAndTruthAndSaysWhatItWrote() throws IOException {
        Path output = folder.resolve("study");
        Console console = simulate("fmri", output, "--seed 7 --noise-free --datatype float32 " + SMALL);
        assertThat(console.exitCode()).as(console.err()).isZero();
        JsonNode json = console.json();
        assertThat(json.path("output").asText()).isEqualTo(output.toString());
        assertThat(json.path("seed").asLong()).isEqualTo(7);
        assertThat(json.path("shape")).hasToString("[12,14,10]");
        assertThat(json.path("voxels").asInt()).isEqualTo(12 * 14 * 10);
        assertThat(json.path("signal_voxels").asInt()).isEqualTo(40);
        assertThat(json.path("bytes").asLong()).isEqualTo(2L * 60 * 12 * 14 * 10 * Float.BYTES);
        assertThat(json.path("mb_per_s").asDouble()).isPositive();
        assertThat(files(output))
                .containsKeys(
                        "dataset_description.json",
                        "sub-01/func/sub-01_task-demo_run-02_bold.nii",
                        "sub-01/func/sub-01_task-demo_run-02_events.tsv",
                        "truth/truth.json",
                        "truth/study.yaml",
                        "truth/sub-01/sub-01_task-demo_run-02_desc-noisefree_bold.nii");
    }

    @Test
    void writesTheSameBytesAgainAndRefusesToMixStudies() throws IOException {
        Path output = folder.resolve("study");
        assertThat(simulate("fmri", output, SMALL).exitCode()).isZero();
        Map<String, Integer> first = files(output);
        assertThat(simulate("fmri", output, SMALL).exitCode()).isZero();
        assertThat(files(output)).isEqualTo(first);
        Console other = simulate("fmri", output, "--seed 2 " + SMALL);
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("study of other settings").contains("study.yaml");
        assertThat(files(output)).isEqualTo(first);
    }

    @Test
    void readsSettingsFromAFileAndTheCommandLineWins() throws IOException {
        Path config = folder.resolve("study.yaml");
        Files.writeString(config, """
                kind: fmri
                shape: [12, 14, 10]
                subjects: 2
                runs: 1
                volumes: 60
                conditions: 3
                voxelsWithSignal: 40
                """);
        Path output = folder.resolve("study");
        Console console = Console.run(
                "simulate", "--config", config.toString(), "--output", output.toString(), "--subjects", "1");
        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.json().path("subjects").asInt()).isOne();
        assertThat(files(output)).containsKey("sub-01/func/sub-01_task-demo_run-01_bold.nii.gz");
    }

    @Test
    void refusesAKindThatDoesNotExistAndNamesThoseThatDo() {
        Console console = simulate("weather", folder.resolve("study"), "");
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("weather").contains("allowed: fmri");
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void refusesOptionsOfAnotherKind() {
        Console worms = simulate("connectome", folder.resolve("wiring"), "--worms 9");
        assertThat(worms.exitCode()).isEqualTo(2);
        assertThat(worms.err())
                .contains("worms: 9; simulate connectome has no such setting; allowed: output, seed, animals");
        Console runs = simulate("calcium", folder.resolve("worms"), "--runs 2");
        assertThat(runs.exitCode()).isEqualTo(2);
        assertThat(runs.err()).contains("runs: 2; simulate calcium has no such setting; allowed: output, seed, worms,");
        assertThat(folder.resolve("wiring")).doesNotExist();
    }

    @Test
    void refusesAFolderOfSomethingElse() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Console console = simulate("fmri", folder, SMALL);
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("neither empty nor an earlier simulation");
        Console file = simulate("fmri", folder.resolve("notes.txt"), SMALL);
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("is a file");
        assertThat(files(folder)).containsOnlyKeys("notes.txt");
    }

    @Test
    void refusesShapesThatAreNotThreeNumbers() {
        Console console = simulate("fmri", folder.resolve("study"), "--shape 12,14");
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("shape: 12,14; allowed: three whole numbers");
    }

    private static Console simulate(String kind, Path output, String options) {
        Stream<String> words = Stream.of("simulate", kind, "--output", output.toString());
        Stream<String> more = Arrays.stream(options.split(" ", -1)).filter(w -> !w.isEmpty());
        return Console.run(Stream.concat(words, more).toArray(String[]::new));
    }

    /** Hash of the bytes of every file by its path. */
    private static Map<String, Integer> files(Path root) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                found.put(
                        root.relativize(file).toString().replace('\\', '/'), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return found;
    }
}
