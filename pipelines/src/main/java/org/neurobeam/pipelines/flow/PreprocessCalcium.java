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

/** Writes the homogenized part of one calcium recording, or copies one of behaviour alone; the element is its id. */
final class PreprocessCalcium extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final String settings;
    private transient PreprocessConfig config;
    private transient DatasetView input;
    private transient DatasetWriter writer;

    PreprocessCalcium(PreprocessConfig config) {
        this.settings = ConfigLoader.toYaml(config);
    }

    @Setup
    public void open() throws IOException {
        config = ConfigLoader.parse(PreprocessConfig.class, settings);
        input = DatasetView.of(Dataset.open(Stores.of(config.input())));
        writer = DatasetWriter.open(Stores.of(config.output()));
    }

    @ProcessElement
    public void preprocess(@Element String id, OutputReceiver<String> out) throws IOException {
        if (input.recording(id).getModality().equals("calcium")) {
            CalciumPreprocess work = new CalciumPreprocess(input, config.calcium(), id);
            Parts.write(writer, id, work.digest(), work::write);
        } else {
            Parts.write(
                    writer,
                    id,
                    input.digest(
                            id, java.util.List.of("copy", input.recording(id).toString())),
                    part -> new PartCopy(input, id, part).recording());
        }
        done.inc();
        out.output(id);
    }
}
