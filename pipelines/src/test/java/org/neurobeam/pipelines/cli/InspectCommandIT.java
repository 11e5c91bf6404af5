package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.ingest.inspect.FileDescription;
import org.neurobeam.ingest.inspect.LocalFiles;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** {@code inspect} against what nibabel says of the same files, and on folders. */
class InspectCommandIT {
    /** Section 6.9: numbers agree to this relative difference. */
    private static final double RELATIVE = 1e-6;
    /** Section 6.9: the golden affine has five decimals. */
    private static final double AFFINE = 2e-5;
    /** The index of the examples takes half a second; the specification allows 2 s on an idle machine. */
    private static final double INDEX_SECONDS = 5;
    /** "Answers in seconds": about ten times what 40,000 files take. */
    private static final double LARGE_TREE_SECONDS = 30;
    /** Section 6.7: the reference is wrong on these. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "dim0_zero.nii",
            "dim_zero.nii",
            "ext_esize_bad.nii",
            "nii_named_gz.nii.gz",
            "truncated_gz.nii.gz",
            "vox_offset_0.nii");
    /** Not compared: class is the reference's own, slope and inter are NaN everywhere in the golden. */
    private static final Set<String> NOT_COMPARED = Set.of("class", "slope", "inter", "file");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void everyFileOfTheZooButSixIsDescribedAsTheReferenceDoes() throws IOException {
        Path data = SharedData.path("data/fmri");
        SoftAssertions soft = new SoftAssertions();
        Set<String> different = new TreeSet<>();
        int compared = 0;
        for (JsonNode entry :
                MAPPER.readTree(SharedData.path("golden/fmri/image_zoo.json").toFile())) {
            String file = entry.path("file").textValue();
            String name = String.valueOf(Path.of(file).getFileName());
            FileDescription found = LocalFiles.describe(data.resolve(file), file, false);
            List<String> differences = differences(entry, found.json());
            boolean damaged = entry.has("load_error") || entry.has("data_error");
            if (found.exitCode() != (damaged ? 3 : 0)) {
                differences.add("exit code " + found.exitCode());
            }
            if (!differences.isEmpty()) {
                different.add(name);
            }
            if (!EXCEPTIONS.contains(name)) {
                soft.assertThat(differences).as(file).isEmpty();
            }
            soft.assertThat(found.json().path("file").asText()).isEqualTo(file);
            compared++;
        }
        soft.assertAll();
        assertThat(compared).isEqualTo(402);
        assertThat(different).isEqualTo(new TreeSet<>(EXCEPTIONS));
    }

