package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.neurobeam.ingest.calcium.CalciumSource;
import org.neurobeam.ingest.connectome.ConnectomeIngest;
import org.neurobeam.ingest.connectome.ConnectomeSource;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.check.References;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.SourceFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what recipes describe: recordings by workers, connectomes, which are small, here. */
final class RecipeParts {
    private static final Logger LOG = LoggerFactory.getLogger(RecipeParts.class);
    /** The part of files and issues that belong to no recording or connectome. */
    private static final String INDEX = "input/index";
    /** Code of the issue of a file that is compared and not ingested. */
    private static final String REFERENCE_ONLY = "REFERENCE_ONLY";

    private final IngestConfig config;
    private final DatasetWriter writer;
    private final DataStore input;

    RecipeParts(IngestConfig config, DatasetWriter writer, DataStore input) {
        this.config = config;
        this.writer = writer;
        this.input = input;
    }

    /** Writes all parts and gives their ids. */
    List<String> write(RecipeSources found, PipelineOptions options) throws IOException {
        List<CalciumSource> recordings = found.calcium().sources();
        List<ConnectomeSource> connectomes = found.connectomes();
        LOG.info(
                "ingest: {} recordings and {} connectomes of {} -> {}",
                recordings.size(),
                connectomes.size(),
                config.input(),
                config.output());
        List<String> parts = new ArrayList<>(
                recordings.stream().map(CalciumSource::recordingId).toList());
        if (!recordings.isEmpty()) {
            Work.run("ingest recordings", List.copyOf(parts), new IngestCalcium(config, recordings), options);
        }
        if (!connectomes.isEmpty()) {
            connectomes(connectomes);
            connectomes.forEach(source -> parts.add(source.connectomeId()));
        }
        index(found);
        parts.add(INDEX);
        return parts;
    }

    private void connectomes(List<ConnectomeSource> sources) throws IOException {
        IngestMode mode = IngestMode.of(config.mode());
        ConnectomeIngest ingest = new ConnectomeIngest(input, mode, BuildInfo.version());
        String parameters = "ingest " + BuildInfo.version() + " " + mode.word();
        try (Progress progress = new Progress("ingest", "connectomes", sources.size())) {
            for (int i = 0; i < sources.size(); i++) {
                ConnectomeSource source = sources.get(i);
                Parts.write(
                        writer,
                        source.connectomeId(),
                        source.digest(parameters),
                        part -> ingest.write(source, part),
                        part -> part.source(source.file()));
                progress.at(i + 1);
            }
        }
    }

    private void index(RecipeSources found) throws IOException {
        List<SourceFile> files = found.indexFiles();
        try (RecordingWriter out = writer.begin(INDEX, "index")) {
            files.forEach(out::source);
            references(found.indexIssues());
            for (Issue issue : found.indexIssues()) {
                out.issue(issue.getFileId().isPresent() ? issue : withFile(issue, files));
            }
            out.finish();
        }
    }

    /** A published consensus is at hand where connectomes are read as published. */
    private void references(List<Issue> issues) throws IOException {
        if (IngestMode.of(config.mode()) == IngestMode.PAPER_FAITHFUL) {
            DataStore output = Stores.of(config.output());
            for (Issue issue : issues) {
                if (issue.getCode().equals(REFERENCE_ONLY)) {
                    References.keep(input, issue.getFile(), issue.getFileId().orElseThrow(), output);
                }
            }
        }
    }

    private static Issue withFile(Issue issue, List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.getPath().equals(issue.getFile()))
                .findFirst()
                .map(file -> Issue.newBuilder(issue).setFileId(file.getFileId()).build())
                .orElse(issue);
    }
}
