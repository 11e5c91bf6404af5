package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.io.DataStore;

/** The transposed series is the same for every budget and every chunk size. */
class VoxelSeriesPropertyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"7,5,3,1", "7,5,3,2", "4,4,4,16", "9,8,7,37", "3,1,1,400", "1,1,1,5", "20,20,10,100"})
    void isTheSameForEveryBudgetAndChunkSize(int nx, int ny, int nz, int nt) throws IOException {
        float[] values = new float[nx * ny * nz * nt];
        Random random = new Random(nt);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        new ImageBytes(VoxelType.FLOAT32, nx, ny, nz, nt).floats(values).write(folder, "x.nii");
        NiftiImage image = NiftiImage.open(DataStore.local(folder), "x.nii");
        int voxels = nx * ny * nz;
        boolean spilled = false;
        for (long budget : new long[] {1, 12L * voxels, 200L * voxels, 1000L * voxels, 1 << 30}) {
            try (VoxelSeries series = image.series(new SeriesMemory(budget, folder))) {
                spilled |= series.isSpilled();
                for (int chunk : new int[] {1, 13, 10_000}) {
                    check(series, chunk, values);
                }
            }
        }
        assertThat(spilled).isTrue();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(p -> p.toString().endsWith(".scratch"))).isEmpty();
        }
    }

    private static void check(VoxelSeries series, int chunkSize, float[] values) {
        int next = 0;
        for (VoxelChunk chunk : series.chunks(chunkSize)) {
            assertThat(chunk.firstVoxel()).isEqualTo(next);
            assertThat(chunk.values().columns()).isEqualTo(series.volumes());
            for (int v = 0; v < chunk.values().rows(); v++) {
                for (int t = 0; t < series.volumes(); t++) {
                    if (chunk.values().get(v, t) != values[t * series.voxels() + next + v]) {
                        throw new AssertionError("voxel " + (next + v) + " volume " + t);
                    }
                }
            }
            next += chunk.values().rows();
        }
        assertThat(next).isEqualTo(series.voxels());
    }

    @Test
    void keepsTheCompleteVolumesOfATruncatedSeries() throws IOException {
        float[] values = new float[8 * 50];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        byte[] whole =
                new ImageBytes(VoxelType.FLOAT32, 2, 2, 2, 50).floats(values).bytes();
        ImageBytes.write(folder, "cut.nii", java.util.Arrays.copyOf(whole, whole.length - 4 * 8 * 7 - 3));
        NiftiImage image = NiftiImage.open(DataStore.local(folder), "cut.nii");
        try (VolumeReader volumes = image.volumes(VolumeReader.Damage.KEEP_COMPLETE);
                VoxelSeries series = VoxelSeries.transpose(volumes, new SeriesMemory(300, folder))) {
            assertThat(series.volumes()).isEqualTo(42);
            assertThat(series.isSpilled()).isTrue();
            check(series, 3, values);
        }
    }

    @Test
    void saysWhatToDoWhenTheScratchFolderIsMissing() {
        new ImageBytes(VoxelType.FLOAT32, 2, 2, 2, 3).floats(new float[24]).write(folder, "x.nii");
        NiftiImage image = NiftiImage.open(DataStore.local(folder), "x.nii");
        assertThatThrownBy(() -> image.series(new SeriesMemory(1, folder.resolve("none"))))
                .isInstanceOf(org.neurobeam.schemas.error.DataException.class)
                .hasMessageContaining("give another folder");
    }

    @Test
    void refusesChunksWithoutVoxels() throws IOException {
        new ImageBytes(VoxelType.FLOAT32, 2, 2, 2, 3).floats(new float[24]).write(folder, "x.nii");
        NiftiImage image = NiftiImage.open(DataStore.local(folder), "x.nii");
        try (VoxelSeries series = image.series(SeriesMemory.defaults())) {
            assertThatThrownBy(() -> series.chunks(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[0 voxels x 3 volumes]");
        }
    }
}
