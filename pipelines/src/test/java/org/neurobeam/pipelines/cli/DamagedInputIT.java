package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged runs are named and the others kept; {@code check} passes what ingest and preprocess write. */
class DamagedInputIT {
    private static final Set<String> UNUSABLE = Set.of(
            "bad_magic.nii",
            "complex64.nii",
            "datatype_unknown.nii",
            "dim0_zero.nii",
            "dim_huge.nii",
            "dim_zero.nii",
            "empty.nii.gz",
            "float128_unsupported.nii",
            "nifti2_bad_magic_crlf.nii",
            "rgb24.nii",
            "truncated_data.nii",
            "truncated_gz.nii.gz",
            "truncated_header.nii",
            "vox_offset_past_eof.nii");

    private static final String UNREADABLE = "sub-01_task-x_run-99_bold.nii";

    @TempDir
    Path folder;

    @Test
    void everyMalformedRunIsAnIssueAndEveryOtherARecording() throws IOException {
        Map<String, String> runs = zooTree(folder.resolve("bids"));
        int unreadable = linkToUnreadable(folder.resolve("bids/sub-01/func").resolve(UNREADABLE));
        String[] args = ingest("bids", "dataset");
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.exitCode()).isEqualTo(3);
        Dataset dataset = Dataset.open(DataStore.local(folder.resolve("dataset")));
        Set<String> recorded =
                dataset.recordings().stream().map(Recording::getRecordingId).collect(Collectors.toSet());
        Map<String, Issue> refused = dataset.issues().stream()
                .filter(i -> i.getSeverity().equals("error"))
                .collect(Collectors.toMap(
                        i -> String.valueOf(Path.of(i.getFile()).getFileName()), i -> i));
        runs.forEach((file, original) -> {
            String id = "bids/" + file.replaceFirst("_bold.*", "");
            assertThat(recorded.contains(id)).as(original).isEqualTo(!UNUSABLE.contains(original));
            assertThat(refused.containsKey(file)).as(original).isEqualTo(UNUSABLE.contains(original));
        });
        assertThat(refused.containsKey(UNREADABLE)).isEqualTo(unreadable > 0);
        refused.remove(UNREADABLE);
        assertThat(refused.values()).allSatisfy(i -> {
            assertThat(i.getPlace()).isNotEmpty();
            assertThat(i.getMessage()).isNotEmpty();
        });
        assertThat(run.json().path("refused").asInt()).isEqualTo(UNUSABLE.size() + unreadable);
        String[] tolerant = Arrays.copyOf(args, args.length + 2);
        tolerant[args.length] = "--max-bad-records";
        tolerant[args.length + 1] = String.valueOf(UNUSABLE.size() + unreadable);
        assertThat(CommandLineRun.of(tolerant).exitCode()).isZero();
        assertGood(folder.resolve("dataset"), runs.size() - UNUSABLE.size());
    }

    /** Linux has a regular file that not even root can read from its start; number of links made. */
    private static int linkToUnreadable(Path link) throws IOException {
        Path memory = Path.of("/proc/self/mem");
        if (!Files.isRegularFile(memory)) {
            return 0;
        }
        Files.createSymbolicLink(link, memory);
        return 1;
    }

    /** All single-file images of the malformed set as runs; new name to old. */
    private static Map<String, String> zooTree(Path tree) throws IOException {
        Path func = Files.createDirectories(tree.resolve("sub-01/func"));
        Files.writeString(tree.resolve("task-x_bold.json"), "{\"RepetitionTime\": 2}");
        // a description that is no JSON is an issue of its own, not the end
        Files.writeString(tree.resolve("dataset_description.json"), "{");
        Map<String, String> runs = new HashMap<>();
        try (Stream<Path> files = Files.list(SharedData.path("data/fmri/nifti_zoo/synthetic"))) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".nii") || name.endsWith(".nii.gz")) {
                    String run = String.format("sub-01_task-x_run-%02d_bold", runs.size() + 1)
                            + name.substring(name.indexOf('.'));
                    Files.copy(file, func.resolve(run));
                    runs.put(run, name);
                }
            }
        }
        assertThat(runs.values()).containsAll(UNUSABLE);
        return runs;
    }

    private String[] ingest(String input, String output, String... more) {
        return Stream.concat(Stream.of("ingest", "--input", at(input), "--output", at(output)), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertGood(Path dataset, int recordings) throws IOException {
        CommandLineRun check = CommandLineRun.of("check", dataset.toString(), "--json");
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(check.json().path("findings")).isEmpty();
        assertThat(check.json().path("recordings").asInt()).isEqualTo(recordings);
        CommandLineRun line = CommandLineRun.of("check", dataset.toString());
        assertThat(line.out().lines()).hasSize(1);
        assertThat(line.out()).contains("good: " + recordings + " recordings");
    }

    @Test
    void oneTruncatedRunOfTwelveIsRefusedAndElevenAreCleaned() throws IOException {
        copyTree(SharedData.path("data/fmri/bids_haxby"), folder.resolve("haxby"));
        String damaged = "sub-1/func/sub-1_task-objectviewing_acq-1slice_run-05_bold.nii.gz";
        byte[] whole = Files.readAllBytes(folder.resolve("haxby").resolve(damaged));
        Files.write(folder.resolve("haxby").resolve(damaged), Arrays.copyOf(whole, whole.length / 2));
        String[] args = ingest("haxby", "dataset", "--select", "acq=1slice");
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.json().path("recordings").asInt()).isEqualTo(11);
        Dataset dataset = Dataset.open(DataStore.local(folder.resolve("dataset")));
        List<Issue> issues = dataset.issues();
        assertThat(issues).singleElement().satisfies(i -> {
            assertThat(i.getFile()).isEqualTo(damaged);
            assertThat(i.getPlace()).isEqualTo("voxel data");
            assertThat(i.getMessage()).contains("header claims 193600 bytes of voxel data, file has");
        });
        assertThat(CommandLineRun.of(ingest("haxby", "dataset", "--select", "acq=1slice", "--max-bad-records", "1"))
                        .exitCode())
                .isZero();
        assertGood(folder.resolve("dataset"), 11);
        clean(folder.resolve("dataset"));
    }

    private void clean(Path dataset) throws IOException {
        Path config = folder.resolve("clean.yaml");
        Files.writeString(config, """
                mask:
                  kind: file
                  path: %s
                cleaning:
                  filter: cosine
                  highPassHz: 0.01
                """.formatted(
                        SharedData.path("data/fmri/pymvpa/mask.nii.gz").toAbsolutePath()));
        CommandLineRun run = CommandLineRun.of(
                "preprocess", "--input", dataset.toString(), "--output", at("clean"), "--config", config.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().path("units").asInt()).isEqualTo(11 * 530);
        assertGood(folder.resolve("clean"), 11);
        damageOneByte(folder.resolve("clean"));
    }

    private static void damageOneByte(Path dataset) throws IOException {
        Path traces;
        try (Stream<Path> files = Files.walk(dataset.resolve("traces"))) {
            traces = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(traces);
        bytes[bytes.length / 2] ^= 1;
        Files.write(traces, bytes);
        CommandLineRun check = CommandLineRun.of("check", dataset.toString(), "--json");
        assertThat(check.exitCode()).isEqualTo(3);
        JsonNode finding = check.json().path("findings").path(0);
        assertThat(finding.path("rule").asText()).isEqualTo("P1");
        assertThat(finding.path("severity").asText()).isEqualTo("error");
        assertThat(check.json().path("errors").asInt()).isPositive();
        assertThat(CommandLineRun.of("check", dataset.toString()).out())
                .startsWith("rule")
                .contains("sha256")
                .contains("damaged: 11 recordings");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void aFolderThatIsNoDatasetIsRefused() {
        CommandLineRun run = CommandLineRun.of("check", folder.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("expected a dataset folder");
        assertThat(CommandLineRun.of("check", "--help").out()).contains("Example: ./neurobeam check dataset --json");
    }
}
