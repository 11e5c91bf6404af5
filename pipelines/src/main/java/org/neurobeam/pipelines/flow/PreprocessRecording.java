package org.neurobeam.pipelines.flow;

import java.io.IOException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.table.Recording;

/** Writes the cleaned part of one recording; the element is its id. */
final class PreprocessRecording extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final String settings;
    private final String atlasDigest;

    PreprocessRecording(PreprocessConfig config, String atlasDigest) {
        this.settings = ConfigLoader.toYaml(config);
        this.atlasDigest = atlasDigest;
    }

    @ProcessElement
    public void preprocess(@Element String id, OutputReceiver<String> out) throws IOException {
        PreprocessConfig config = ConfigLoader.parse(PreprocessConfig.class, settings);
        Dataset input = Dataset.open(Stores.of(config.input()));
        Recording recording = input.recordings().stream()
                .filter(r -> r.getRecordingId().equals(id))
                .findFirst()
                .orElseThrow();
        DatasetWriter writer = DatasetWriter.open(Stores.of(config.output()));
        RecordingPreprocess work = new RecordingPreprocess(config, input, recording, atlasDigest);
        Parts.write(writer, id, work.digest(), work::write);
        done.inc();
        out.output(id);
    }
}
