package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Section 14: the twelve runs, one after the other, are the concatenated image of PyMVPA. */
class HaxbyRunsGoldenTest {
    private static final int RUNS = 12;
    private static final int VOLUMES = 121;

    @Test
    void twelveRunsAreTheConcatenatedImage() throws IOException {
        DataStore data = DataStore.local(SharedData.path("data/fmri"));
        NiftiImage whole = NiftiImage.open(data, "pymvpa/bold.nii.gz");
        try (VolumeReader expected = whole.volumes()) {
            float[] wanted = new float[expected.voxels()];
            float[] found = new float[expected.voxels()];
            for (int run = 1; run <= RUNS; run++) {
                try (VolumeReader volumes = run(data, run).volumes()) {
                    assertThat(volumes.volumes()).isEqualTo(VOLUMES);
                    while (volumes.next(found)) {
                        assertThat(expected.next(wanted)).isTrue();
                        assertThat(found).isEqualTo(wanted);
                    }
                }
            }
            assertThat(expected.next(wanted)).isFalse();
        }
    }

    @Test
    void chunksOfARunAreTheColumnsOfItsVolumes() throws IOException {
        DataStore data = DataStore.local(SharedData.path("data/fmri"));
        NiftiImage image = run(data, 3);
        FloatMatrix byVolume = FloatMatrix.zeros(VOLUMES, 800);
        try (VolumeReader volumes = image.volumes()) {
            float[] volume = new float[800];
            for (int t = 0; volumes.next(volume); t++) {
                System.arraycopy(volume, 0, byVolume.values(), t * 800, 800);
            }
        }
        try (VoxelSeries series = image.series(SeriesMemory.defaults().withBudgetBytes(60_000))) {
            assertThat(series.isSpilled()).isTrue();
            for (VoxelChunk chunk : series.chunks(800)) {
                assertThat(chunk.values()).isEqualTo(byVolume.transposed());
            }
        }
    }

    private static NiftiImage run(DataStore data, int run) {
        return NiftiImage.open(
                data,
                String.format("bids_haxby/sub-1/func/sub-1_task-objectviewing_acq-1slice_run-%02d_bold.nii.gz", run));
    }
}
