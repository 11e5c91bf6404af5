package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.ParcellationConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NeurobeamException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.table.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dataset of raw series to a dataset of cleaned ones: mask, smoothing, parcels, cleaning, each run alone. */
public final class PreprocessFlow {
    private static final Logger LOG = LoggerFactory.getLogger(PreprocessFlow.class);

    private PreprocessFlow() {}

    /** Runs the flow. */
    public static Outcome run(PreprocessConfig config, List<String> runnerArguments) throws IOException {
        Parts.Run run = Parts.Run.start(config.maxBadRecords());
        var options = Work.options(runnerArguments);
        Dataset input = Dataset.open(Stores.of(config.input()));
        List<Recording> recordings = input.recordings().stream()
                .filter(r -> "fmri".equals(r.getModality()))
                .toList();
        if (recordings.isEmpty()) {
            throw new DataException(
                    config.input(), "recordings", "no_recordings", "expected fMRI recordings, found none");
        }
        DatasetWriter writer = DatasetWriter.open(Stores.of(config.output()));
        LOG.info("preprocess: {} recordings of {} -> {}", recordings.size(), config.input(), config.output());
        String atlasDigest = checkSettings(config);
        Map<String, NeurobeamException> refused = SubjectMasks.write(config, input, recordings, options);
        for (Map.Entry<String, NeurobeamException> entry : refused.entrySet()) {
            Parts.refuse(writer, entry.getKey(), "refused", entry.getValue());
        }
        List<String> ids = recordings.stream().map(Recording::getRecordingId).toList();
        List<String> masked =
                ids.stream().filter(id -> !refused.containsKey(id)).toList();
        if (!masked.isEmpty()) {
            Work.run("preprocess recordings", masked, new PreprocessRecording(config, atlasDigest), options);
        }
        return Parts.finish(writer, input.info(), ids, List.of(), run);
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
}
