package org.neurobeam.pipelines.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.connectome.ConnectomeIngest;
import org.neurobeam.ingest.connectome.ConnectomeSource;
import org.neurobeam.ingest.connectome.ConnectomeSources;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.simulate.connectome.ConnectomeSimulation;
import org.neurobeam.ingest.simulate.connectome.ConnectomeSimulator;
import org.neurobeam.preprocess.consensus.Consensus;
import org.neurobeam.preprocess.consensus.ConsensusInput;
import org.neurobeam.preprocess.consensus.ConsensusOptions;
import org.neurobeam.preprocess.consensus.PaperConsensus;
import org.neurobeam.preprocess.consensus.PublishedConsensus;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.testing.SharedData;

/** Files to datasets to consensus: what was planted, or published, comes out. */
class WiringConsensusRecoveryTest {
    private static final double ROUNDING = 1e-12; // the same few numbers added in another order

    private static final List<String> PUBLISHED = ConsensusOptions.defaults().sources();

    @TempDir
    private Path folder;

    /** Ingests the connectomes that a consensus needs. */
    private Dataset ingest(Path input, IngestMode mode, List<String> wanted) throws IOException {
        DataStore store = DataStore.local(input);
        ConnectomeSources found = ConnectomeSources.find(store);
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder.resolve(mode.word())));
        ConnectomeIngest ingest = new ConnectomeIngest(store, mode, "test");
        for (ConnectomeSource source : found.sources()) {
            if (!wanted.contains(source.connectomeId())) {
                continue;
            }
            try (RecordingWriter out = writer.begin(source.connectomeId(), source.digest(mode.word()))) {
                ingest.write(source, out);
                out.finish();
            }
        }
        return writer.finish(
                new DatasetInfo("wiring", "wiring", Optional.empty(), Optional.empty(), found.datasetSources()));
    }

    @Test
    void plantedConsensusComesOutExactly() throws IOException {
        Path raw = folder.resolve("raw");
        ConnectomeSimulator.write(ConnectomeSimulation.defaults().withSeed(11), DataStore.local(raw));
        JsonNode truth = new ObjectMapper().readTree(raw.resolve("truth.json").toFile());
        List<String> animals = new ArrayList<>();
        truth.get("animals")
                .forEach(animal -> animals.add(animal.get("connectome_id").asText()));
        ConsensusOptions options = new ConsensusOptions(ConsensusOptions.FIXED, animals);
        List<ConsensusEdge> rows = Consensus.rows(ConsensusInput.of(ingest(raw, IngestMode.FIXED, animals), options));
        assertThat(rows).hasSameSizeAs(truth.get("consensus")).hasSizeGreaterThan(2000);
        for (int i = 0; i < rows.size(); i++) {
            requireEqual(rows.get(i), truth.get("consensus").get(i));
        }
    }

    private static void requireEqual(ConsensusEdge row, JsonNode planted) {
        assertThat(List.of(row.getPre(), row.getPost(), row.getKind()))
                .containsExactly(
                        planted.get("pre").asText(),
                        planted.get("post").asText(),
                        planted.get("kind").asText());
        assertThat(List.of(row.getNDatasets(), row.getNAnimals(), row.getNPossible()))
                .containsExactly(
                        planted.get("n_datasets").asInt(),
                        planted.get("n_animals").asInt(),
                        planted.get("n_possible").asInt());
        assertThat(List.of(row.getMedian(), row.getMin(), row.getMax(), row.getFractionPresent()))
                .containsExactly(
                        planted.get("median").asDouble(),
                        planted.get("min").asDouble(),
                        planted.get("max").asDouble(),
                        planted.get("fraction_present").asDouble());
        assertThat(row.getMean()).isCloseTo(planted.get("mean").asDouble(), within(ROUNDING));
        assertThat(row.getStd().isPresent()).isEqualTo(!planted.get("std").isNull());
        row.getStd()
                .ifPresent(std -> assertThat(std).isCloseTo(planted.get("std").asDouble(), within(ROUNDING)));
        List<String> sources = new ArrayList<>();
        planted.get("sources").forEach(source -> sources.add(source.asText()));
        assertThat(row.getSources()).isEqualTo(sources);
    }

    @Test
    void realFilesGiveThePublishedConsensusButForFourRows() throws IOException {
        Dataset dataset = ingest(SharedData.path("data/connectome"), IngestMode.PAPER_FAITHFUL, PUBLISHED);
        ConsensusInput input =
                ConsensusInput.of(dataset, new ConsensusOptions(ConsensusOptions.PAPER_FAITHFUL, PUBLISHED));
        assertThat(input.absent()).containsExactly("white1986_jse", "funconn");
        assertThat(PaperConsensus.rows(input)).hasSize(6362);
        Path published =
                SharedData.path("data/connectome/consensus_published/consensus_connectome_trimmed_nofunc.csv.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(published))) {
            PublishedConsensus comparison = PublishedConsensus.compare(input, in, published.toString());
            assertThat(comparison.compared()).isEqualTo(6271);
            assertThat(comparison.differing()).containsExactlyInAnyOrderElementsOf(PublishedConsensus.KNOWN);
        }
    }

    @Test
    void realFilesGiveTheFixedConsensus() throws IOException {
        Dataset dataset = ingest(SharedData.path("data/connectome"), IngestMode.FIXED, PUBLISHED);
        List<ConsensusEdge> rows = Consensus.rows(ConsensusInput.of(dataset, ConsensusOptions.defaults()));
        assertThat(rows).hasSize(11_519);
        assertThat(rows.stream()
                        .filter(row -> row.getNPossible() < row.getNDatasets()
                                || row.getNPossible() > 7
                                || row.getNAnimals() > row.getNDatasets()))
                .isEmpty();
        ConsensusEdge inAll =
                rows.stream().filter(row -> row.getNDatasets() == 7).findFirst().orElseThrow();
        // n2u, jsh, witvliet 7 and 8; the other three derive from the first two
        assertThat(inAll.getNAnimals()).isEqualTo(4);
    }
}
