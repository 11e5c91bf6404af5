package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.Mutations;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged images are read or refused in words: no other exception, no hang, no allocation that a header asks for. */
class MutatedImagesPropertyTest {
    /** Mutations of each file; the Maven profile {@code fuzz} sets 1,000. */
    private static final int MUTATIONS = Integer.getInteger("neurobeam.mutations", 180);
    /** Header of NIfTI-2. */
    private static final int HEADER = 540;

    private static final long SEED = 20240531;
    private static final double MOST_SECONDS = 2;
    static final List<String> SEEDS = List.of(
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

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("SEEDS")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void readsOrRefusesEveryMutation(String seed) throws IOException {
        DataStore store = DataStore.local(folder);
        byte[] good = Files.readAllBytes(SharedData.path("data/fmri/nifti_zoo").resolve(seed));
        ImageBytes.write(folder, "m.nii", good);
        // complex and colour images have a header to damage, but no series
        int most = readsAll(store, seed) ? MUTATIONS * 9 / 10 : MUTATIONS;
        Mutations mutations = new Mutations(good, SEED, HEADER);
        int refused = 0;
        for (int m = 0; m < MUTATIONS; m++) {
            ImageBytes.write(folder, "m.nii", mutations.next());
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            refused += readsAll(store, seed + " mutation " + m) ? 0 : 1;
            assertThat((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9)
                    .as("CPU seconds of mutation %d", m)
                    .isLessThan(MOST_SECONDS);
        }
        assertThat(refused).isBetween(MUTATIONS / 10, most);
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
