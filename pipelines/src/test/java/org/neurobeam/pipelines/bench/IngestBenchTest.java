package org.neurobeam.pipelines.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.FmriSimulator;
import org.neurobeam.ingest.simulate.SimulatedFiles;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.pipelines.cli.Main;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;

class IngestBenchTest {
    private static final int VOXELS = 16 * 16 * 16;
    private static final int VOLUMES = 160;

    @TempDir
    Path folder;

    private Path simulate(boolean gzip, NiftiOutEncoding.Type type) throws IOException {
        FmriSimulation study = FmriSimulation.defaults()
                .withSize(1, 1, VOLUMES)
                .withDesign(2, 4)
                .withGrid(new SimulatedGrid(16, 16, 16, 3), 200)
                .withFiles(new SimulatedFiles(gzip, 1, type, false));
        Path tree = folder.resolve("tree");
        FmriSimulator.write(study, DataStore.local(tree), DataStore.local(folder.resolve("truth")));
        return tree.resolve("sub-01/func/sub-01_task-demo_run-01_bold.nii" + (gzip ? ".gz" : ""));
    }

    @Test
    void compressedRunsAreComparedWithPlainDecompression() throws IOException {
        Path file = simulate(true, NiftiOutEncoding.Type.INT16);
        Path output = folder.resolve("scratch");
        JsonNode json = IngestBench.run(new IngestBenchOptions(file, Optional.of(output), 1, 2));
        assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(json.get("voxels").asInt()).isEqualTo(VOXELS);
        assertThat(json.get("volumes").asInt()).isEqualTo(VOLUMES);
        assertThat(json.get("datatype").asText()).isEqualTo("int16");
        assertThat(json.get("mb").asDouble()).isEqualTo(2 * VOXELS * VOLUMES / 1e6);
        for (String key :
                new String[] {"seconds", "mb_per_s", "dataset_mb_per_s", "gunzip_mb_per_s", "parquet_mb", "peak_rss_mb"
                }) {
            assertThat(json.path(key).asDouble()).as(key).isPositive();
        }
        // processor time comes in ticks of 10 ms, in which this small file may be read
        for (String key : new String[] {"cpu_s", "mb_per_cpu_s", "gunzip_mb_per_cpu_s"}) {
            assertThat(json.path(key).asDouble(-1)).as(key).isNotNegative();
        }
        assertThat(json.get("dataset_gunzip_ratio").asDouble()).isPositive().isLessThan(1);
        assertThat(phases(json))
                .isPositive()
                .isLessThanOrEqualTo(json.get("dataset_seconds").asDouble() * 2);
        try (Stream<Path> left = Files.list(output)) {
            assertThat(left).isEmpty();
        }
    }

    private static double phases(JsonNode json) {
        JsonNode phases = json.get("phases");
        return phases.get("read_s").asDouble()
                + phases.get("transpose_s").asDouble()
                + phases.get("write_s").asDouble();
    }

    @Test
    void plainRunsHaveNoDecompression() throws IOException {
        Path file = simulate(false, NiftiOutEncoding.Type.FLOAT32);
        JsonNode json = IngestBench.run(IngestBenchOptions.defaults(file));
        assertThat(json.get("mb").asDouble()).isEqualTo(4 * VOXELS * VOLUMES / 1e6);
        assertThat(json.get("mb_per_s").asDouble()).isPositive();
        assertThat(json.has("gunzip_ratio")).isFalse();
    }

    @Test
    void wrongSettingsAreNamed() throws IOException {
        assertThatThrownBy(() -> IngestBenchOptions.defaults(folder.resolve("absent.nii")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("absent.nii");
        Path file = Files.createFile(folder.resolve("x.nii"));
        assertThatThrownBy(() -> new IngestBenchOptions(file, Optional.empty(), 0, 1))
                .hasMessageContaining("memoryMb");
        assertThatThrownBy(() -> new IngestBenchOptions(file, Optional.empty(), 1, 0))
                .hasMessageContaining("repeat");
    }

    @Test
    void theCommandEndsWithTheCodesOfAllCommands() throws IOException {
        Path file = simulate(false, NiftiOutEncoding.Type.INT16);
        assertThat(Main.run("bench", "ingest", "--input", file.toString(), "--json", "--repeat", "1"))
                .isZero();
        assertThat(Main.run("bench")).isEqualTo(2);
        assertThat(Main.run(
                        "bench",
                        "ingest",
                        "--input",
                        folder.resolve("absent.nii").toString()))
                .isEqualTo(2);
        Files.write(file, new byte[100]);
        assertThat(Main.run("bench", "ingest", "--input", file.toString())).isEqualTo(3);
    }
}
