package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.ingest.fmri.FmriSource;
import org.neurobeam.ingest.fmri.SourceDigest;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.DatasetWriter;

/** Writes the part of one recording; the element is its id. */
final class IngestRecording extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;
    private static final long MIB = 1L << 20;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final String settings;
    private transient IngestConfig config;
    private transient DataStore input;
    private transient Map<String, FmriSource> sources;

    IngestRecording(IngestConfig config) {
        this.settings = ConfigLoader.toYaml(config);
    }

    @Setup
    public void index() throws IOException {
        config = ConfigLoader.parse(IngestConfig.class, settings);
        input = IngestFlow.imageStore(config);
        sources = IngestFlow.sources(config, BidsIndex.of(input)).stream()
                .collect(Collectors.toMap(FmriSource::recordingId, Function.identity()));
    }

    @ProcessElement
    public void ingest(@Element String id, OutputReceiver<String> out) throws IOException {
        FmriSource source = sources.get(id);
        DatasetWriter writer = DatasetWriter.open(Stores.of(config.output()));
        SeriesMemory memory = new SeriesMemory(config.memoryMb() * MIB, Path.of(System.getProperty("java.io.tmpdir")));
        FmriIngest ingest = new FmriIngest(input, memory, BuildInfo.version());
        try {
            SourceDigest digest = SourceDigest.of(input, source, "ingest " + BuildInfo.version());
            Parts.write(writer, id, digest.digest(), part -> ingest.write(source, digest, part));
        } catch (DataException unreadable) {
            Parts.refuse(writer, id, "unreadable", unreadable);
        }
        done.inc();
        out.output(id);
    }
}
