package org.neurobeam.ingest.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.ingest.bids.ImageState;
import org.neurobeam.ingest.bids.LocalSidecars;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** One way in for files of every format, and the states of images. */
class LocalFilesTest {
    private static final String ZOO = "data/fmri/nifti_zoo/";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "synthetic/ok.nii, nifti1",
        "synthetic/nifti2.nii, nifti2",
        "nibabel/gifti/external.gii.gz, gifti",
        "nibabel/row_major.dconn.nii, cifti2"
    })
    void theContentDecides(String file, String format) {
        FileDescription found = LocalFiles.describe(SharedData.path(ZOO + file), "as given", false);
        assertThat(found.json().path("format").asText()).isEqualTo(format);
        assertThat(found.json().path("file").asText()).isEqualTo("as given");
        assertThat(found.exitCode()).isZero();
    }

    @Test
    void aNumpyArrayIsDescribed() throws IOException {
        NpyFile.write(DataStore.local(folder), "x.npy", List.of(FloatMatrix.of(new float[][] {{1, 2}, {3, 6}})));
        FileDescription found = LocalFiles.describe(folder.resolve("x.npy"), "x.npy", false);
        assertThat(found.json().path("mean").asDouble()).isEqualTo(3);
        assertThat(found.json().path("shape").asText()).isEqualTo("2x2");
        Files.write(folder.resolve("x.npy"), new byte[20]);
        assertThat(LocalFiles.describe(folder.resolve("x.npy"), "x.npy", false).exitCode())
                .isEqualTo(3);
    }

    @Test
    void sidecarsComeFromTheRootToTheImageAndFromNoOtherFolder() throws IOException {
        Path func = Files.createDirectories(folder.resolve("study/sub-1/func"));
        Path image = func.resolve("sub-1_task-x_run-01_bold.nii.gz");
        for (String json : List.of(
                "task-x_bold.json",
                "bold.json",
                "study/bold.json",
                "study/task-x_bold.json",
                "study/task-y_bold.json",
                "study/sub-1/sub-1_run-1_bold.json",
                "study/sub-1/func/sub-1_task-x_run-01_bold.json",
                "study/sub-1/func/sub-1_task-x_run-02_bold.json",
                "study/sub-1/func/sub-1_task-x_run-01_events.json")) {
            Files.writeString(folder.resolve(json), "{\"Manufacturer\": \"" + json + "\"}");
        }
        Path root = LocalSidecars.root(image);
        assertThat(root).isEqualTo(folder.resolve("study").toAbsolutePath());
        List<String> found = LocalSidecars.of(root, "sub-1/func/sub-1_task-x_run-01_bold.nii.gz");
        assertThat(found)
                .containsExactly(
                        "bold.json",
                        "task-x_bold.json",
                        "sub-1/sub-1_run-1_bold.json",
                        "sub-1/func/sub-1_task-x_run-01_bold.json");
        assertThat(LocalSidecars.merge(DataStore.local(root), found)
                        .path("Manufacturer")
                        .asText())
                .isEqualTo("study/sub-1/func/sub-1_task-x_run-01_bold.json");
        assertThat(LocalSidecars.of(root, "sub-1/func/brain.nii")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ok.nii, READABLE",
        "ok.nii.gz, READABLE",
        "ok_gzip_multimember.nii.gz, READABLE",
        "nifti2.nii, READABLE",
        "truncated_data.nii, HEADER_ONLY",
        "vox_offset_past_eof.nii, HEADER_ONLY",
        "dim_huge.nii, HEADER_ONLY",
        "bad_magic.nii, REFUSED",
        "truncated_header.nii, REFUSED",
        "dim_zero.nii, REFUSED"
    })
    void theStateOfAnImageIsToldFromItsHeaderAndSize(String file, ImageState state) throws IOException {
        DataStore store = DataStore.local(SharedData.path(ZOO + "synthetic"));
        assertThat(new HeaderStates().of(store, file)).isEqualTo(state);
    }
}
