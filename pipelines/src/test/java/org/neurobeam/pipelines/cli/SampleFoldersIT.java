package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.testing.SharedData;

/** The sample folders through ingest, preprocess and check: the counts that the specification states. */
class SampleFoldersIT {
    private static final int PUBLISHED_STRUCTURAL_ROWS = 6362;
    private static final int FIXED_ROWS = 11_519;
    private static final int ALL_PAIRS = 90_000;
    private static final int RULES_NOT_OF_CALCIUM = 13;

    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void requireSource(JsonNode check, String id, int... counts) {
        JsonNode source = check.path("sources").path(id);
        assertThat(List.of(
                        source.path("recordings").asInt(),
                        source.path("units").asInt(),
                        source.path("labelled").asInt(),
                        source.path("ambiguous").asInt()))
                .as(id)
                .containsExactly(counts[0], counts[1], counts[2], counts[3]);
    }

    @Test
    void calciumFolderGivesWhatTheSpecificationCounts() throws IOException {
        String input = SharedData.path("data/calcium").toString();
        String dataset = path("calcium");
        CommandLineRun strict = CommandLineRun.of("ingest", "--input", input, "--output", dataset);
        assertThat(strict.exitCode()).isEqualTo(3);
        assertThat(strict.json().path("refused").asInt()).isEqualTo(6);
        JsonNode ingest =
                CommandLineRun.json("ingest", "--input", input, "--output", dataset, "--max-bad-records", "6");
        assertThat(ingest.path("recordings").asInt()).isEqualTo(48);

        JsonNode check = CommandLineRun.json("check", dataset, "--json");
        assertThat(check.fieldNames())
                .toIterable()
                .containsExactly(
                        "recordings",
                        "units",
                        "labelled",
                        "ambiguous",
                        "connectomes",
                        "nodes",
                        "edges",
                        "issues",
                        "errors",
                        "warnings",
                        "skipped",
                        "issues_by_code",
                        "issues_by_severity",
                        "sources",
                        "findings");
        assertThat(check.path("units").asInt()).isEqualTo(1988);
        assertThat(check.path("labelled").asInt()).isEqualTo(705);
        assertThat(check.path("ambiguous").asInt()).isEqualTo(18);
        assertThat(check.path("findings")).isEmpty();
        // rules of wiring, of resampled signals and of fMRI; I10 to I13 and the totals of recipes apply
        assertThat(check.path("skipped").asInt()).isEqualTo(RULES_NOT_OF_CALCIUM);
        requireSource(check, "dag2023", 5, 690, 397, 14);
        requireSource(check, "derived", 3, 438, 297, 3);
        requireSource(check, "nguyen2016", 3, 201, 0, 0);
        requireSource(check, "suite2p", 1, 219, 0, 0);
        requireSource(check, "caiman", 2, 32, 0, 0);
        requireSource(check, "seeelegans", 2, 179, 11, 1);
        requireSource(check, "zebrafish_triplett2018", 2, 228, 0, 0);
        requireSource(check, "nwb", 1, 1, 0, 0);
        requireSource(check, "wcon", 29, 0, 0, 0);
        Map<String, Integer> codes = Map.of(
                "OBJECT_DTYPE", 3, "UNSUPPORTED_MATLAB_OBJECT", 3, "LABELS_WITHOUT_RECORDING", 4, "SUPERSEDED", 1);
        codes.forEach(
                (code, n) -> assertThat(check.path("issues_by_code").path(code).asInt())
                        .as(code)
                        .isEqualTo(n));
        homogenized(dataset);
    }

