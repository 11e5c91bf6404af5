package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/** Everything that the report counts, from one pass over the tables; no traces. */
final class DatasetFacts {
    private static final String WORM = "NCBITaxon:6239";

    private final Dataset dataset;
    private final List<Recording> recordings;
    private final Map<String, SourceTotals> sources = new LinkedHashMap<>();
    private final PresenceMatrix presence = new PresenceMatrix();
    private final MissingData missing = new MissingData();
    private final Channels channels = new Channels();
    private final Wiring wiring;
    private final List<ConsensusEdge> consensus;
    private final List<Issue> issues;
    private final List<Step> steps;
    private final List<SourceFile> files;

    private DatasetFacts(Dataset dataset) throws IOException {
        this.dataset = dataset;
        this.recordings = dataset.recordings();
        this.wiring = Wiring.read(dataset);
        this.consensus = dataset.all(Table.CONSENSUS_EDGES);
        this.issues = dataset.issues();
        this.steps = dataset.steps();
        this.files = dataset.files();
    }

    static DatasetFacts read(Dataset dataset) throws IOException {
        DatasetFacts facts = new DatasetFacts(dataset);
        for (Source source : dataset.info().sources()) {
            facts.sources.put(source.datasetId(), new SourceTotals(source));
        }
        for (Recording recording : facts.recordings) {
            facts.count(recording);
        }
        facts.wiring.diagrams().forEach(facts::count);
        dataset.forEach(Table.COVARIATES, facts.channels::add);
        dataset.forEach(Table.EVENTS, facts.channels::add);
        return facts;
    }

    /** Duration, s; NaN where the recording has no times. */
    static double duration(Recording recording) {
        return recording.getDurationS().orElse(Double.NaN);
    }

    /** Whether the units of a recording are cells; voxels and parcels are not counted one by one. */
    static boolean hasCells(Recording recording) {
        return !recording.getModality().equals("fmri");
    }

    /** Whether no recording is an fMRI run. */
    boolean hasCells() {
        return recordings.stream().allMatch(DatasetFacts::hasCells);
    }

    private void count(Recording recording) throws IOException {
        LabelCounts labels = new LabelCounts();
        String source = recording.getDatasetId();
        if (hasCells(recording) && recording.getNRois() > 0) {
            PresenceMatrix.Row row = new PresenceMatrix.Row(source, recording.getRecordingId());
            MissingData.Count gaps = missing.begin();
            dataset.forEach(
                    Table.UNITS,
                    unit -> {
                        labels.add(unit);
                        row.add(unit);
                        gaps.add(unit);
                    },
                    recording.getRecordingId());
            gaps.end(recording);
            boolean worm = recording.getSpecies().filter(WORM::equals).isPresent() || recording.getNLabelled() > 0;
            if (worm) {
                presence.add(row);
            }
        }
        totals(source).add(recording, labels);
    }

    private SourceTotals totals(String source) {
        return sources.computeIfAbsent(source, id -> new SourceTotals(Source.of(id, id)));
    }

    /** A diagram belongs to the source of its name, or of which its name is a part; else it is its own source. */
    private void count(Wiring.Diagram diagram) {
        Connectome c = diagram.connectome();
        String id = c.getConnectomeId();
        String source = sources.keySet().stream()
                .filter(name -> id.equals(name) || id.startsWith(name + "/"))
                .findFirst()
                .orElse(id);
        Optional<String> none = Optional.empty();
        sources.computeIfAbsent(
                        source,
                        name -> new SourceTotals(new Source(
                                name,
                                name,
                                none,
                                Optional.of(c.getCitation()),
                                c.getDoi(),
                                Optional.of(c.getLicence()).filter(text -> !text.isEmpty()),
                                none,
                                none,
                                none)))
                .addConnectome(diagram.edges());
    }

    Dataset dataset() {
        return dataset;
    }

    DatasetInfo info() {
        return dataset.info();
    }

    List<Recording> recordings() {
        return recordings;
    }

    Collection<SourceTotals> sources() {
        return sources.values();
    }

    /** Sources with recordings. */
    List<SourceTotals> recorded() {
        List<SourceTotals> recorded = new ArrayList<>(sources.values());
        recorded.removeIf(s -> s.recordings() == 0);
        return recorded;
    }

    PresenceMatrix presence() {
        return presence;
    }

    MissingData missing() {
        return missing;
    }

    Channels channels() {
        return channels;
    }

    Wiring wiring() {
        return wiring;
    }

    List<ConsensusEdge> consensus() {
        return consensus;
    }

    List<Issue> issues() {
        return issues;
    }

    List<Step> steps() {
        return steps;
    }

    List<SourceFile> files() {
        return files;
    }
}
