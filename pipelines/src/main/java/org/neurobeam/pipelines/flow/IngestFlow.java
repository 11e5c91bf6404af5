package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.beam.sdk.options.PipelineOptions;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.ingest.fmri.FmriSource;
import org.neurobeam.ingest.fmri.FmriSources;
import org.neurobeam.ingest.recipe.IngestMode;
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

/**
 * Raw files to a dataset, one part for each recording or connectome: every run of a BIDS tree, every image of a folder,
 * and whatever recipes or signatures describe.
 */
public final class IngestFlow {
    private static final Logger LOG = LoggerFactory.getLogger(IngestFlow.class);
    private static final String BIDS = "bids";

    private final IngestConfig config;
    private final PipelineOptions options;
    private final DatasetWriter writer;
    private final List<String> recordings = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<Source> origins = new ArrayList<>();

    private IngestFlow(IngestConfig config, PipelineOptions options) {
        this.config = config;
        this.options = options;
        this.writer = DatasetWriter.open(Stores.of(config.output()));
    }

    /** Runs the flow. */
    public static Outcome run(IngestConfig config, List<String> runnerArguments) throws IOException {
        Parts.Run run = Parts.Run.start(config.maxBadRecords());
        if (!"auto".equals(config.format()) && !BIDS.equals(config.format())) {
            throw new ConfigException("format: " + config.format() + "; allowed: auto, bids");
        }
        IngestFlow flow = new IngestFlow(config, Work.options(runnerArguments));
        DataStore input = inputStore(config.input());
        ImageFolders images = images(config, input);
        if (BIDS.equals(config.format()) || images.has("") || !config.select().isEmpty()) {
            return flow.images(run);
        }
        RecipeSources found =
                RecipeSources.find(input, wanted(config, images), config.recipe(), IngestMode.of(config.mode()));
        if (images.isEmpty()) {
            found.requireRecipe(config.input());
        }
        return found.isEmpty() ? flow.images(run) : flow.mixed(found, input, !images.isEmpty(), run);
    }

    /** fMRI alone. */
    private Outcome images(Parts.Run run) throws IOException {
        DatasetInfo info = fmri();
        return Parts.finish(writer, info, Parts.Wanted.of(recordings, others), run);
    }

    private Outcome mixed(RecipeSources found, DataStore input, boolean withImages, Parts.Run run) throws IOException {
        if (withImages) {
            origins.addAll(fmri().sources());
        }
        others.addAll(new RecipeParts(config, writer, input).write(found, options));
        origins.addAll(found.origins());
        String id = FmriSource.datasetId(input);
        List<Optional<String>> licences =
                origins.stream().map(Source::licence).distinct().toList();
        Optional<String> licence = licences.size() == 1 ? licences.get(0) : Optional.empty();
        return Parts.finish(
                writer,
                new DatasetInfo(id, id, licence, Optional.empty(), origins),
                new Parts.Wanted(recordings, others, found::concerns, List.of()),
                run);
    }

    private DatasetInfo fmri() throws IOException {
        BidsIndex index = BidsIndex.of(imageStore(config));
        FmriSources found = found(config, index);
        List<FmriSource> sources = found.sources();
        List<String> ids = sources.stream().map(FmriSource::recordingId).toList();
        LOG.info("ingest: {} recordings of {} -> {}", ids.size(), config.input(), config.output());
        Work.run("ingest recordings", ids, new IngestRecording(config), options);
        recordings.addAll(ids);
        others.addAll(writeIndexIssues(index, found.issues(), writer));
        return info(index, sources);
    }

    private static ImageFolders images(IngestConfig config, DataStore input) throws IOException {
        Path file = Path.of(config.input().contains("://") ? "." : config.input());
        List<String> paths = Files.isRegularFile(file)
                ? List.of(file.getFileName().toString())
                : input.list("").stream().filter(path -> !hidden(path)).toList();
        return ImageFolders.of(paths);
    }

    /** Version control keeps thousands of files in folders whose name starts with a dot. */
    private static boolean hidden(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0 && (path.startsWith(".") || path.substring(0, slash).contains("/."));
    }

    /** Files that recipes may describe: all but images and what belongs to them; of a single file its folder. */
    private static Predicate<String> wanted(IngestConfig config, ImageFolders images) {
        Path file = Path.of(config.input().contains("://") ? "." : config.input());
        if (Files.isRegularFile(file)) {
            return path -> path.equals(file.getFileName().toString());
        }
        return path -> !hidden(path) && !images.has(path);
    }

    /** The files of the input that belong to fMRI; all of them where there are no others. */
    static DataStore imageStore(IngestConfig config) throws IOException {
        DataStore input = inputStore(config.input());
        ImageFolders images = images(config, input);
        boolean all = BIDS.equals(config.format())
                || images.isEmpty()
                || images.has("")
                || !config.select().isEmpty()
                || Files.isRegularFile(Path.of(config.input().contains("://") ? "." : config.input()));
        return all ? input : new SelectedFiles(input, path -> hidden(path) || images.has(path));
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
