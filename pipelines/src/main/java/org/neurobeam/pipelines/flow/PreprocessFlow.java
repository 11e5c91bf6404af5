package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.ParcellationConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NeurobeamException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dataset of raw series to a dataset of comparable ones. fMRI: mask, smoothing, parcels, cleaning; calcium: the common
 * grid; each recording alone. Connectomes: kept, and their consensus where one is wanted.
 */
public final class PreprocessFlow {
    private static final Logger LOG = LoggerFactory.getLogger(PreprocessFlow.class);
    private static final String FMRI = "fmri";
    /** The part of the files and issues that belong to no recording. */
    private static final String INPUT = "input/issues";

    private final PreprocessConfig config;
    private final PipelineOptions options;
    private final Dataset input;
    private final DatasetWriter writer;
    private final List<String> ids = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    private PreprocessFlow(PreprocessConfig config, PipelineOptions options, Dataset input) {
        this.config = config;
        this.options = options;
        this.input = input;
        this.writer = DatasetWriter.open(Stores.of(config.output()));
    }

    /** Runs the flow. */
    public static Outcome run(PreprocessConfig config, List<String> runnerArguments) throws IOException {
        Parts.Run run = Parts.Run.start(config.maxBadRecords());
        PipelineOptions options = Work.options(runnerArguments);
        PreprocessFlow flow = new PreprocessFlow(config, options, Dataset.open(Stores.of(config.input())));
        flow.work();
        Set<Issue> old = new HashSet<>(flow.input.issues());
        Parts.Wanted wanted = new Parts.Wanted(flow.ids, flow.others, issue -> false, old);
        return Parts.finish(flow.writer, flow.input.info(), wanted, run);
    }

    private void work() throws IOException {
        List<Recording> recordings = input.recordings();
        List<Recording> fmri =
                recordings.stream().filter(r -> FMRI.equals(r.getModality())).toList();
        List<Recording> calcium = recordings.stream()
                .filter(r -> !FMRI.equals(r.getModality()))
                .filter(r -> config.calcium().wants(r.getDatasetId()))
                .toList();
        DatasetView view = DatasetView.of(input);
        ConsensusPart wiring = new ConsensusPart(view, config.consensus(), Stores.of(config.output()));
        if (fmri.isEmpty() && calcium.isEmpty() && wiring.isEmpty()) {
            throw new DataException(
                    config.input(),
                    "recordings",
                    "no_recordings",
                    "expected recordings or connectomes, found " + recordings.size() + " recordings, none of them of "
                            + config.calcium().sourceDataset());
        }
        LOG.info(
                "preprocess: {} recordings and {} connectomes of {} -> {}",
                fmri.size() + calcium.size(),
                wiring.connectomes(),
                config.input(),
                config.output());
        if (!fmri.isEmpty()) {
            fmri(fmri);
        }
        if (!calcium.isEmpty()) {
            calcium(calcium, view);
        }
        if (!wiring.isEmpty()) {
            others.addAll(wiring.write(writer));
        }
        if (fmri.size() < recordings.size() || !wiring.isEmpty()) {
            keepIssues();
        }
    }

    private void fmri(List<Recording> recordings) throws IOException {
        String atlasDigest = checkSettings(config);
        Map<String, NeurobeamException> refused = SubjectMasks.write(config, input, recordings, options);
        for (Map.Entry<String, NeurobeamException> entry : refused.entrySet()) {
            Parts.refuse(writer, entry.getKey(), "refused", entry.getValue());
        }
        List<String> all = recordings.stream().map(Recording::getRecordingId).toList();
        List<String> masked =
                all.stream().filter(id -> !refused.containsKey(id)).toList();
        if (!masked.isEmpty()) {
            Work.run("preprocess recordings", masked, new PreprocessRecording(config, atlasDigest), options);
        }
        ids.addAll(all);
    }

    /** Settings that no recording could work with end the run before it begins. */
    private static String checkSettings(PreprocessConfig config) throws IOException {
        RunCleaning.check(config.cleaning());
        String digest = ParcelAtlas.digest(config.parcellation());
        if (config.parcellation().kind() != ParcellationConfig.Kind.NONE) {
            ParcelAtlas.of(config.parcellation(), digest);
        }
        return digest;
    }

    private void calcium(List<Recording> recordings, DatasetView view) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (Recording recording : recordings) {
            String id = recording.getRecordingId();
            Optional<String> leftOut = recording.getModality().equals("calcium")
                    ? new CalciumPreprocess(view, config.calcium(), id).leftOut()
                    : Optional.empty();
            if (leftOut.isPresent()) {
                leaveOut(id, leftOut.get());
                others.add(id);
            } else {
                wanted.add(id);
            }
        }
        if (!wanted.isEmpty()) {
            Work.run("preprocess recordings", wanted, new PreprocessCalcium(config), options);
        }
        ids.addAll(wanted);
    }

    private void leaveOut(String id, String code) throws IOException {
        Issue issue = Issue.newBuilder()
                .setFile(id)
                .setPlace("")
                .setCode(code)
                .setSeverity("info")
                .setMessage("left out, as the published data set does; mode fixed keeps it")
                .build();
        try (RecordingWriter out = writer.begin(id, code)) {
            out.issue(issue);
            out.finish();
        }
    }

    /** What the input knows of its own files stays known. */
    private void keepIssues() throws IOException {
        try (RecordingWriter out = writer.begin(INPUT, "input")) {
            input.files().forEach(out::source);
            input.issues().forEach(out::issue);
            out.finish();
        }
        others.add(INPUT);
    }
}
