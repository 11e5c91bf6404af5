package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neurobeam.ingest.calcium.container.Container;
import org.neurobeam.ingest.calcium.container.Containers;
import org.neurobeam.ingest.calcium.container.Contents;
import org.neurobeam.ingest.recipe.Format;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged files: one issue each, and the others are read. */
class DamagedFilesTest {
    private static final int MUTATIONS = 60;

    @TempDir
    Path folder;

    @TempDir
    Path output;

    private void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Test
    void oneDamagedFileIsOneIssueAndTheOthersAreRead() throws IOException {
        byte[] npy = Files.readAllBytes(SharedData.path("data/calcium/nguyen2016/worm2-filtered.npy"));
        put("n/worm2-filtered.npy", npy);
        put("n/worm0-filtered.npy", java.util.Arrays.copyOf(npy, npy.length / 2));
        put("n/empty.h5", new byte[0]);
        put("n/notes.bin", new byte[] {0, 1, 2});
        put("n/other.json", "{\"a\": [1, 2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        DataStore store = DataStore.local(folder);
        Dataset dataset = IngestedCalcium.ingest(store, output, CalciumSources.of(store, List.of(), IngestMode.FIXED));
        assertThat(dataset.recordings())
                .singleElement()
                .satisfies(r -> assertThat(r.getRecordingId()).isEqualTo("nguyen2016/worm2"));
        assertThat(dataset.issues())
                .filteredOn(i -> i.getSeverity().equals("error"))
                .extracting(i -> i.getFile())
                .containsExactlyInAnyOrder("n/worm0-filtered.npy", "n/other.json", "n/empty.h5");
        assertThat(dataset.files()).hasSize(5);
    }

    static Stream<String> samples() {
        return Stream.of(
                "nwb/nwb_explorer/test_RoiResponseSeries.nwb",
                "venkatachalam_neuropal/herm_data.mat",
                "suite2p/iscell.npy",
                "wcon/minimax.wcon",
                "caiman/groundtruth_demoMovie.npz");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void mutatedFilesAreReadOrRefused(String path) throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.path("data/calcium/" + path));
        Random random = new Random(7);
        String name = "mutated" + path.substring(path.lastIndexOf('.'));
        int refused = 0;
        for (int k = 0; k < MUTATIONS; k++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < 4; i++) {
                // the beginning holds what everything else depends on
                bytes[random.nextInt(Math.min(bytes.length, 4096))] = (byte) random.nextInt(256);
            }
            put(name, bytes);
            try (Container container = Containers.open(DataStore.local(folder), name, Format.CSV)) {
                assertThat(Contents.of(container.root()).variables()).isNotNull();
            } catch (DataException e) {
                assertThat(e.file()).isEqualTo(name);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
