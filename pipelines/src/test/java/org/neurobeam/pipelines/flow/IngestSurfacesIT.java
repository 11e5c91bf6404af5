package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.testing.SharedData;

class IngestSurfacesIT {
    private static final int GRAYORDINATES = 60951;
    private static final int VERTICES = 642;

    @TempDir
    Path folder;

    private IngestConfig config(Path input, int bad) {
        return new IngestConfig(
                input.toString(), folder.resolve("dataset").toString(), "auto", "", null, null, bad, 64);
    }

    private Dataset dataset() throws IOException {
        return Dataset.open(DataStore.local(folder.resolve("dataset")));
    }

    @Test
    void surfacesMapsAndLinks() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("raw"));
        Path cifti = SharedData.path("data/fmri/cifti2");
        for (String kind : List.of("dtseries", "dscalar")) {
            String name = "Conte69.MyelinAndCorrThickness.32k_fs_LR." + kind + ".nii";
            Files.copy(cifti.resolve(name), raw.resolve(name));
        }
        Files.copy(SharedData.path("data/fmri/nifti_zoo/nibabel/gifti/task.func.gii"), raw.resolve("task.func.gii"));
        Files.createSymbolicLink(raw.resolve("annexed.nii.gz"), Path.of(".git/annex/objects/none"));
        IngestFlow.run(config(raw, 1), List.of());
        Dataset dataset = dataset();
        assertThat(DatasetCheck.run(dataset).isGood()).isTrue();
        assertThat(dataset.recordings())
                .extracting(Recording::getNRois)
                .containsExactlyInAnyOrder(GRAYORDINATES, VERTICES);
        assertThat(dataset.issues())
                .extracting(Issue::getCode)
                .contains("not_a_time_series", "no_content", "doubtful_image");
    }

    @Test
    void mapsAlone() {
        Path dscalar = SharedData.path("data/fmri/cifti2/Conte69.MyelinAndCorrThickness.32k_fs_LR.dscalar.nii");
        assertThatThrownBy(() -> IngestFlow.run(config(dscalar, 0), List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("time series");
    }
}
