package org.neurobeam.ingest.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Dispatch by content, keys of our own, exit codes. */
class FileInspectorTest {
    private static final String ZOO = "data/fmri/nifti_zoo/synthetic";

    @TempDir
    Path folder;

    private static FileDescription inspect(String file, boolean headerOnly) {
        return FileInspector.forImages().inspect(DataStore.local(SharedData.path(ZOO)), file, file, headerOnly);
    }

    @Test
    void headerOnlyLeavesTheDataAlone() {
        FileDescription all = inspect("ok.nii", false);
        FileDescription header = inspect("ok.nii", true);
        assertThat(all.json().has("n")).isTrue();
        assertThat(header.json().has("n")).isFalse();
        assertThat(header.exitCode()).isZero();
        assertThat(inspect("truncated_data.nii", true).exitCode()).isZero();
        assertThat(inspect("truncated_data.nii", false).exitCode()).isEqualTo(3);
        assertThat(inspect("bad_magic.nii", true).exitCode()).isEqualTo(3);
        assertThat(inspect("bad_magic.nii", true).json().path("load_error").asText())
                .contains("78 78 78");
    }

    @Test
    void ourKeysSayFormatAffineSourceUnitsAndRepetitionTime() {
        assertThat(inspect("nifti2.nii", true).json().path("format").asText()).isEqualTo("nifti2");
        assertThat(inspect("pair.hdr", true).json().path("format").asText()).isEqualTo("nifti1_pair");
        assertThat(inspect("analyze.hdr", true).json().path("format").asText()).isEqualTo("analyze");
        assertThat(inspect("analyze.hdr", true).json().path("affine_source").asText())
                .isEqualTo("mat");
        assertThat(inspect("no_xform.nii", true).json().path("affine_source").asText())
                .isEqualTo("fallback");
        assertThat(inspect("qform_only.nii", true).json().path("affine_source").asText())
                .isEqualTo("qform");
        assertThat(inspect("ok.nii", true).json().path("tr_s").doubleValue()).isEqualTo(2);
        assertThat(inspect("ok.nii", true).json().path("tr_source").asText()).isEqualTo("header");
        assertThat(inspect("ok.nii", true).json().path("space_unit").asText()).isEqualTo("mm");
        assertThat(inspect("ok.nii", true).json().path("time_unit").asText()).isEqualTo("s");
        assertThat(inspect("tr_2000_unit_msec.nii", true).json().path("tr_s").doubleValue())
                .isEqualTo(2);
        assertThat(inspect("tr_2000_unit_sec.nii", true).json().path("tr_s").isNull())
                .isTrue();
        assertThat(inspect("tr_2000_unit_sec.nii", true).json().path("warnings").toString())
                .contains("probably milliseconds");
        assertThat(inspect("truncated_gz.nii.gz", false)
                        .json()
                        .path("data_error")
                        .asText())
                .contains("header claims 240 bytes of voxel data, file has 222");
    }

    @Test
    void aSidecarOfTheSameNameIsRead() throws IOException {
        Files.copy(SharedData.path(ZOO).resolve("ok.nii.gz"), folder.resolve("b.nii.gz"));
        Files.writeString(folder.resolve("b.json"), "{\"RepetitionTime\": 2.5}");
        DataStore store = DataStore.local(folder);
        FileInspector inspector = FileInspector.forImages();
        FileDescription found = inspector.inspect(store, "b.nii.gz", "/data/b.nii.gz", true);
        assertThat(found.json().path("file").asText()).isEqualTo("/data/b.nii.gz");
        assertThat(found.json().path("tr_s").doubleValue()).isEqualTo(2.5);
        assertThat(found.json().path("tr_source").asText()).isEqualTo("json");
        assertThat(found.json().path("warnings").toString()).contains("2.5 s in JSON but 2.0 s in the header");
        Files.writeString(folder.resolve("b.json"), "{\"RepetitionTime\": \"2.5\", \"VolumeTiming\": [0, \"x\"]}");
        assertThat(inspector.inspect(store, "b.nii.gz", "b", true).json().path("warnings"))
                .hasSize(2);
        Files.writeString(folder.resolve("b.json"), "{");
        assertThat(inspector
                        .inspect(store, "b.nii.gz", "b", true)
                        .json()
                        .path("warnings")
                        .toString())
                .contains("b.json is not readable JSON");
    }

    @Test
    void theFirstDescriberThatAcceptsTheContentSpeaks() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "hello");
        FileDescriber hello = new FileDescriber() {
            @Override
            public boolean accepts(InspectedFile file, FileHead head) {
                return head.has(0, "hel") && head.text().endsWith("o") && head.length() == head.bytes().length;
            }

            @Override
            public FileDescription describe(InspectedFile file, boolean headerOnly) {
                return new FileDescription(file.begin().put("format", "greeting"), true);
            }
        };
        FileInspector inspector = new FileInspector(List.of(hello, new ImageDescriber()));
        DataStore store = DataStore.local(folder);
        assertThat(inspector.inspect(store, "a.txt", "a.txt", false).json().toString())
                .isEqualTo("{\"file\":\"a.txt\",\"bytes\":5,\"format\":\"greeting\"}");
        Files.writeString(folder.resolve("a.txt"), "good bye");
        assertThat(inspector
                        .inspect(store, "a.txt", "a.txt", false)
                        .json()
                        .path("load_error")
                        .asText())
                .contains("not a NIfTI image");
        assertThat(inspector.inspect(store, "none.nii", "none.nii", false).exitCode())
                .isEqualTo(3);
        assertThatThrownBy(() -> new FileInspector(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLargeMeanCostsTheDeviationNoDigits() {
        ValueStatistics statistics = new ValueStatistics();
        for (int block = 0; block < 100; block++) {
            double[] values = {1e9 + block, Double.NaN, 1e9 - block, Double.NEGATIVE_INFINITY};
            statistics.add(values, 0, 1, values.length);
        }
        // population variance of plus and minus 0..99: 99 * 199 / 6
        assertThat(statistics.deviation()).isCloseTo(Math.sqrt(99 * 199 / 6.0), within(1e-9));
        assertThat(statistics.finite()).isEqualTo(200);
        assertThat(new ValueStatistics().mean()).isNaN();
    }
}
