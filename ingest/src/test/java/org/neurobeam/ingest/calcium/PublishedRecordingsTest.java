package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;
import org.neurobeam.schemas.testing.SharedData;

/** Recordings as the published data set has them, and what fixed mode says of them instead. */
class PublishedRecordingsTest {
    private static final int SAMPLES = 1000;

    @TempDir
    Path folder;

    @TempDir
    Path output;

    private Dataset ingest(IngestMode mode) throws IOException {
        DataStore store = DataStore.local(folder);
        CalciumSources found = CalciumSources.of(store, List.of(), mode);
        return IngestedCalcium.ingest(store, output.resolve(mode.word()), found, mode);
    }

    private static Recording recording(Dataset dataset, String id) throws IOException {
        return dataset.recordings().stream()
                .filter(r -> r.getRecordingId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id));
    }

    private static List<String> rois(Dataset dataset, String id) throws IOException {
        return dataset.units(id).stream()
                .map(u -> u.getRoiIndex() + " " + u.getLabel().orElse("-"))
                .toList();
    }

    private static List<String> issues(Dataset dataset, String severity) throws IOException {
        return dataset.issues().stream()
                .filter(i -> i.getSeverity().equals(severity))
                .map(i -> i.getCode() + ": " + i.getMessage())
                .sorted()
                .toList();
    }

    /** Good, without values, 51 and 50 missing samples of 1000, one straight window, straight but for one sample. */
    private void leiferWorm() throws IOException {
        StringBuilder traces = new StringBuilder();
        for (int t = 0; t < SAMPLES; t++) {
            double wiggle = Math.sin(t) + t % 7;
            boolean window = t >= 500 && t < 560;
            Object[] row = {
                wiggle,
                Double.NaN,
                t < 51 ? Double.NaN : wiggle,
                t < 50 ? Double.NaN : wiggle,
                window ? 0.25 * t : wiggle,
                window && t != 530 ? 0.25 * t : wiggle
            };
            traces.append(String.format(Locale.ROOT, "%f %f %f %f %f %f%n", row).replace("NaN", "nan"));
        }
        Path worm = Files.createDirectories(folder.resolve("Leifer2023"));
        Files.writeString(worm.resolve("0_gcamp.txt"), traces);
        Files.writeString(worm.resolve("0_labels.txt"), "RIM\nAVAL\nAVAR\n\nRID\nAVBL\n");
        Files.writeString(
                worm.resolve("0_t.txt"),
                java.util.stream.IntStream.range(0, SAMPLES)
                        .mapToObj(t -> t * 0.5 + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void filtersOfOneSourceFlagUnitsInFixedModeAndDeleteThemAsPublished() throws IOException {
        leiferWorm();
        Dataset fixed = ingest(IngestMode.FIXED);
        String id = "leifer2023/0";
        assertThat(rois(fixed, id)).containsExactly("0 -", "1 AVAL", "2 AVAR", "3 -", "4 RID", "5 AVBL");
        assertThat(recording(fixed, id).getQcStatus()).isEqualTo("warn");
        assertThat(recording(fixed, id).getQcReasons())
                .containsExactlyInAnyOrder("ALL_MISSING", "LONG_MISSING_RUN", "STRAIGHT_STRETCHES");
        assertThat(issues(fixed, "warn"))
                .containsExactly(
                        "ALL_MISSING: 1 units that the published data set leaves out: 1",
                        "LONG_MISSING_RUN: 1 units that the published data set leaves out: 2",
                        "STRAIGHT_STRETCHES: 1 units that the published data set leaves out: 4");

        Dataset published = ingest(IngestMode.PAPER_FAITHFUL);
        // sorted by name: '', AVBL, RIM
        assertThat(rois(published, id)).containsExactly("3 -", "5 AVBL", "0 RIML");
        assertThat(recording(published, id).getQcReasons()).isEmpty();
        assertThat(recording(published, id).getNRois()).isEqualTo(3);
        assertThat(issues(published, "info").stream().map(i -> i.split(":")[0]))
                .containsExactly("ALL_MISSING", "LONG_MISSING_RUN", "NOT_IMPUTED", "STRAIGHT_STRETCHES");
        assertThat(published.steps()).singleElement().satisfies(step -> {
            assertThat(step.getParams()).contains("\"mode\":\"paper-faithful\"");
            assertThat(step.getRejected()).isEqualTo(3);
        });
        assertThat(DatasetCheck.run(published).findings()).isEmpty();
    }

    @Test
    void otherSourcesInTheSameLayoutAreNotFiltered() throws IOException {
        leiferWorm();
        Files.move(folder.resolve("Leifer2023"), folder.resolve("ours"));
        assertThat(rois(ingest(IngestMode.PAPER_FAITHFUL), "ours/0")).hasSize(6);
        assertThat(recording(ingest(IngestMode.FIXED), "ours/0").getQcReasons()).containsExactly("MISSING_BLOCK");
    }

    /** The published labels of the worms of Dag 2023; the fourth has lost its labels with the end of its name. */
    @Test
    void labelsOfDagWormsAreThePublishedOnes() throws IOException {
        Path worms = Files.createDirectories(folder.resolve("swf702_with_id"));
        Map<String, Map<Integer, String>> golden = new TreeMap<>();
        for (String line : Files.readAllLines(SharedData.path("golden/celegans/dag2023_labels.csv"))) {
            String[] cells = line.split(",", -1);
            if (!cells[0].startsWith("2022-")) {
                continue;
            }
            golden.computeIfAbsent(cells[0], worm -> new TreeMap<>()).put(Integer.parseInt(cells[1]) - 1, cells[8]);
        }
        assertThat(golden).hasSize(4);
        for (String worm : golden.keySet()) {
            Files.copy(
                    SharedData.path("data/calcium/dag2023/swf702_with_id/" + worm + "-data.h5"),
                    worms.resolve(worm + "-data.h5"));
        }
        Files.copy(
                SharedData.path("data/calcium/derived/NeuroPAL_labels_dict.json"),
                folder.resolve("NeuroPAL_labels_dict.json"));

        Dataset dataset = ingest(IngestMode.PAPER_FAITHFUL);
        for (String worm : List.of("2022-07-26-31", "2022-07-27-38", "2022-08-02-38")) {
            Map<Integer, String> labels = dataset.units("dag2023/" + worm).stream()
                    .filter(u -> u.getLabel().isPresent())
                    .collect(Collectors.toMap(
                            Unit::getRoiIndex, u -> u.getLabel().orElseThrow(), (a, b) -> a, TreeMap::new));
            assertThat(labels).as(worm).isEqualTo(golden.get(worm));
        }
        assertThat(recording(dataset, "dag2023/2022-07-27-4").getNLabelled()).isZero();
        assertThat(dataset.issues())
                .filteredOn(i -> i.getCode().equals("LABELS_WITHOUT_RECORDING"))
                .extracting(i -> i.getPlace())
                .contains("/2022-07-27-45");
        assertThat(DatasetCheck.run(dataset).findings()).isEmpty();
    }
}
