package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;

/** Simulated worms through simulate, ingest, preprocess and check, as a user runs them. */
class CalciumFlowIT {
    private static final String[] EMBEDDED_FLINK = {
        "--", "--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2"
    };
    private static final int FRAMES = 700;
    private static final int NEURONS = 20;
    private static final double ROUNDING = 1e-5; // float32 of a z-score and of its signal

    @TempDir
    static Path folder;

    private static String raw;

    @BeforeAll
    static void twentyWorms() throws IOException {
        String worms = simulate("worms", "dag2023", "--worms", "20");
        raw = folder.resolve("raw").toString();
        CommandLineRun.json("ingest", "--input", worms, "--output", raw);
    }

    private static String simulate(String name, String layout, String... more) throws IOException {
        String output = folder.resolve(name).toString();
        Stream<String> words = Stream.of(
                "simulate",
                "calcium",
                "--output",
                output,
                "--seed",
                "5",
                "--layout",
                layout,
                "--neurons",
                "" + NEURONS);
        CommandLineRun.json(Stream.concat(Stream.concat(words, Stream.of("--frames", "" + FRAMES)), Stream.of(more))
                .toArray(String[]::new));
        return output;
    }

    private static String preprocess(String name, String... more) throws IOException {
        String output = folder.resolve(name).toString();
        Stream<String> words = Stream.of("preprocess", "--input", raw, "--output", output);
        CommandLineRun.json(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
        return output;
    }

    /** Digest of every file of a dataset by its path. */
    private static Map<String, Integer> bytes(String dataset) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        Path root = Path.of(dataset);
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                found.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @Test
    void everyRunnerGivesTheSameBytes() throws IOException {
        String direct = preprocess("direct");
        Map<String, Integer> expected = bytes(direct);
        assertThat(bytes(preprocess("flink", EMBEDDED_FLINK))).isEqualTo(expected);
        assertThat(bytes(preprocess("direct"))).isEqualTo(expected);
        String again = folder.resolve("raw-flink").toString();
        String[] ingest = {"ingest", "--input", folder.resolve("worms").toString(), "--output", again};
        CommandLineRun.json(Stream.concat(Arrays.stream(ingest), Arrays.stream(EMBEDDED_FLINK))
                .toArray(String[]::new));
        assertThat(bytes(again)).isEqualTo(bytes(raw));
        CommandLineRun check = CommandLineRun.of("check", direct);
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(check.out().lines()).hasSize(1);
    }

    @Test
    void signalsStandBesideTheOriginalsAndTraceToTheirStep() throws IOException {
        Dataset dataset = Dataset.open(DataStore.local(Path.of(preprocess("signals"))));
        Recording recording = dataset.recordings().get(0);
        String id = recording.getRecordingId();
        List<String> signals = dataset.signals(id).stream()
                .map(s -> s.grid() + " " + s.signal())
                .toList();
        for (String kind : List.of("raw", "smoothed", "derivative", "smoothed_derivative")) {
            assertThat(signals).contains("original " + kind, "resampled " + kind);
        }
        assertThat(signals).contains("resampled zscore").doesNotContain("original zscore");
        Timebase grid = dataset.timebases(id).stream()
                .filter(t -> t.getGrid().equals("resampled"))
                .findFirst()
                .orElseThrow();
        assertThat(grid.getDtS()).contains(0.333);
        assertThat(grid.getT0S()).isZero();
        assertThat(recording.getNSamples())
                .isEqualTo((int) Math.ceil(recording.getDurationS().orElseThrow() / 0.333));
        assertThat(recording.getOriginalNSamples()).isEqualTo(FRAMES);
        Step step = dataset.steps().stream()
                .filter(s -> s.getStepId().equals("preprocess/" + id))
                .findFirst()
                .orElseThrow();
        assertThat(new ObjectMapper().readTree(step.getParams()).path("mode").asText())
                .isEqualTo("fixed");
        assertThat(step.getInputIds()).containsExactly("ingest/" + id);
        assertThat(String.join("\n", recording.getTransformChain()))
                .contains("mode fixed", "resampled/zscore: ", "effective", "dt=0.333 s");
        zscoresGiveTheSignalBack(dataset, id);
    }

    private static void zscoresGiveTheSignalBack(Dataset dataset, String id) throws IOException {
        try (TraceReader z = dataset.traces(id, "resampled", "zscore");
                TraceReader smoothed = dataset.traces(id, "resampled", "smoothed")) {
            assertThat(z.key().orElseThrow().stepId()).isEqualTo("preprocess/" + id);
            List<TraceSeries> scores = z.series(0, z.rows());
            List<TraceSeries> values = smoothed.series(0, smoothed.rows());
            for (int i = 0; i < scores.size(); i++) {
                TraceSeries score = scores.get(i);
                assertThat(score.label()).isEqualTo(values.get(i).label());
                for (int t = 0; t < score.length(); t++) {
                    double back = score.values()[t] * score.std() + score.mean();
                    double value = values.get(i).values()[t];
                    assertThat(Double.isNaN(back)).isEqualTo(Double.isNaN(value));
                    assertThat(Double.isNaN(value) || Math.abs(back - value) < ROUNDING)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void settingsOfTheCalciumBlockAreUsedAndChecked() throws IOException {
        Path config = folder.resolve("causal.yaml");
        Files.writeString(config, """
                calcium:
                  mode: paper-faithful
                  resample_dt: 2.0
                  smooth: {method: exponential, alpha: 0.3}
                  norm_transform: causal
                  min_frames: 100
                """);
        String output = preprocess("causal", "--config", config.toString());
        Dataset dataset = Dataset.open(DataStore.local(Path.of(output)));
        Recording recording = dataset.recordings().get(0);
        assertThat(dataset.signals(recording.getRecordingId()))
                .contains(
                        new GridSignal("resampled", "causal_zscore"),
                        new GridSignal("resampled", "cumulative_mean"),
                        new GridSignal("resampled", "cumulative_std"));
        assertThat(recording.getResampleDtS()).contains(2.0);
        assertThat(dataset.timebases(recording.getRecordingId()))
                .anySatisfy(t -> assertThat(t.getGrid() + " " + t.getT0S()).isEqualTo("resampled 0.0"));
        assertThat(CommandLineRun.of("check", output).exitCode()).isZero();
        Files.writeString(config, "calcium: {interpolate: nearest}\n");
        CommandLineRun wrong =
                CommandLineRun.of("preprocess", "--input", raw, "--output", output, "--config", config.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("calcium.interpolate: nearest; allowed: linear, quadratic, cubic");
    }

    @Test
    void coarserGridsAreStampedAtTheCentreOfTheirBlocks() throws IOException {
        String output = preprocess("coarse", "--set", "calcium.resample_dt=2");
        Dataset dataset = Dataset.open(DataStore.local(Path.of(output)));
        String id = dataset.recordings().get(0).getRecordingId();
        assertThat(dataset.timebases(id)).anySatisfy(t -> {
            assertThat(t.getGrid()).isEqualTo("resampled");
            assertThat(t.getT0S()).isEqualTo(10.0 / 12);
        });
        assertThat(CommandLineRun.of("check", output).exitCode()).isZero();
    }

    @Test
    void publishedModeLeavesShortRecordingsOutAndSaysSo() throws IOException {
        String output = preprocess("short", "--set", "calcium.mode=paper-faithful", "--set", "calcium.min_frames=800");
        Dataset dataset = Dataset.open(DataStore.local(Path.of(output)));
        assertThat(dataset.recordings()).isEmpty();
        assertThat(dataset.issues().stream().filter(i -> i.getCode().equals("SHORT_RECORDING")))
                .hasSize(20)
                .allSatisfy(i -> assertThat(i.getSeverity()).isEqualTo("info"));
        String fixed = preprocess("kept", "--set", "calcium.min_frames=800");
        assertThat(Dataset.open(DataStore.local(Path.of(fixed))).recordings())
                .hasSize(20)
                .allSatisfy(r -> assertThat(r.getQcReasons()).contains("SHORT_RECORDING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "dag2023"})
    void damagedWormsAreNamedAndTheOthersAreWhole(String layout) throws IOException {
        String worms = simulate(layout, layout, "--worms", "6", "--damage", "truncated,nan,duplicate,time");
        String output = folder.resolve(layout + "-dataset").toString();
        Stream<String> words = Stream.of("ingest", "--input", worms, "--output", output, "--max-bad-records");
        List<String> recipe = layout.equals("csv") ? List.of("--recipe", worms + "/recipe.yaml") : List.of();
        String[] strict = Stream.concat(Stream.concat(words, Stream.of("1")), recipe.stream())
                .toArray(String[]::new);
        CommandLineRun refused = CommandLineRun.of(strict);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.json().path("refused").asInt()).isEqualTo(2);
        strict[Arrays.asList(strict).indexOf("1")] = "2";
        assertThat(CommandLineRun.of(strict).exitCode()).isZero();

        Dataset dataset = Dataset.open(DataStore.local(Path.of(output)));
        JsonNode truth =
                new ObjectMapper().readTree(Path.of(worms, "truth.json").toFile());
        assertThat(dataset.recordings()).hasSize(4);
        assertThat(dataset.files().stream()
                        .filter(f -> f.getRole().equals("data"))
                        .filter(f -> f.getRecipe().isPresent()))
                .allSatisfy(f -> assertThat(f.getChosenBecause()).isPresent())
                .hasSizeGreaterThanOrEqualTo(4);
        Map<String, Long> codes = dataset.issues().stream()
                .filter(i -> i.getSeverity().equals("error"))
                .collect(Collectors.groupingBy(i -> i.getCode(), Collectors.counting()));
        assertThat(codes.values().stream().mapToLong(n -> n).sum()).isEqualTo(2);
        assertThat(codes).containsEntry("bad_time", 1L);
        assertThat(truth.path("worms").asInt()).isEqualTo(6);
        assertThat(CommandLineRun.of("check", output).exitCode()).isZero();
    }

    @Test
    void eachDamagedWormIsReportedAndDisturbsNoOther() throws IOException {
        Path worms = Path.of(simulate("sound", "csv", "--worms", "9"));
        Dataset sound = homogenized(worms, "0");
        String cut = damage(worms.resolve("worm02/traces.csv"), lines -> lines.subList(0, FRAMES / 2), "0.1,0.2");
        String gap = damage(worms.resolve("worm04/traces.csv"), CalciumFlowIT::withoutSamples, "");
        String twin = damage(worms.resolve("worm05/traces.csv"), CalciumFlowIT::withTwins, "");
        String back = damage(worms.resolve("worm07/traces.csv"), CalciumFlowIT::withTimeTurned, "");
        Dataset damaged = homogenized(worms, "2");

        assertThat(reports(damaged, cut)).contains("error bad_row row " + (FRAMES / 2 + 1));
        assertThat(reports(damaged, gap)).contains("warn MISSING_BLOCK simulated/worm04 units 3");
        assertThat(reports(damaged, twin)).contains("warn DUPLICATE_LABEL simulated/worm05 AVAL");
        assertThat(reports(damaged, back)).contains("error bad_time time 100");
        List<String> touched = List.of("simulated/worm02", "simulated/worm04", "simulated/worm05", "simulated/worm07");
        List<Recording> others = without(sound.recordings(), touched);
        assertThat(others).hasSize(5).isEqualTo(without(damaged.recordings(), touched));
        assertThat(damaged.recordings()).hasSize(7);
        for (Recording worm : others) {
            String name = worm.getRecordingId().replace('/', '~') + ".";
            Map<String, String> files = files(sound, name);
            assertThat(files).hasSizeGreaterThan(10).isEqualTo(files(damaged, name));
        }
    }

    private static Dataset homogenized(Path worms, String refused) throws IOException {
        String first = folder.resolve("first-" + refused).toString();
        String second = folder.resolve("second-" + refused).toString();
        CommandLineRun.json(
                "ingest",
                "--input",
                worms.toString(),
                "--recipe",
                worms.resolve("recipe.yaml").toString(),
                "--output",
                first,
                "--max-bad-records",
                refused);
        CommandLineRun.json("preprocess", "--input", first, "--output", second);
        return Dataset.open(DataStore.local(Path.of(second)));
    }

    /** Changes the lines of a file and adds an end without a line break; its path in the input. */
    private static String damage(Path file, UnaryOperator<List<String>> change, String end) throws IOException {
        List<String> lines = change.apply(new ArrayList<>(Files.readAllLines(file)));
        Files.writeString(file, String.join("\n", lines) + "\n" + end);
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    private static List<String> withoutSamples(List<String> lines) {
        return cells(lines, (row, column, cell) -> column == 5 && row > 200 && row <= 300 ? "nan" : cell);
    }

    private static List<String> withTwins(List<String> lines) {
        return cells(lines, (row, column, cell) -> row == 0 && (column == 4 || column == 6) ? "AVAL" : cell);
    }

    private static List<String> withTimeTurned(List<String> lines) {
        return cells(lines, (row, column, cell) -> row == 100 && column == 0 ? "1.25" : cell);
    }

    private interface Cell {
        String of(int row, int column, String cell);
    }

    private static List<String> cells(List<String> lines, Cell change) {
        List<String> changed = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(",", -1);
            for (int column = 0; column < cells.length; column++) {
                cells[column] = change.of(row, column, cells[column]);
            }
            changed.add(String.join(",", cells));
        }
        return changed;
    }

    private static List<String> reports(Dataset dataset, String file) throws IOException {
        return dataset.issues().stream()
                .filter(issue -> issue.getFile().equals(file))
                .peek(issue -> assertThat(issue.getMessage()).isNotBlank())
                .map(issue -> issue.getSeverity() + " " + issue.getCode() + " " + issue.getPlace())
                .toList();
    }

    private static List<Recording> without(List<Recording> recordings, List<String> ids) {
        return recordings.stream()
                .filter(r -> !ids.contains(r.getRecordingId()))
                .toList();
    }

    /** Digests of the files of one recording. */
    private static Map<String, String> files(Dataset dataset, String name) {
        Map<String, String> found = new TreeMap<>();
        dataset.tables().values().stream()
                .flatMap(table -> table.files().stream())
                .filter(file -> file.path().contains("/" + name))
                .forEach(file -> found.put(file.path(), file.sha256()));
        return found;
    }
}
