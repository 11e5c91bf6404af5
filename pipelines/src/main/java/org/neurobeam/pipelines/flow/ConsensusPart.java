package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.pipelines.check.References;
import org.neurobeam.pipelines.config.ConsensusConfig;
import org.neurobeam.preprocess.consensus.Consensus;
import org.neurobeam.preprocess.consensus.ConsensusInput;
import org.neurobeam.preprocess.consensus.ConsensusOptions;
import org.neurobeam.preprocess.consensus.PaperConsensusFiles;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connectomes of a dataset, kept as they are, and what they have in common. Memory: the edges of all of them. */
final class ConsensusPart {
    /** Id of the part, and the folder of the published tables. */
    static final String PART = "consensus";

    private static final Logger LOG = LoggerFactory.getLogger(ConsensusPart.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DatasetView input;
    private final ConsensusConfig config;
    private final DataStore store;
    private final List<String> connectomes = new ArrayList<>();

    ConsensusPart(DatasetView input, ConsensusConfig config, DataStore store) throws IOException {
        this.input = input;
        this.config = config;
        this.store = store;
        input.dataset().all(Table.CONNECTOMES).stream()
                .map(Connectome::getConnectomeId)
                .forEach(connectomes::add);
        if (config.combines()) {
            requireKnown(config.options().sources());
        }
    }

    /** How many connectomes there are. */
    int connectomes() {
        return connectomes.size();
    }

    /** A source that is neither here nor in any recipe is misspelt; one with a recipe may just not be here. */
    private void requireKnown(List<String> wanted) {
        List<String> shipped = Recipes.shipped().stream()
                .filter(recipe -> recipe.kind() == Kind.CONNECTOME)
                .map(Recipe::id)
                .toList();
        Set<String> known = new TreeSet<>(shipped);
        known.addAll(connectomes);
        for (String id : wanted) {
            if (!known.contains(id)) {
                List<String> near = NearMiss.of(id, known);
                throw new ConfigException("consensus.sources: " + id
                        + " is no connectome of the dataset and of no recipe"
                        + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?") + "; allowed: all, "
                        + String.join(", ", known));
            }
        }
    }

    /** Whether there is anything to do. */
    boolean isEmpty() {
        return connectomes.isEmpty() && !config.combines();
    }

    /** Writes all parts and gives their ids. */
    List<String> write(DatasetWriter writer) throws IOException {
        for (String id : connectomes) {
            String digest = input.digest(id, List.of("copy"));
            Parts.write(writer, id, digest, part -> new PartCopy(input, id, part).connectome());
        }
        List<String> parts = new ArrayList<>(connectomes);
        if (config.combines()) {
            consensus(writer);
            parts.add(PART);
        }
        return parts;
    }

    private void consensus(DatasetWriter writer) throws IOException {
        ConsensusOptions options = config.options();
        ConsensusInput wiring = ConsensusInput.of(input.dataset(), options);
        requireMode(wiring.sources());
        List<String> texts = new ArrayList<>(List.of(ConfigLoader.toYaml(config)));
        connectomes.forEach(id -> texts.add(input.digest(id, List.of())));
        Parts.write(writer, PART, Sha256.of(String.join("\n", texts)), out -> {
            List<ConsensusEdge> rows = Consensus.rows(wiring);
            out.write(Table.CONSENSUS_EDGES, rows);
            out.step(step(wiring, rows.size()));
            wiring.absent().forEach(id -> out.issue(absent(id)));
            LOG.info(
                    "consensus: {} edges of {} connectomes: {}; not in the dataset: {}",
                    rows.size(),
                    wiring.sources().size(),
                    String.join(", ", wiring.sources()),
                    wiring.absent().isEmpty() ? "none" : String.join(", ", wiring.absent()));
        });
        if (config.mode().equals(ConsensusOptions.PAPER_FAITHFUL)) {
            PaperConsensusFiles.write(wiring, store, PART);
            References.copy(input.dataset().store(), store);
        }
    }

    /** Names and repeated entries are decided when a connectome is read: another mode cannot be made up here. */
    private void requireMode(List<String> sources) {
        for (String id : sources) {
            for (Step step : input.steps(id)) {
                String mode = params(step, "mode");
                if (!mode.isEmpty() && !mode.equals(config.mode())) {
                    throw new ConfigException("consensus.mode: " + config.mode() + ", but connectome " + id
                            + " was ingested in mode " + mode + "; ingest it with --mode " + config.mode());
                }
            }
        }
    }

    private static String params(Step step, String key) {
        try {
            return JSON.readTree(step.getParams()).path(key).asText();
        } catch (JsonProcessingException e) {
            throw new DataException(
                    "steps", step.getStepId(), "unreadable_json", "expected JSON in params, found " + e.getMessage());
        }
    }

    private Step step(ConsensusInput wiring, int rows) throws IOException {
        long edges = 0;
        List<String> inputs = new ArrayList<>();
        for (String id : wiring.sources()) {
            edges += input.dataset().rows(Table.EDGES, id).size();
            input.steps(id).forEach(step -> inputs.add(step.getStepId()));
        }
        return Step.newBuilder()
                .setStepId("preprocess/" + PART)
                .setName(PART)
                .setVersion(BuildInfo.version())
                .setParams(ConfigLoader.toJson(config.options()))
                .setInputIds(inputs)
                .setOutput(Table.CONSENSUS_EDGES.name())
                .setRowsIn(edges)
                .setRowsOut(rows)
                .setRejected(0)
                .build();
    }

    private static Issue absent(String connectomeId) {
        return Issue.newBuilder()
                .setFile(Table.CONSENSUS_EDGES.name())
                .setPlace(connectomeId)
                .setCode("SOURCE_ABSENT")
                .setSeverity("info")
                .setMessage("the dataset has no connectome " + connectomeId + "; the consensus was made without it")
                .build();
    }
}
