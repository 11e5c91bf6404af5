package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Node;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/** What of a dataset goes into a release: the sources that are allowed, and the rows that come from them alone. */
final class ReleaseContent {
    private static final double SECONDS_PER_HOUR = 3600;
    private static final List<Table<?>> BY_RECORDING =
            List.of(Table.UNITS, Table.TRACES, Table.TIMEBASES, Table.EVENTS, Table.COVARIATES);

    private final Dataset dataset;
    private final SourceIndex index;
    private final Set<String> excluded;
    private final List<ReleasedSource> sources = new ArrayList<>();
    private final List<Recording> recordings;
    private final Set<String> droppedRecordings = new HashSet<>();
    private final Set<String> droppedConnectomes = new HashSet<>();
    private final Set<String> droppedFiles = new HashSet<>();

    private ReleaseContent(Dataset dataset, SourceIndex index, PublishConfig settings) {
        this.dataset = dataset;
        this.index = index;
        this.excluded = LicenceGate.excluded(index.sources(), settings);
        this.recordings = index.recordings().stream()
                .filter(recording -> !excluded.contains(recording.getDatasetId()))
                .toList();
        index.recordings().stream()
                .filter(recording -> excluded.contains(recording.getDatasetId()))
                .forEach(recording -> droppedRecordings.add(recording.getRecordingId()));
        index.sourceOfConnectome().forEach((connectome, source) -> {
            if (excluded.contains(source)) {
                droppedConnectomes.add(connectome);
            }
        });
        for (SourceFile file : index.files()) {
            if (drops(Optional.of(file.getFileId()), file.getPath())) {
                droppedFiles.add(file.getFileId());
            }
        }
        for (Source source : index.sources()) {
            if (!excluded.contains(source.datasetId())) {
                sources.add(released(source, settings));
            }
        }
    }

    /** @throws org.neurobeam.schemas.error.ConfigException if a licence forbids it */
    static ReleaseContent of(Dataset dataset, PublishConfig settings) throws IOException {
        return new ReleaseContent(dataset, SourceIndex.of(dataset), settings);
    }

    private ReleasedSource released(Source source, PublishConfig settings) {
        String id = source.datasetId();
        List<Recording> own =
                recordings.stream().filter(r -> r.getDatasetId().equals(id)).toList();
        return new ReleasedSource(
                source,
                settings.permit().contains(id) && !LicenceTerms.redistributable(source),
                own.size(),
                own.stream().mapToLong(Recording::getNRois).sum(),
                own.stream().mapToLong(Recording::getNLabelled).sum(),
                own.stream()
                                .flatMap(r -> r.getDurationS().stream())
                                .mapToDouble(Double::doubleValue)
                                .filter(Double::isFinite)
                                .sum()
                        / SECONDS_PER_HOUR,
                index.sourceOfConnectome().values().stream().filter(id::equals).count());
    }

    Dataset dataset() {
        return dataset;
    }

    /** The sources of the release in the dataset's order. */
    List<ReleasedSource> sources() {
        return sources;
    }

    /** The source of a recording. */
    ReleasedSource sourceOf(Recording recording) {
        return sources.stream()
                .filter(source -> source.id().equals(recording.getDatasetId()))
                .findFirst()
                .orElseThrow();
    }

    /** Ids of the sources that were left out, sorted. */
    List<String> excluded() {
        return excluded.stream().sorted().toList();
    }

    /** Ids of the recordings that were left out. */
    Set<String> droppedRecordings() {
        return droppedRecordings;
    }

    /** The recordings of the release, sorted by id. */
    List<Recording> recordings() {
        return recordings;
    }

    /** Taxa of the recordings and sources, NCBITaxon CURIEs, sorted. */
    Set<String> species() {
        Set<String> species = new TreeSet<>();
        recordings.forEach(recording -> recording.getSpecies().ifPresent(species::add));
        sources.forEach(released -> released.source().species().ifPresent(species::add));
        return species;
    }

    /** The files that were read for a source, sorted by path. */
    List<SourceFile> filesOf(String source) {
        return index.files().stream()
                .filter(file -> index.sourcesOfFile(Optional.of(file.getFileId()), file.getPath())
                        .contains(source))
                .toList();
    }

    /** Paths of a table's files that may hold rows of the release. */
    List<String> paths(Table<?> table) {
        Set<String> dropped = new HashSet<>();
        if (BY_RECORDING.contains(table)) {
            droppedRecordings.forEach(id -> dropped.add(PartName.path(table, id)));
        }
        return dataset.filesOf(table).stream()
                .filter(file -> file.rows() > 0 && !dropped.contains(file.path()))
                .map(file -> file.path())
                .toList();
    }

    /** Whether a row comes from sources of the release alone. */
    boolean keeps(SpecificRecordBase row) {
        if (row instanceof SourceFile file) {
            return !drops(Optional.of(file.getFileId()), file.getPath());
        }
        if (row instanceof Issue issue) {
            return !drops(issue.getFileId(), issue.getFile());
        }
        if (row instanceof Step step) {
            List<String> inputs = step.getInputIds();
            return inputs.isEmpty() || !droppedFiles.containsAll(inputs);
        }
        if (row instanceof ConsensusEdge edge) {
            return edge.getSources().stream()
                    .noneMatch(source -> droppedConnectomes.contains(source) || excluded.contains(source));
        }
        if (row instanceof Node node) {
            return node.getConnectomeId().filter(droppedConnectomes::contains).isEmpty();
        }
        if (row instanceof Feature feature) {
            return feature.getRecordingId().filter(droppedRecordings::contains).isEmpty();
        }
        return keepsByName(row, "recording_id", droppedRecordings)
                && keepsByName(row, "connectome_id", droppedConnectomes);
    }

    private static boolean keepsByName(SpecificRecordBase row, String field, Set<String> dropped) {
        return !row.hasField(field) || !dropped.contains(String.valueOf(row.get(field)));
    }

    /** A file goes when every source that it belongs to goes. */
    private boolean drops(Optional<String> fileId, String path) {
        Set<String> owners = index.sourcesOfFile(fileId, path);
        return !owners.isEmpty() && excluded.containsAll(owners);
    }

    /** The one licence of all sources by the Hub's name; empty where they differ or one is there by permission. */
    Optional<String> licence() {
        if (sources.isEmpty()) {
            return dataset.info().licence();
        }
        Set<String> all = new HashSet<>();
        for (ReleasedSource source : sources) {
            all.add(
                    source.permitted()
                            ? ""
                            : source.source().licence().map(LicenceTerms::spdx).orElse(""));
        }
        return all.size() == 1 && !all.contains("") ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    /** Every distinct licence with its sources. */
    Map<String, List<ReleasedSource>> byTerms() {
        Map<String, List<ReleasedSource>> terms = new java.util.TreeMap<>();
        sources.forEach(source ->
                terms.computeIfAbsent(source.terms(), t -> new ArrayList<>()).add(source));
        return terms;
    }
}
