package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Node;

/** Options, settings file and exit codes; what a release holds is tested beside the flow. */
class PublishCommandIT {
    @TempDir
    Path folder;

    private String dataset;
    private String output;

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = folder.resolve("dataset").toString();
        output = folder.resolve("release").toString();
        DatasetWriter writer = DatasetWriter.open(DataStore.local(Path.of(dataset)));
        try (RecordingWriter part = writer.begin("cells", "1")) {
            part.write(
                    Table.NODES,
                    List.of(Node.newBuilder()
                            .setCell("AVAL")
                            .setSourceName("AVAL")
                            .setCellKind("neuron")
                            .setNeurotransmitter(List.of())
                            .build()));
            part.finish();
        }
        writer.finish(new DatasetInfo(
                "d",
                "Two sources",
                Optional.empty(),
                Optional.empty(),
                List.of(Source.of("a", "A").withRedistribute(true), Source.of("b", "B"))));
    }

    @Test
    void aSourceWithoutLicenceEndsWithExitCodeTwoAndTheRemedy() {
        Console run = Console.run("publish", "--input", dataset, "--output", output);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("1 of 2 sources", "  b  no licence known", "--exclude b", "--permit b");
        assertThat(run.out()).isEmpty();
        assertThat(Path.of(output)).doesNotExist();
    }

    @Test
    void optionsAndSettingsFileMeet() throws IOException {
        Path settings = folder.resolve("publish.yaml");
        Files.writeString(settings, "permit: [b]\nrelease: {version: 2.1.0, date: 2025-03-04, name: lab/cells}\n");
        Console run = Console.run(
                "publish",
                "--input",
                dataset,
                "--output",
                output,
                "--config",
                settings.toString(),
                "--to",
                "huggingface");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().path("rows").path("nodes").asInt()).isEqualTo(1);
        assertThat(run.json().path("permitted").toString()).isEqualTo("[\"b\"]");
        assertThat(Files.readString(Path.of(output, "README.md"))).contains("release 2.1.0 of 2025-03-04", "lab/cells");
    }

    @Test
    void wrongSettingsSayWhatIsAllowed() {
        Console kind = Console.run("publish", "--input", dataset, "--output", output, "--to", "zip");
        assertThat(kind.exitCode()).isEqualTo(2);
        assertThat(kind.err()).containsIgnoringCase("netcdf");
        Console date =
                Console.run("publish", "--input", dataset, "--output", output, "--set", "release.date=yesterday");
        assertThat(date.exitCode()).isEqualTo(2);
        assertThat(date.err()).contains("2025-12-31");
        Console output = Console.run("publish", "--input", dataset);
        assertThat(output.exitCode()).isEqualTo(2);
        assertThat(output.err()).contains("--output");
    }

    @Test
    void theExampleBinds() {
        PublishConfig example = ConfigLoader.load(
                PublishConfig.class, Optional.of(Path.of("examples", "publish.yaml")), ConfigLoader.overrides());
        assertThat(example.release().name()).isEqualTo("my-lab/worms");
        assertThat(example)
                .usingRecursiveComparison()
                .ignoringFields("input", "output", "release")
                .isEqualTo(new PublishConfig(null, null, null, null, null, null, null, null, null, null, null));
    }
}
