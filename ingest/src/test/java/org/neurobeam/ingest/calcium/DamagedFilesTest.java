package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged files: one issue each, and the others are read. */
class DamagedFilesTest {
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
}
