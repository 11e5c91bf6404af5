package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.RecordingKeys;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Step;

/**
 * Reads one connectome and writes it as one part of a dataset: its row, cells, edges, file, step and issues.
 *
 * <p>Memory: the entries of one connectome, at most some tens of thousands.
 */
public final class ConnectomeIngest {
    private static final String UNKNOWN = "unknown";

    private final DataStore store;
    private final IngestMode mode;
    private final String version;

    /**
     * @param store the folder of the raw files
     * @param mode how names and repeated entries are treated
     * @param version version of this program, for provenance
     */
    public ConnectomeIngest(DataStore store, IngestMode mode, String version) {
        this.store = store;
        this.mode = mode;
        this.version = version;
    }

    /** The id of the step that reads a connectome. */
    public static String stepId(String connectomeId) {
        return "ingest/" + connectomeId;
    }

    /**
     * Ingests a connectome.
     *
     * @param out the part to write, named by the connectome's id; left unfinished
     * @throws org.neurobeam.schemas.error.DataException when the file cannot be read whole
     */
    public void write(ConnectomeSource source, RecordingWriter out) throws IOException {
        Wiring wiring = wiring(source);
        WiringRows rows = new WiringRows(source, wiring);
        out.write(Table.CONNECTOMES, List.of(connectome(source)));
        out.write(Table.NODES, rows.nodes());
        out.write(Table.EDGES, rows.edges());
        out.source(source.file());
        out.step(step(source, wiring));
        if (mode == IngestMode.FIXED) {
            rows.unknownCells().forEach(out::issue);
        }
        if (isUnfinished(source)) {
            out.issue(ConnectomeIssues.unfinished(source));
        }
        wiring.asymmetries().forEach(pair -> out.issue(ConnectomeIssues.asymmetric(source, pair)));
    }

    /** Of files that a recipe knows by their digest nothing is missing. */
    private boolean isUnfinished(ConnectomeSource source) throws IOException {
        boolean isKnown =
                source.recipe().expected().sha256().contains(source.file().getFileId());
        return !isKnown
                && EdgeFormat.of(source.recipe()) == EdgeFormat.CSV
                && SourceContent.read(store, source.path()).endsWithinLine();
    }

    /** Reads the entries of a connectome and applies the rules. */
    Wiring wiring(ConnectomeSource source) throws IOException {
        return EdgeRules.apply(entries(source), mode);
    }

    private List<RawEdge> entries(ConnectomeSource source) throws IOException {
        SourceContent file = SourceContent.read(store, source.path());
        EdgeReader reader = EdgeFormat.of(source.recipe()).reader();
        List<RawEdge> entries = new ArrayList<>();
        for (EdgeLayout layout : source.recipe().edges()) {
            reader.read(file, layout, mode, entries::add);
        }
        return entries;
    }

    private static Connectome connectome(ConnectomeSource source) {
        Recipe recipe = source.recipe();
        RecordingKeys keys = recipe.recording();
        String path = source.path();
        return Connectome.newBuilder()
                .setConnectomeId(source.connectomeId())
                .setCitation(recipe.citation().isEmpty() ? UNKNOWN : recipe.citation())
                .setDoi(recipe.doi().isEmpty() ? null : recipe.doi())
                .setLicence(
                        recipe.licence().id().isEmpty()
                                ? "LicenseRef-unknown"
                                : recipe.licence().id())
                .setSex(keys.word("sex", path).orElse(UNKNOWN))
                .setStage(keys.word("stage", path).orElse(UNKNOWN))
                .setTimeH(keys.hours().orElse(null))
                .setAnimal(keys.word("animal", path).orElse(null))
                .setWeightUnit(source.weightUnit())
                .setIncludesNmj(keys.includesNmj())
                .setRegion(keys.word("region", path).orElse(UNKNOWN))
                .setDerivedFrom(keys.derivedFrom())
                .setSourceFileIds(List.of(source.file().getFileId()))
                .build();
    }

    private Step step(ConnectomeSource source, Wiring wiring) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("mode", mode.word());
        params.put("recipe", source.recipe().id());
        params.put("chosen_because", source.chosenBecause());
        params.put("as_read", wiring.asRead());
        return Step.newBuilder()
                .setStepId(stepId(source.connectomeId()))
                .setName("ingest")
                .setVersion(version)
                .setParams(ConfigLoader.toJson(params))
                .setInputIds(List.of(source.file().getFileId()))
                .setOutput(source.connectomeId())
                .setRowsIn(wiring.asReadEdges())
                .setRowsOut(wiring.edges().size())
                .setRejected(wiring.leftOut())
                .build();
    }
}