    @ParameterizedTest
    @CsvSource({
        "dim0_zero.nii, load_error, 'field dim[0]', 3",
        "dim_zero.nii, load_error, 'field dim[3]', 3",
        "truncated_gz.nii.gz, data_error, '240 bytes of voxel data, file has 222', 3",
        "ext_esize_bad.nii, warnings, extensions dropped, 0",
        "nii_named_gz.nii.gz, warnings, read by content, 0",
        "vox_offset_0.nii, warnings, '352', 0"
    })
    void theSixExceptionsFollowSectionSixSeven(String name, String key, String words, int exitCode) throws IOException {
        Path file = SharedData.path("data/fmri/nifti_zoo/synthetic").resolve(name);
        CommandLineRun run = CommandLineRun.of("inspect", file.toString(), "--json");
        JsonNode json = run.json();
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err()).isEmpty();
        assertThat(json.path(key).toString()).contains(words);
        if (exitCode == 0) {
            assertThat(json.path("first").toString()).isEqualTo("[0.0,30.0,60.0,90.0]");
            assertThat(json.path("mean").asDouble() * json.path("n").asInt()).isEqualTo(7140);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nifti_zoo/nibabel/gifti/task.func.gii",
                "nifti_zoo/nibabel/row_major.dconn.nii",
                "nifti_zoo/nibabel/standard.nii.gz",
                "nifti_zoo/synthetic/pair.hdr",
                "nifti_zoo/synthetic/truncated_header.nii",
                "bids_haxby/sub-1/func/sub-1_task-objectviewing_acq-25mm_run-01_bold.nii.gz"
            })
    void theCommandPrintsTheDescription(String file) throws IOException {
        Path path = SharedData.path("data/fmri").resolve(file);
        CommandLineRun run = CommandLineRun.of("inspect", path.toString(), "--json");
        FileDescription wanted = LocalFiles.describe(path, path.toString(), false);
        assertThat(run.json()).isEqualTo(MAPPER.readTree(wanted.json().toString()));
        assertThat(run.exitCode()).isEqualTo(wanted.exitCode());
        assertThat(run.json().path("file").asText()).isEqualTo(path.toString());
    }

    @Test
    void theRepetitionTimeIsInheritedWithinTheDataSet() throws IOException {
        Path run = SharedData.path("data/fmri/bids_haxby/sub-1/func")
                .resolve("sub-1_task-objectviewing_acq-1slice_run-01_bold.nii.gz");
        Path tree = folder.resolve("study");
        Path image = tree.resolve("sub-1/func/sub-1_task-x_run-01_bold.nii.gz");
        Files.createDirectories(image.getParent());
        Files.copy(run, image);
        Files.writeString(folder.resolve("task-x_bold.json"), "{\"RepetitionTime\": 9}");
        Files.writeString(tree.resolve("dataset_description.json"), "{}");
        Files.writeString(tree.resolve("task-x_bold.json"), "{\"RepetitionTime\": 1.5}");
        Files.writeString(tree.resolve("task-y_bold.json"), "{\"RepetitionTime\": 8}");
        Files.writeString(tree.resolve("sub-1/sub-1_bold.json"), "{\"RepetitionTime\": 3}");
        String[] json = {"inspect", image.toString(), "--json", "--header-only"};
        assertThat(CommandLineRun.of(json).json().path("tr_s").asDouble()).isEqualTo(3);
        assertThat(CommandLineRun.of(json).json().path("tr_source").asText()).isEqualTo("json");
        CommandLineRun table = CommandLineRun.of("inspect", image.toString());
        assertThat(table.out()).contains("3 s (json); the header says 2.5 s").contains("affine:");
        Files.delete(tree.resolve("sub-1/sub-1_bold.json"));
        assertThat(CommandLineRun.of(json).json().path("tr_s").asDouble()).isEqualTo(1.5);
        Files.delete(tree.resolve("dataset_description.json"));
        assertThat(CommandLineRun.of(json).json().path("tr_s").asDouble()).isEqualTo(1.5);
        Files.writeString(tree.resolve("task-x_bold.json"), "{");
        assertThat(CommandLineRun.of(json).json().path("tr_s").asDouble()).isEqualTo(2.5);
        assertThat(CommandLineRun.of(json).json().path("warnings").toString()).contains("task-x_bold.json");
        Files.delete(tree.resolve("task-x_bold.json"));
        assertThat(CommandLineRun.of(json).json().path("tr_source").asText()).isEqualTo("header");
    }

    @Test
    void aNumpyArrayIsDescribed() throws IOException {
        FloatMatrix rows = FloatMatrix.of(new float[][] {{1, 2, 3}, {0, Float.NaN, 6}});
        NpyFile.write(DataStore.local(folder), "x.npy", List.of(rows));
        CommandLineRun run =
                CommandLineRun.of("inspect", folder.resolve("x.npy").toString(), "--json");
        JsonNode json = run.json();
        assertThat(run.exitCode()).isZero();
        assertThat(json.path("format").asText()).isEqualTo("npy");
        assertThat(json.path("shape").asText()).isEqualTo("2x3");
        assertThat(json.path("dtype").asText()).isEqualTo("float32");
        assertThat(json.path("endian").asText()).isEqualTo("<");
        assertThat(json.path("order").asText()).isEqualTo("C");
        assertThat(json.path("n").asInt()).isEqualTo(6);
        assertThat(json.path("nfinite").asInt()).isEqualTo(5);
        assertThat(json.path("nz").asInt()).isEqualTo(4);
        assertThat(json.path("mean").asDouble()).isEqualTo(2.4);
        assertThat(json.path("first").toString()).isEqualTo("[1.0,2.0,3.0,0.0]");
        byte[] whole = Files.readAllBytes(folder.resolve("x.npy"));
        Files.write(folder.resolve("x.npy"), java.util.Arrays.copyOf(whole, whole.length - 1));
        CommandLineRun cut =
                CommandLineRun.of("inspect", folder.resolve("x.npy").toString(), "--json");
        assertThat(cut.exitCode()).isEqualTo(3);
        assertThat(cut.json().path("data_error").asText()).contains("header claims 24 bytes of numbers, file has 23");
        assertThat(CommandLineRun.of("inspect", folder.resolve("x.npy").toString(), "--header-only")
                        .exitCode())
                .isZero();
        Files.write(folder.resolve("x.npy"), new byte[3]);
        assertThat(CommandLineRun.of("inspect", folder.resolve("x.npy").toString(), "--json")
                        .json()
                        .path("load_error")
                        .asText())
                .contains("ends within the header");
    }

    @Test
    void tensorsOfAnyRankAndOrderAreDescribed() throws IOException {
        npy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 1, 2), }", new byte[] {0, 1, 0, 2, 0, 3, 1, 0, 9});
        JsonNode json = CommandLineRun.of("inspect", folder.resolve("t.npy").toString(), "--json")
                .json();
        assertThat(json.path("shape").asText()).isEqualTo("2x1x2");
        assertThat(json.path("dtype").asText()).isEqualTo(">i2");
        assertThat(json.path("order").asText()).isEqualTo("F");
        assertThat(json.path("first").toString()).isEqualTo("[1.0,2.0,3.0,256.0]");
        assertThat(json.path("warnings").toString()).contains("1 bytes after the numbers");
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", new byte[8]);
        assertThat(CommandLineRun.of("inspect", folder.resolve("t.npy").toString())
                        .out())
                .contains("load_error:")
                .contains("object arrays carry code");
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000), }", new byte[8]);
        assertThat(CommandLineRun.of("inspect", folder.resolve("t.npy").toString())
                        .exitCode())
                .isEqualTo(3);
    }

    private void npy(String header, byte[] numbers) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.write(header.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.write(numbers);
        Files.write(folder.resolve("t.npy"), out.toByteArray());
    }

    @Test
    void theIndexOfTheExamplesCountsImagesByState() throws IOException {
        Path examples = SharedData.path("data/fmri/bids_examples");
        CommandLineRun run = CommandLineRun.of("inspect", examples.toString(), "--json");
        JsonNode json = run.json();
        assertThat(run.exitCode()).isZero();
        assertThat(json.path("images").toString())
                .isEqualTo("{\"readable\":0,\"header_only\":188,\"empty\":516,\"refused\":0}");
        assertThat(json.path("images_total").asInt()).isEqualTo(704);
        assertThat(json.path("seconds").asDouble()).isLessThan(INDEX_SECONDS);
        assertThat(CommandLineRun.of("inspect", examples.toString()).out())
                .contains("704 (0 readable, 188 header only, 516 empty, 0 refused)");
    }

    @Test
    void statesAndNamesOfASmallTree() throws IOException {
        Path zoo = SharedData.path("data/fmri/nifti_zoo/synthetic");
        Path func = Files.createDirectories(folder.resolve("sub-01/func"));
        Files.copy(zoo.resolve("ok.nii.gz"), func.resolve("sub-01_task-x_run-1_bold.nii.gz"));
        Files.copy(zoo.resolve("ok.nii"), func.resolve("sub-01_task-x_run-2_bold.nii"));
        Files.copy(zoo.resolve("truncated_data.nii"), func.resolve("sub-01_task-x_run-3_bold.nii"));
        Files.copy(zoo.resolve("bad_magic.nii"), func.resolve("sub-01_task-x_run-4_bold.nii"));
        Files.createFile(func.resolve("sub-01_task-x_run-5_bold.nii"));
        for (int i = 0; i < 22; i++) {
            Files.createFile(func.resolve("sub-0" + i + "-1_task-x_bold.nii"));
        }
        CommandLineRun run = CommandLineRun.of("inspect", folder.toString(), "--json");
        assertThat(run.json().path("images").toString())
                .isEqualTo("{\"readable\":2,\"header_only\":1,\"empty\":23,\"refused\":1}");
        assertThat(run.json().path("issues")).hasSize(22);
        CommandLineRun table = CommandLineRun.of("inspect", folder.toString());
        assertThat(table.out())
                .contains("error")
                .contains("the file is skipped")
                .contains("and 2 more");
    }

    @Test
    void aTreeOfFortyThousandEmptyFilesIsIndexedInSeconds() throws IOException {
        for (int s = 0; s < 400; s++) {
            Path func = Files.createDirectories(folder.resolve("sub-" + s + "/func"));
            for (int r = 0; r < 50; r++) {
                Files.createFile(func.resolve("sub-" + s + "_task-rest_run-" + r + "_bold.nii.gz"));
                Files.createFile(func.resolve("sub-" + s + "_task-rest_run-" + r + "_events.tsv"));
            }
        }
        CommandLineRun run = CommandLineRun.of("inspect", folder.toString(), "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.json().path("files").asInt()).isEqualTo(40_000);
        assertThat(run.json().path("images").path("empty").asInt()).isEqualTo(20_000);
        assertThat(run.json().path("runs").asInt()).isEqualTo(20_000);
        assertThat(run.json().path("seconds").asDouble()).isLessThan(LARGE_TREE_SECONDS);
        System.out.println(
                "index of 40,000 files: " + run.json().path("seconds").asDouble() + " s");
    }

    @Test
    void wrongUseIsSaidInOneLine() {
        CommandLineRun missing =
                CommandLineRun.of("inspect", folder.resolve("none.nii").toString());
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.out()).contains("load_error:").contains("none.nii: expected a file, found none");
        CommandLineRun nothing = CommandLineRun.of("inspect");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("PATH").contains("help: neurobeam inspect --help");
        CommandLineRun help = CommandLineRun.of("inspect", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out().lines().count()).isLessThan(24);
        assertThat(help.out().strip().lines().reduce((a, b) -> b))
                .hasValueSatisfying(last -> assertThat(last).startsWith("Example: ./neurobeam inspect"));
    }

    private static List<String> differences(JsonNode wanted, JsonNode found) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            String key = field.getKey();
            boolean presence = key.equals("load_error") || key.equals("data_error");
            double absolute = key.equals("affine") ? AFFINE : 0;
            if (NOT_COMPARED.contains(key)) {
                continue;
            }
            if (presence ? !found.has(key) : !equal(field.getValue(), found.path(key), absolute)) {
                differences.add(key + ": expected " + field.getValue() + " found " + found.path(key));
            }
        }
        for (String key : List.of("load_error", "data_error")) {
            if (found.has(key) && !wanted.has(key)) {
                differences.add("unexpected " + found.path(key));
            }
        }
        return differences;
    }

    private static boolean equal(JsonNode wanted, JsonNode found, double absolute) {
        if (wanted.isArray()) {
            boolean same = found.isArray() && wanted.size() == found.size();
            for (int i = 0; same && i < wanted.size(); i++) {
                same = equal(wanted.get(i), found.get(i), absolute);
            }
            return same;
        }
        if (wanted.isNumber()) {
            double w = wanted.doubleValue();
            return found.isNumber() && Math.abs(found.doubleValue() - w) <= absolute + RELATIVE * Math.abs(w);
        }
        return wanted.equals(found);
    }
}
