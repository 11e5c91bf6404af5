package org.neurobeam.pipelines.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulation;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulator;
import org.neurobeam.ingest.simulate.calcium.SourceLayout;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.pipelines.flow.IngestFlow;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** Each kind of damage is found by the rule that is about it. */
class DatasetRulesTest {
    private static final double DT_SECONDS = 0.5;

    @TempDir
    Path folder;

    /** One ingested worm whose tables are written again with one thing wrong each. */
    private Dataset damaged() throws IOException {
        Path raw = folder.resolve("raw");
        CalciumSimulator.write(
                CalciumSimulation.defaults().withSize(1, 5, 40).withLayout(SourceLayout.LEIFER2023), raw);
        Path good = folder.resolve("good");
        IngestFlow.run(IngestConfig.of(raw.toString(), good.toString()), List.of());
        Dataset dataset = Dataset.open(DataStore.local(good));
        assertThat(DatasetRules.check(dataset).findings()).isEmpty();
        Recording recording = dataset.recordings().get(0);
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder.resolve("bad")));
        try (RecordingWriter out = writer.begin(recording.getRecordingId(), "bad")) {
            write(dataset, recording, out);
            out.finish();
        }
        return writer.finish(new DatasetInfo("bad", "bad", Optional.empty(), Optional.empty(), List.of()));
    }

    private static void write(Dataset dataset, Recording recording, RecordingWriter out) throws IOException {
        String id = recording.getRecordingId();
        List<Unit> units = dataset.units(id);
        Unit wrong = Unit.newBuilder(units.get(0))
                .setLabel("AVAL")
                .setSlot(7)
                .setNanFraction(1.0)
                .build();
        out.write(Table.UNITS, List.of(wrong));
        int n = 12;
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        trace(out, id, "smoothed", TraceSeries.of(0, values));
        // the moments are not those of the signal
        trace(out, id, "zscore", TraceSeries.of(0, new TraceSeries.Moments(1, 1), values.clone()));
        out.write(Table.TIMEBASES, List.of(grid(id, "original", 1), grid(id, "resampled", DT_SECONDS)));
        out.source(SourceFile.newBuilder()
                .setFileId("0".repeat(64))
                .setPath("lost.csv")
                .setRole("data")
                .setBytes(1)
                .setFormat("csv")
                .build());
        out.recording(Recording.newBuilder(recording)
                .setResampleDtS(DT_SECONDS)
                .setOriginalMedianDtS(1.0)
                .setNSamples(n)
                .build());
    }

    private static Timebase grid(String id, String name, double dt) {
        return Timebase.newBuilder()
                .setRecordingId(id)
                .setGrid(name)
                .setT0S(0)
                .setDtS(dt)
                .build();
    }

    private static void trace(RecordingWriter out, String id, String signal, TraceSeries series) throws IOException {
        out.traces(new TraceKey(id, "resampled", signal, "step", "F"), series.length())
                .append(series);
    }

    @Test
    void damageIsFoundByItsRule() throws IOException {
        List<Finding> findings = DatasetRules.check(damaged()).findings();
        assertThat(findings)
                .anySatisfy(f -> requireFinding(f, "I2", "78 samples of 0.5 s", "12"))
                .anySatisfy(f -> requireFinding(f, "I7", "z std + mean", "difference"))
                .anySatisfy(f -> requireFinding(f, "I8", "no value of a neuron", "unit 0"))
                .anySatisfy(f -> requireFinding(f, "I9", "of label AVAL", "7"))
                .anySatisfy(f -> requireFinding(f, "P1", "an id of files or steps", "step"))
                .anySatisfy(f -> requireFinding(f, "P2", "rows of data, or an issue", "neither"));
    }

    private static void requireFinding(Finding finding, String rule, String expected, String found) {
        assertThat(finding.rule()).isEqualTo(rule);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(finding.expected()).contains(expected);
        assertThat(finding.found()).contains(found);
    }
}
