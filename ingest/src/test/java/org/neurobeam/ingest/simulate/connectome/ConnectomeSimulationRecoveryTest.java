package org.neurobeam.ingest.simulate.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.connectome.ConnectomeIngest;
import org.neurobeam.ingest.connectome.ConnectomeSource;
import org.neurobeam.ingest.connectome.ConnectomeSources;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Connectome;

class ConnectomeSimulationRecoveryTest {
    private static final ConnectomeSimulation STUDY =
            ConnectomeSimulation.defaults().withSeed(7).withAnimals(3);

    @TempDir
    private static Path folder;

    private static JsonNode truth;
    private static Dataset dataset;

    @BeforeAll
    static void simulateAndIngest() throws IOException {
        DataStore input = DataStore.local(folder.resolve("raw"));
        ConnectomeSimulator.write(STUDY, input);
        truth = new ObjectMapper().readTree(folder.resolve("raw/truth.json").toFile());
        ConnectomeSources found = ConnectomeSources.find(input);
        assertThat(found.issues()).isEmpty();
        assertThat(found.others()).containsExactly("truth.json");
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder.resolve("dataset")));
        ConnectomeIngest ingest = new ConnectomeIngest(input, IngestMode.FIXED, "test");
        for (ConnectomeSource source : found.sources()) {
            try (RecordingWriter out = writer.begin(source.connectomeId(), source.digest("test"))) {
                ingest.write(source, out);
                out.finish();
            }
        }
        dataset = writer.finish(
                new DatasetInfo("sim", "sim", Optional.empty(), Optional.empty(), found.datasetSources()));
    }

    @Test
    void everyEdgeOfEveryAnimalComesBackExactly() throws IOException {
        assertThat(truth.get("animals")).hasSize(3);
        for (JsonNode animal : truth.get("animals")) {
            Map<String, Double> planted = new TreeMap<>();
            animal.get("edges")
                    .forEach(e -> planted.put(
                            e.get(0).asText() + " " + e.get(1).asText() + " "
                                    + e.get(2).asText(),
                            e.get(3).asDouble()));
            Map<String, Double> found = new TreeMap<>();
            String id = animal.get("connectome_id").asText();
            dataset.forEach(
                    Table.EDGES, e -> found.put(e.getPre() + " " + e.getPost() + " " + e.getKind(), e.getWeight()), id);
            assertThat(planted).hasSizeGreaterThan(1000);
            assertThat(found).isEqualTo(planted);
            assertThat(dataset.rows(Table.NODES, id))
                    .hasSize(animal.get("nodes").asInt());
        }
        assertThat(dataset.all(Table.CONNECTOMES).stream().map(Connectome::getAnimal))
                .containsExactly(Optional.of("animal-01"), Optional.of("animal-02"), Optional.of("animal-03"));
    }

    @Test
    void everyDisagreeingGapIsReported() throws IOException {
        Set<String> planted = new TreeSet<>();
        truth.get("animals")
                .forEach(animal -> animal.get("asymmetric_gaps")
                        .forEach(gap -> planted.add(animal.get("connectome_id").asText() + " "
                                + gap.get(0).asText() + " " + gap.get(1).asText())));
        Set<String> found = new TreeSet<>();
        dataset.issues().forEach(issue -> {
            assertThat(issue.getCode()).isEqualTo("ASYMMETRIC_GAP");
            String[] words = issue.getRaw().orElseThrow().split(" ");
            found.add(String.join(" ", words[0], words[1], words[2]));
        });
        assertThat(planted).isNotEmpty();
        assertThat(found).isEqualTo(planted);
    }

    @Test
    void filesHaveTheQuirksOfRealOnes() throws IOException {
        String text = Files.readString(folder.resolve("raw/wiring_animal-01.csv"));
        assertThat(text).startsWith("Neuron 1,Neuron 2,Type,Nbr\n").contains(",S,", ",Sp,", ",R,", ",EJ,");
        assertThat(text).containsPattern("(DA|VB)0\\d,").containsPattern("\n[a-z]+[0-9a-z]*,");
        JsonNode animal = truth.get("animals").get(0);
        for (JsonNode cell : animal.get("dropped_cells")) {
            assertThat(dataset.rows(Table.NODES, "simulated/animal-01"))
                    .noneMatch(node -> node.getCell().equals(cell.asText()));
        }
    }

    @Test
    void equalSeedsGiveEqualBytesAndOthersDoNot(@TempDir Path again) throws IOException {
        ConnectomeSimulator.write(STUDY, DataStore.local(again.resolve("same")));
        ConnectomeSimulator.write(STUDY.withSeed(8), DataStore.local(again.resolve("other")));
        byte[] first = Files.readAllBytes(folder.resolve("raw/truth.json"));
        assertThat(Files.readAllBytes(again.resolve("same/truth.json"))).isEqualTo(first);
        assertThat(Files.readAllBytes(again.resolve("other/truth.json"))).isNotEqualTo(first);
    }

    @Test
    void settingsOutOfRangeNameTheKey() {
        assertThatThrownBy(() -> STUDY.withAnimals(0))
                .isInstanceOf(ConfigException.class)
                .hasMessage("animals: 0; must be 1 to 99");
    }
}
