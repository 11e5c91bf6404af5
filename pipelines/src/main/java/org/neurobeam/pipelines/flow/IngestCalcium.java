package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.ingest.calcium.CalciumDigest;
import org.neurobeam.ingest.calcium.CalciumIngest;
import org.neurobeam.ingest.calcium.CalciumSource;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.DatasetWriter;

/** Writes the part of one calcium or behaviour recording; the element is its id. */
final class IngestCalcium extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final String settings;
    private final HashMap<String, CalciumSource> sources = new HashMap<>();
    private transient IngestMode mode;
    private transient DataStore input;
    private transient DatasetWriter writer;

    /** @param found the sources, which workers do not search for again */
    IngestCalcium(IngestConfig config, List<CalciumSource> found) {
        this.settings = ConfigLoader.toYaml(config);
        found.forEach(source -> sources.put(source.recordingId(), source));
    }

    @Setup
    public void open() {
        IngestConfig config = ConfigLoader.parse(IngestConfig.class, settings);
        mode = IngestMode.of(config.mode());
        input = IngestFlow.inputStore(config.input());
        writer = DatasetWriter.open(Stores.of(config.output()));
    }

    @ProcessElement
    public void ingest(@Element String id, OutputReceiver<String> out) throws IOException {
        CalciumSource source = sources.get(id);
        try {
            CalciumDigest digest = CalciumDigest.of(input, source, "ingest " + BuildInfo.version() + " " + mode.word());
            CalciumIngest ingest = new CalciumIngest(input, mode, BuildInfo.version());
            Parts.write(
                    writer,
                    id,
                    digest.digest(),
                    part -> ingest.write(source, digest, part),
                    part -> digest.sources().forEach(part::source));
        } catch (DataException unreadable) {
            Parts.refuse(writer, id, "unreadable", unreadable);
        }
        done.inc();
        out.output(id);
    }
}