    private void homogenized(String dataset) throws IOException {
        String output = path("homogenized");
        JsonNode preprocess = CommandLineRun.json("preprocess", "--input", dataset, "--output", output);
        assertThat(preprocess.path("recordings").asInt()).isEqualTo(48);
        CommandLineRun check = CommandLineRun.of("check", output);
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(check.out().lines()).hasSize(1);
        Dataset result = Dataset.open(DataStore.local(Path.of(output)));
        // 800 frames of Dag 2023 give 1444 samples at 0.333 s
        assertThat(result.recordings().stream()
                        .filter(r -> r.getDatasetId().equals("dag2023") && r.getOriginalNSamples() == 800))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.getNSamples()).isEqualTo(1444));
        assertThat(result.recordings().stream()
                        .filter(r -> r.getModality().equals("calcium")
                                && r.getTimeSource().equals("none")))
                .hasSize(8)
                .allSatisfy(r -> {
                    assertThat(r.getQcReasons()).contains("NO_TIMEBASE");
                    assertThat(result.signals(r.getRecordingId()))
                            .allSatisfy(s -> assertThat(s.grid()).isEqualTo("original"));
                });
    }

    @Test
    void connectomeFolderGivesTwentyOneAndTheirConsensus() throws IOException {
        String input = SharedData.path("data/connectome").toString();
        String dataset = path("connectomes");
        JsonNode ingest = CommandLineRun.json("ingest", "--input", input, "--output", dataset);
        assertThat(ingest.path("connectomes").asInt()).isEqualTo(21);
        CommandLineRun check = CommandLineRun.of("check", dataset);
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(check.out()
                        .lines()
                        .filter(line -> line.matches("C1 +(cook2019|cook2019_male|openworm), .*warning .*")))
                .hasSize(3);
        assertThat(check.out().lines()).hasSize(5).last().asString().contains("; 0 errors, 3 warnings, ");

        Path config = folder.resolve("consensus.yaml");
        Files.writeString(config, "consensus: {mode: fixed}\n");
        String output = path("fixed");
        CommandLineRun.json("preprocess", "--input", dataset, "--output", output, "--config", config.toString());
        Dataset result = Dataset.open(DataStore.local(Path.of(output)));
        assertThat(result.all(Table.CONSENSUS_EDGES)).hasSize(FIXED_ROWS);
        assertThat(result.all(Table.CONNECTOMES)).hasSize(21);
        assertThat(result.issues().stream().filter(i -> i.getCode().equals("SOURCE_ABSENT")))
                .hasSize(2);
        assertThat(CommandLineRun.of("check", output).exitCode()).isZero();

        Files.writeString(config, "consensus: {mode: paper-faithful}\n");
        CommandLineRun wrong = CommandLineRun.of(
                "preprocess", "--input", dataset, "--output", path("wrong"), "--config", config.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("ingest it with --mode paper-faithful");
        published(input, config);
    }

    private void published(String input, Path config) throws IOException {
        String dataset = path("paper");
        CommandLineRun.json("ingest", "--input", input, "--output", dataset, "--mode", "paper-faithful");
        String output = path("published");
        CommandLineRun.json("preprocess", "--input", dataset, "--output", output, "--config", config.toString());
        for (String kind : List.of("withfunc", "nofunc")) {
            assertThat(lines(output, "trimmed_" + kind)).isEqualTo(PUBLISHED_STRUCTURAL_ROWS + 1);
            assertThat(lines(output, "full_" + kind)).isEqualTo(ALL_PAIRS + 1);
        }
        for (String folder : List.of(dataset, output)) {
            JsonNode good = CommandLineRun.json("check", folder, "--json");
            assertThat(good.path("errors").asInt()).isZero();
            publishedWeightChanged(folder, good.path("skipped").asInt());
        }
    }

    /** C4 compares with the published table that the dataset keeps, and does not apply without one. */
    private static void publishedWeightChanged(String dataset, int skipped) throws IOException {
        Path kept;
        try (Stream<Path> files = Files.list(Path.of(dataset, "references"))) {
            kept = files.collect(Collectors.toList()).get(0);
        }
        String table;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(kept))) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.delete(kept);
        assertThat(CommandLineRun.json("check", dataset, "--json")
                        .path("skipped")
                        .asInt())
                .isEqualTo(skipped + 1);
        String first = table.lines()
                .filter(row -> row.startsWith("ADAL,ADAL,"))
                .findFirst()
                .orElseThrow();
        Files.writeString(kept, table.replace(first, first.replace(",6.0,", ",7.0,")));
        CommandLineRun check = CommandLineRun.of("check", dataset, "--json");
        assertThat(check.exitCode()).isEqualTo(3);
        List<JsonNode> errors = new ArrayList<>();
        check.json().path("findings").forEach(finding -> {
            if (finding.path("severity").asText().equals("error")) {
                errors.add(finding);
            }
        });
        assertThat(errors).singleElement().satisfies(finding -> {
            assertThat(finding.path("rule").asText()).isEqualTo("C4");
            assertThat(finding.path("expected").asText()).startsWith("6271 rows equal");
            assertThat(finding.path("found").asText()).isEqualTo("1 others unequal, first ADAL-ADAL");
        });
    }

    private static long lines(String output, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(output, "consensus", name + ".csv"))) {
            return lines.count();
        }
    }

    @Test
    void aMixedFolderIsReadByEveryReader() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        CommandLineRun.json(
                "simulate",
                "calcium",
                "--output",
                path("mixed/worms"),
                "--layout",
                "leifer2023",
                "--worms",
                "2",
                "--neurons",
                "10",
                "--frames",
                "100");
        CommandLineRun.json("simulate", "connectome", "--output", path("mixed/wiring"), "--animals", "2");
        CommandLineRun.json(
                "simulate",
                "fmri",
                "--output",
                path("mixed/bids"),
                "--subjects",
                "1",
                "--runs",
                "1",
                "--shape",
                "12,14,10",
                "--volumes",
                "40",
                "--voxels-with-signal",
                "40");
        String dataset = path("dataset");
        JsonNode ingest = CommandLineRun.json("ingest", "--input", mixed.toString(), "--output", dataset);
        assertThat(ingest.path("recordings").asInt()).isEqualTo(3);
        assertThat(ingest.path("connectomes").asInt()).isEqualTo(2);
        CommandLineRun check = CommandLineRun.of("check", dataset);
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(Dataset.open(DataStore.local(Path.of(dataset))).recordings())
                .extracting(r -> r.getModality())
                .containsExactlyInAnyOrder("fmri", "calcium", "calcium");
    }
}
