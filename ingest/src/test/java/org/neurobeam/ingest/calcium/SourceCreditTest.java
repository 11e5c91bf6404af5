package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulation;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulator;
import org.neurobeam.ingest.simulate.calcium.SourceLayout;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.testing.SharedData;

/** Nobody is credited with files that are not theirs, and no release is stated of files that are not its. */
class SourceCreditTest {
    @TempDir
    Path folder;

    @TempDir
    Path output;

    private void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Float32 [rows x columns], npy version 1.0. */
    private static byte[] npy(int rows, int columns) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded, (byte) (padded >> 8)});
        out.write((header + " ".repeat(padded - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        ByteBuffer values = ByteBuffer.allocate(4 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows * columns; i++) {
            values.putFloat(i % 7);
        }
        out.write(values.array());
        return out.toByteArray();
    }

    private static void dagWorm(Path path) {
        double[][] traces = new double[30][2];
        double[] times = new double[30];
        for (int t = 0; t < times.length; t++) {
            times[t] = 100 + t;
            traces[t][t % 2] = t;
        }
        try (WritableHdfFile out = HdfFile.write(path)) {
            out.putGroup("gcamp").putDataset("traces_array_F_F20", traces);
            out.putGroup("timing").putDataset("timestamp_confocal", times);
        }
    }

    private Dataset ingest() throws IOException {
        DataStore store = DataStore.local(folder);
        return IngestedCalcium.ingest(store, output, CalciumSources.of(store, List.of(), IngestMode.FIXED));
    }

    private static List<String> codes(Dataset dataset, String code) throws IOException {
        return dataset.issues().stream()
                .filter(i -> i.getCode().equals(code))
                .map(i -> i.getSeverity() + " " + i.getFile())
                .toList();
    }

    private static void isNobodys(Dataset dataset, String id) throws IOException {
        assertThat(dataset.info().sources()).containsExactly(Source.of(id, id));
        assertThat(dataset.recordings()).isNotEmpty().allSatisfy(recording -> {
            assertThat(recording.getDatasetId()).isEqualTo(id);
            assertThat(recording.getSpecies()).isEmpty();
            assertThat(recording.getSex()).isEmpty();
            assertThat(recording.getBodyRegion()).isEmpty();
            assertThat(recording.getImmobilised()).isEmpty();
        });
        assertThat(dataset.files()).isNotEmpty().allSatisfy(file -> {
            assertThat(file.getLicence()).isEmpty();
            assertThat(file.getVersion()).isEmpty();
            assertThat(file.getRetrievedFrom()).isEmpty();
        });
        assertThat(codes(dataset, "SOURCE_UNIDENTIFIED")).hasSameSizeAs(dataset.recordings());
    }

    @Test
    void theSuite2pFolderOfALabIsNotTheSampleOfPynapple() throws IOException {
        put("mouse7/suite2p/plane0/F.npy", npy(3, 700));
        put("mouse7/suite2p/plane0/Fneu.npy", npy(3, 700));
        put("mouse7/suite2p/plane0/iscell.npy", npy(3, 2));
        Dataset dataset = ingest();
        isNobodys(dataset, "mouse7");
        assertThat(dataset.recordings())
                .extracting(Recording::getRecordingId)
                .containsExactly("mouse7/mouse7/suite2p/plane0/F");
        assertThat(dataset.files()).hasSize(3).allMatch(f -> f.getRecipe().equals(java.util.Optional.of("suite2p")));
    }

    @Test
    void aFolderWithTheNameOfASourceIsNotThatSource() throws IOException {
        put("suite2p/plane0/F.npy", npy(3, 700));
        put("suite2p/plane0/Fneu.npy", npy(3, 700));
        put("suite2p/plane0/iscell.npy", npy(3, 2));
        isNobodys(ingest(), "suite2p-unidentified");
    }

    @Test
    void theWormTrackerFileOfALabIsNotTrackerCommons() throws IOException {
        put("lab/a.wcon", """
                {"units": {"t": "s", "x": "mm", "y": "mm"},
                 "data": [{"id": "1", "t": [0, 1], "x": [1, 2], "y": [1, 2]}]}
                """.getBytes(StandardCharsets.UTF_8));
        isNobodys(ingest(), "lab");
    }

    @Test
    void matricesOfALabAreNotNguyens() throws IOException {
        put("lab/worm1-filtered.npy", npy(700, 3));
        isNobodys(ingest(), "lab");
    }

    @Test
    void packedAndUnpackedFilesOfASourceAreTheSame() throws IOException {
        for (String name : List.of("F.npy", "Fneu.npy")) {
            try (GZIPInputStream in = new GZIPInputStream(
                    Files.newInputStream(SharedData.path("data/calcium/suite2p/" + name + ".gz")))) {
                put("any/" + name, in.readAllBytes());
            }
        }
        put("any/iscell.npy", Files.readAllBytes(SharedData.path("data/calcium/suite2p/iscell.npy")));
        Dataset dataset = ingest();
        assertThat(dataset.info().sources())
                .singleElement()
                .satisfies(source -> assertThat(source.licence()).contains("MIT"));
        assertThat(dataset.files())
                .hasSize(3)
                .allMatch(f -> f.getVersion().orElse("").startsWith("7ac20f7a"))
                .allMatch(f -> f.getRetrievedFrom().orElse("").endsWith("pynapple-org/pynapple"));
    }

    @Test
    void aWormOfAnotherReleaseHasNoVersion() throws IOException {
        for (String worm : List.of("2030-01-01-01", "2030-01-01-02")) {
            dagWorm(Files.createDirectories(folder.resolve("swf702_with_id")).resolve(worm + "-data.h5"));
        }
        Dataset dataset = ingest();
        assertThat(dataset.recordings())
                .hasSize(2)
                .allMatch(r -> r.getDatasetId().equals("dag2023"));
        assertThat(dataset.info().sources()).singleElement().satisfies(source -> {
            assertThat(source.citation().orElse("")).startsWith("Dag U.");
            assertThat(source.version()).isEmpty();
        });
        assertThat(dataset.files()).allMatch(f -> f.getVersion().isEmpty());
        assertThat(codes(dataset, "UNPINNED_CONTENT")).containsExactly("warn swf702_with_id/2030-01-01-01-data.h5");
    }

    @ParameterizedTest
    @EnumSource(names = "CSV", mode = EnumSource.Mode.EXCLUDE)
    void simulatedWormsAreCreditedToTheSimulator(SourceLayout layout) throws IOException {
        String name = layout == SourceLayout.LEIFER2023 ? "Leifer2023" : "Flavell2023";
        CalciumSimulator.write(
                CalciumSimulation.defaults().withSize(2, 20, 40).withLayout(layout), folder.resolve(name));
        Dataset dataset = ingest();
        assertThat(dataset.recordings()).hasSize(2).allSatisfy(recording -> {
            assertThat(recording.getDatasetId()).isEqualTo("simulated");
            assertThat(recording.getImmobilised()).isEmpty();
        });
        assertThat(dataset.info().sources()).singleElement().satisfies(source -> {
            assertThat(source.title()).startsWith("Simulated in the layout of ");
            assertThat(source.citation()).contains("Neurobeam, simulate calcium");
            assertThat(source.licence()).contains("CC0-1.0");
            assertThat(source.doi()).isEmpty();
            assertThat(source.version()).isEmpty();
        });
        assertThat(codes(dataset, "UNPINNED_CONTENT")).isEmpty();
        assertThat(codes(dataset, "SOURCE_UNIDENTIFIED")).isEmpty();
        assertThat(codes(dataset, "LABELS_WITHOUT_RECORDING")).isEmpty();
    }

    @Test
    void aWormInTheLayoutOfAnotherSourceHasNoneOfItsConstants() throws IOException {
        put("derived/leifer/0_gcamp.txt", "1 2\n3 4\n".getBytes(StandardCharsets.UTF_8));
        put("derived/leifer/0_labels.txt", "AVAL\nAVAR\n".getBytes(StandardCharsets.UTF_8));
        put("derived/leifer/0_t.txt", "0\n1\n".getBytes(StandardCharsets.UTF_8));
        isNobodys(ingest(), "derived");
    }

    @Test
    void onlyRecipesThatKnowTheirFilesStateAVersion() {
        assertThat(Recipes.shipped())
                .filteredOn(recipe -> recipe.pins().isEmpty())
                .filteredOn(recipe -> recipe.kind() != org.neurobeam.ingest.recipe.Kind.CONNECTOME)
                .allMatch(recipe -> recipe.version().isEmpty());
    }
}
