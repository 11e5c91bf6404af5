package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.ingest.fmri.FmriSource;
import org.neurobeam.ingest.fmri.FmriSources;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Issue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raw files to a dataset: every run of a BIDS tree, or every image of a folder, as one part each. */
public final class IngestFlow {
    private static final Logger LOG = LoggerFactory.getLogger(IngestFlow.class);

    private IngestFlow() {}

    /** Runs the flow. */
    public static Outcome run(IngestConfig config, List<String> runnerArguments) throws IOException {
        Parts.Run run = Parts.Run.start(config.maxBadRecords());
        if (!"auto".equals(config.format()) && !"bids".equals(config.format())) {
            throw new ConfigException("format: " + config.format() + "; allowed: auto, bids");
        }
        var options = Work.options(runnerArguments);
        DataStore input = inputStore(config.input());
        BidsIndex index = BidsIndex.of(input);
        FmriSources found = found(config, index);
        List<FmriSource> sources = found.sources();
        List<String> ids = sources.stream().map(FmriSource::recordingId).toList();
        DatasetWriter writer = DatasetWriter.open(Stores.of(config.output()));
        LOG.info("ingest: {} recordings of {} -> {}", ids.size(), config.input(), config.output());
        Work.run("ingest recordings", ids, new IngestRecording(config), options);
        List<String> others = writeIndexIssues(index, found.issues(), writer);
        return Parts.finish(writer, info(index, sources), ids, others, run);
    }

    /** The folder of the input: the input itself, or the folder of a single file. */
    static DataStore inputStore(String input) {
        Path path = Path.of(input.contains("://") ? "." : input);
        if (!input.contains("://") && Files.isRegularFile(path)) {
            return Stores.of(path.toAbsolutePath().getParent().toString());
        }
        if (!input.contains("://") && !Files.isDirectory(path)) {
            throw new ConfigException("input: " + input + " does not exist; give a folder or a file");
        }
        return Stores.of(input);
    }

    /** The runs that the settings choose; a worker finds the same ones. */
    static List<FmriSource> sources(IngestConfig config, BidsIndex index) throws IOException {
        return found(config, index).sources();
    }

    private static FmriSources found(IngestConfig config, BidsIndex index) throws IOException {
        BidsSelection selection =
                config.select().isEmpty() ? BidsSelection.all() : BidsSelection.parse(config.select());
        FmriSources all = FmriSources.of(index, FmriSource.datasetId(index.store()), selection);
        Path file = Path.of(config.input().contains("://") ? "." : config.input());
        if (!Files.isRegularFile(file)) {
            return all;
        }
        String name = file.getFileName().toString();
        List<FmriSource> one = all.sources().stream()
                .filter(s -> s.path().equals(name) || s.beside().contains(name))
                .toList();
        if (one.isEmpty()) {
            throw new DataException(
                    config.input(), "", "no_recordings", "expected a time series, found none in this file");
        }
        return new FmriSources(one, List.of());
    }

    private static List<String> writeIndexIssues(BidsIndex index, List<Issue> leftOut, DatasetWriter writer)
            throws IOException {
        List<Issue> issues = new ArrayList<>(index.check());
        issues.addAll(leftOut);
        if (issues.isEmpty()) {
            return List.of();
        }
        String part = FmriSource.datasetId(index.store()) + "/index";
        try (RecordingWriter out =
                writer.begin(part, "index of " + index.paths().size() + " files")) {
            issues.forEach(out::issue);
            out.finish();
        }
        return List.of(part);
    }

    private static DatasetInfo info(BidsIndex index, List<FmriSource> sources) throws IOException {
        String id = sources.get(0).datasetId();
        Optional<JsonNode> description = description(sources.get(0));
        String title = text(description, "Name").orElse(id);
        Optional<String> licence = text(description, "License");
        List<String> citations = new ArrayList<>();
        text(description, "HowToAcknowledge").ifPresent(citations::add);
        description.ifPresent(d -> d.path("ReferencesAndLinks").forEach(r -> citations.add(r.asText())));
        Optional<String> citation = citations.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", citations));
        Source source = new Source(
                id,
                title,
                Optional.empty(),
                citation,
                text(description, "DatasetDOI"),
                licence,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new DatasetInfo(id, title, licence, citation, List.of(source));
    }

    private static Optional<JsonNode> description(FmriSource source) throws IOException {
        try {
            return source.bids().isEmpty()
                    ? Optional.empty()
                    : source.bids().get().dataset().description();
        } catch (DataException unreadable) {
            // the index reports it as an issue; the recordings are worth keeping without it
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<JsonNode> description, String key) {
        return description.map(d -> d.path(key)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
