package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged images are read or refused in words: no other exception, no hang, no allocation that a header asks for. */
class MutatedImagesPropertyTest {
    private static final int MUTATIONS = 2000;
    private static final List<String> SEEDS = List.of(
            "synthetic/ok.nii",
            "synthetic/ok.nii.gz",
            "synthetic/ok_gzip_multimember.nii.gz",
            "synthetic/ext_comment.nii",
            "synthetic/nifti2.nii",
            "synthetic/dt_f4_be.nii",
            "synthetic/complex64.nii",
            "synthetic/rgb24.nii",
            "synthetic/vol_5d.nii",
            "nibabel/standard.nii.gz",
            "nibabel/functional.nii");
    private static final int[] EXTREMES = {
        0, 1, -1, 0x7F, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, 0x7F800000, 0x7FC00000
    };

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void readsOrRefusesEveryMutation() throws IOException {
        Path zoo = SharedData.path("data/fmri/nifti_zoo");
        DataStore store = DataStore.local(folder);
        Random random = new Random(20240531);
        int refused = 0;
        for (int m = 0; m < MUTATIONS; m++) {
            String seed = SEEDS.get(m % SEEDS.size());
            byte[] mutated = mutate(Files.readAllBytes(zoo.resolve(seed)), random, m / SEEDS.size() % 4);
            ImageBytes.write(folder, "m.nii", mutated);
            refused += readsAll(store, seed + " mutation " + m) ? 0 : 1;
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    private static byte[] mutate(byte[] good, Random random, int kind) {
        byte[] bytes = good.clone();
        switch (kind) {
            case 0 -> {
                for (int i = 0; i < 1 + random.nextInt(8); i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> {
                int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
                int at = random.nextInt(Math.min(536, bytes.length - 4)) / 2 * 2;
                for (int i = 0; i < 4; i++) {
                    bytes[at + i] = (byte) (extreme >> (8 * i));
                }
            }
            default -> {
                int dim = 40 + 2 * random.nextInt(8);
                bytes[dim] = (byte) random.nextInt(256);
                bytes[dim + 1] = (byte) (random.nextInt(256) >> 1);
            }
        }
        return bytes;
    }

    private static boolean readsAll(DataStore store, String what) throws IOException {
        try {
            NiftiImage image = NiftiImage.open(store, "m.nii");
            readValues(image);
            try (VoxelSeries series = image.series(SeriesMemory.defaults().withBudgetBytes(5000))) {
                for (VoxelChunk chunk : series.chunks(1000)) {
                    assertThat(chunk.values().columns()).isEqualTo(series.volumes());
                }
            }
            return true;
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith("m.");
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static void readValues(NiftiImage image) throws IOException {
        try (VoxelStream values = image.values()) {
            double[] block = new double[4096];
            while (values.read(block, 0, block.length) > 0) {
                assertThat(values.remaining()).isNotNegative();
            }
            values.finish();
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aSmallGzipFileThatClaimsAHugeVolumeIsRefusedBeforeAllocation() {
        byte[] bytes = new ImageBytes(VoxelType.FLOAT64, 32767, 32767, 32767, 3).bytes();
        ImageBytes.write(folder, "huge.nii.gz", ImageBytes.gzip(bytes));
        NiftiImage image = NiftiImage.open(DataStore.local(folder), "huge.nii.gz");
        for (VolumeReader.Damage policy : VolumeReader.Damage.values()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                            DataException.class, () -> image.volumes(policy)))
                    .hasMessageContaining("header claims 844");
        }
    }
}
