package org.neurobeam.schemas.io.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Trace;

class DatasetCheckTest {
    private static final String ID = "ds/sub-01";

    @TempDir
    Path folder;

    private interface Content {
        void write(RecordingWriter part) throws IOException;
    }

    private CheckReport check(Content content) throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        try (RecordingWriter part = writer.begin(ID, "d")) {
            content.write(part);
            part.source(TinyStudy.file());
            part.step(TinyStudy.step());
            part.finish();
        }
        return DatasetCheck.run(writer.finish(TinyStudy.INFO));
    }

    private static List<String> rules(CheckReport report) {
        return report.findings().stream().map(Finding::rule).toList();
    }

    @Test
    void aGoodDatasetHasNoFindingsAndFullTotals() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        TinyStudy.writeRecording(writer, ID, 1);
        TinyStudy.writeRecording(writer, "ds/sub-02", 2);
        TinyStudy.writeConnectome(
                writer,
                "cook",
                TinyStudy.edge("cook", "chemical", "AVAL", "AVAR", 3),
                TinyStudy.edge("cook", "electrical", "AVAL", "AVAR", 2),
                TinyStudy.edge("cook", "electrical", "AVAR", "AVAL", 2));
        CheckReport report = DatasetCheck.run(writer.finish(TinyStudy.INFO));
        assertThat(report.findings()).isEmpty();
        assertThat(report.isGood()).isTrue();
        CheckSummary summary = report.summary();
        assertThat(summary.recordings()).isEqualTo(2);
        assertThat(summary.units()).isEqualTo(8);
        assertThat(summary.labelled()).isEqualTo(2);
        assertThat(summary.ambiguous()).isEqualTo(2);
        assertThat(summary.issuesByCode()).isEqualTo(Map.of("odd", 2L));
        assertThat(summary.issuesBySeverity()).isEqualTo(Map.of("warn", 2L));
        assertThat(summary.sources()).isEqualTo(Map.of("ds", new CheckSummary.SourceTotals(2, 8, 2, 2, 2, 1)));
        assertThat(summary.wiring()).isEqualTo(Map.of("cook", new CheckSummary.WiringTotals(1, 1, 1, 3, 2, 1, 4)));
        assertThat(summary.edges()).isEqualTo(3);
        assertThat(summary.skipped()).isEqualTo(2);
    }

    @Test
    void changedBytesAndStrayAndLostFilesAreFound() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        TinyStudy.writeRecording(writer, ID, 1);
        Dataset dataset = writer.finish(TinyStudy.INFO);
        Path traces = folder.resolve("traces/ds~sub-01.original.raw.parquet");
        byte[] bytes = Files.readAllBytes(traces);
        for (int i = 4; i < 700; i++) {
            bytes[i] ^= 0x5a;
        }
        Files.write(traces, bytes);
        Files.writeString(folder.resolve("units/stray.txt"), "?");
        Files.delete(folder.resolve("events/ds~sub-01.parquet"));
        Files.writeString(folder.resolve("covariates/ds~sub-01.parquet"), "short");
        CheckReport report = DatasetCheck.run(dataset);
        assertThat(report.isGood()).isFalse();
        assertThat(report.findings())
                .anyMatch(f -> f.rule().equals("P1")
                        && f.scope().contains("traces/")
                        && f.expected().startsWith("sha256"))
                .anyMatch(f -> f.rule().equals("P1")
                        && f.scope().contains("events/")
                        && f.found().equals("none"))
                .anyMatch(f -> f.rule().equals("P1") && f.scope().contains("covariates/"))
                .anyMatch(f -> f.rule().equals("readable") && f.scope().contains("covariates/"))
                .anyMatch(f -> f.rule().equals("orphan_file") && f.severity() == Severity.WARNING);
    }

    @Test
    void damagedPagesOfTracesAreAFinding() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        TinyStudy.writeRecording(writer, ID, 1);
        Dataset dataset = writer.finish(TinyStudy.INFO);
        Path traces = folder.resolve("traces/ds~sub-01.original.raw.parquet");
        byte[] bytes = Files.readAllBytes(traces);
        for (int i = 4; i < 700; i++) {
            bytes[i] ^= 0x5a;
        }
        Files.write(traces, bytes);
        assertThat(rules(DatasetCheck.run(dataset))).contains("P1", "readable");
    }

    @Test
    void countsKeysShapesAndReferencesAreChecked() throws IOException {
        CheckReport report = check(part -> {
            part.recording(
                    TinyStudy.recording(ID).setSourceFileIds(List.of("zz")).build());
            part.write(
                    Table.UNITS,
                    List.of(
                            TinyStudy.unit(ID, 0).build(),
                            TinyStudy.unit(ID, 0).setI(2).build(),
                            TinyStudy.unit("ds/other", 1).setUnitId("x").build()));
            part.write(
                    Table.TIMEBASES, List.of(TinyStudy.timebase(ID).setDtS(2.5).build()));
            part.write(
                    Table.EVENTS,
                    List.of(
                            TinyStudy.event(ID).setOnsetS(Double.NaN).build(),
                            TinyStudy.event(ID)
                                    .setDurationS(-1.0)
                                    .setTargetRoi(9)
                                    .build()));
            part.write(
                    Table.COVARIATES,
                    List.of(
                            TinyStudy.covariate(ID).setGrid("camera").build(),
                            TinyStudy.covariate(ID).setValues(List.of(1.0)).build()));
            TinyStudy.traces(part, "raw").append(0, FloatMatrix.zeros(3, TinyStudy.SAMPLES));
        });
        assertThat(rules(report))
                .contains("I9", "unique_key", "shape", "reference", "sampling", "event_time", "trace_length", "P1");
        assertThat(report.findings())
                .anyMatch(f -> f.scope().equals("ds/sub-01, unit 0 axis 0")
                        && f.found().equals("2"))
                .anyMatch(f -> f.scope().equals("ds/sub-01 original raw, unit 2"))
                .anyMatch(f -> f.rule().equals("event_time") && f.found().endsWith("(first of 2)"));
        assertThat(report.summary().errors()).isEqualTo(report.findings().size());
    }

    @Test
    void timesMustGrowFromZero() throws IOException {
        Timebase.Builder base = TinyStudy.timebase(ID).clearDtS();
        CheckReport report = check(part -> {
            part.recording(TinyStudy.recording(ID)
                    .setNRois(0)
                    .setNLabelled(0)
                    .setNAmbiguous(0)
                    .setResampleDtS(1.0)
                    .build());
            part.write(
                    Table.TIMEBASES,
                    List.of(
                            base.setTimeS(List.of(1.0, 2.0, 2.0)).build(),
                            base.setGrid("resampled")
                                    .setTimeS(List.of(0.0, 1.0, 2.1))
                                    .build(),
                            base.setGrid("camera").clearTimeS().build(),
                            base.setTimeS(List.of(-1.0, 4.0)).build()));
        });
        assertThat(report.findings())
                .anyMatch(f -> f.scope().equals("ds/sub-01, grid original")
                        && f.found().startsWith("1.0"))
                .anyMatch(f -> f.rule().equals("I2") && f.scope().endsWith("sample 2"))
                .anyMatch(f -> f.rule().equals("unique_key") && f.found().equals("camera"));
    }

    @Test
    void masksAndStandardisedSignalsAreChecked() throws IOException {
        CheckReport report = check(part -> {
            part.recording(TinyStudy.recording(ID)
                    .setNRois(0)
                    .setNLabelled(0)
                    .setNAmbiguous(0)
                    .build());
            part.write(Table.TIMEBASES, List.of(TinyStudy.timebase(ID).build()));
            TinyStudy.traces(part, "zscore").append(0, FloatMatrix.wrap(1, 6, 1, 2, 3, 4, 5, 6));
        });
        assertThat(rules(report)).containsExactly("I3", "reference");
        DataStore store = DataStore.local(folder);
        Trace wrong = Trace.newBuilder()
                .setRecordingId(ID)
                .setRoiIndex(0)
                .setGrid("original")
                .setSignal("raw")
                .setStepId("read")
                .setUnit("raw")
                .setValues(List.of(1f, Float.NaN, 1f, 1f, 1f, 1f))
                .setMean(0)
                .setStd(1)
                .setN(6)
                .build();
        TableFile.write(store, "traces/ds~sub-01.original.zscore.parquet", Table.TRACES, List.of(wrong));
        assertThat(rules(DatasetCheck.run(Dataset.open(store)))).contains("P1", "mask", "reference");
    }

    @Test
    void wiringIsChecked() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        TinyStudy.writeConnectome(
                writer,
                "cook",
                TinyStudy.edge("cook", "chemical", "AVAL", "AVAR", 0),
                TinyStudy.edge("absent", "chemical", "AVAL", "AVAR", 1),
                TinyStudy.edge("cook", "electrical", "AVAL", "AVAR", 2));
        CheckReport report = DatasetCheck.run(writer.finish(TinyStudy.INFO));
        assertThat(rules(report)).containsExactly("reference");
        assertThat(report.summary().warnings()).isZero();
    }
}
