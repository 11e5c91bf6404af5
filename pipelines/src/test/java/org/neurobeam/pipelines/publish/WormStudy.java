package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Node;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** A dataset of three sources, one of which must not be redistributed: four worms on two grids, and two connectomes. */
final class WormStudy {
    /** Samples on the irregular times of the source. */
    static final int SAMPLES = 640;
    /** Samples on the common grid. */
    static final int RESAMPLED = 766;

    static final double STEP_S = 0.25;
    /** Labels of the units; the last but one is not labelled, the last one is constant. */
    static final List<String> LABELS = List.of("AVAR", "AVAL", "SMDVR", "", "RIVL");

    static final int UNITS = LABELS.size();
    static final String OPEN = "open2020";
    static final String LAB = "lab2021";
    static final String CLOSED = "closed2023";
    static final List<String> WORMS = List.of(OPEN + "/w1", OPEN + "/w2", LAB + "/a", CLOSED + "/x");

    private WormStudy() {}

    static DatasetInfo info() {
        return new DatasetInfo(
                "worms",
                "Worms of three laboratories",
                Optional.empty(),
                Optional.empty(),
                List.of(
                        source(OPEN, "CC-BY-4.0"),
                        source(LAB, "MIT"),
                        source(CLOSED, "LicenseRef-none").withRedistribute(false)));
    }

    static Source source(String id, String licence) {
        return new Source(
                id,
                "Source " + id,
                Optional.of("NCBITaxon:6239"),
                Optional.of("Doe J. (2020) " + id + " 1(1):1-2"),
                Optional.of("10.1000/" + id),
                Optional.of(licence),
                Optional.of("https://example.org/" + id + "/licence"),
                Optional.of("https://example.org/" + id),
                Optional.of("v1"));
    }

    /** Writes the dataset with both grids. */
    static DataStore write(Path folder) throws IOException {
        return write(folder, true);
    }

    static DataStore write(Path folder, boolean resampled) throws IOException {
        return write(folder, resampled, id -> SAMPLES);
    }

    static DataStore write(Path folder, boolean resampled, ToIntFunction<String> samples) throws IOException {
        DataStore store = DataStore.local(folder);
        DatasetWriter writer = DatasetWriter.open(store);
        for (String id : WORMS) {
            worm(writer, id, resampled, samples.applyAsInt(id));
        }
        connectome(writer, OPEN + "/wiring");
        connectome(writer, CLOSED + "/wiring");
        writer.finish(info());
        return store;
    }

    private static void worm(DatasetWriter writer, String id, boolean resampled, int samples) throws IOException {
        String fileId = String.format(Locale.ROOT, "%064x", Math.abs((long) id.hashCode()));
        try (RecordingWriter part = writer.begin(id, id)) {
            part.recording(recording(id, fileId, resampled, samples));
            List<Unit> units = new ArrayList<>();
            for (int roi = 0; roi < UNITS; roi++) {
                units.add(unit(id, roi));
            }
            part.write(Table.UNITS, units);
            part.write(Table.TIMEBASES, timebases(id, resampled, samples));
            part.write(Table.EVENTS, List.of(event(id)));
            part.write(Table.COVARIATES, covariates(id, samples));
            traces(part, new TraceKey(id, "original", "raw", "read", "F"), samples);
            if (resampled) {
                traces(part, new TraceKey(id, "resampled", "raw", "resample", "F"), RESAMPLED);
                traces(part, new TraceKey(id, "resampled", "zscore", "resample", "z"), RESAMPLED);
            }
            part.source(SourceFile.newBuilder()
                    .setFileId(fileId)
                    .setPath(id + ".csv")
                    .setRole("data")
                    .setBytes(1234)
                    .setFormat("csv")
                    .build());
            part.step(step("read", List.of(fileId)));
            part.step(step("resample", List.of()));
            part.issue(Issue.newBuilder()
                    .setFileId(fileId)
                    .setFile(id + ".csv")
                    .setPlace("column 3")
                    .setCode("DUPLICATE_LABEL")
                    .setSeverity("warn")
                    .setMessage("two columns of " + id + " have one label")
                    .build());
            part.finish();
        }
    }

    private static Step step(String id, List<String> inputs) {
        return Step.newBuilder()
                .setStepId(inputs.isEmpty() ? id : id + "-" + inputs.get(0).substring(56))
                .setName(id)
                .setVersion("1")
                .setParams("{}")
                .setInputIds(inputs)
                .setOutput("traces")
                .setRowsIn(UNITS)
                .setRowsOut(UNITS)
                .setRejected(0)
                .build();
    }

    private static Recording recording(String id, String fileId, boolean resampled, int samples) {
        Recording.Builder row = Recording.newBuilder()
                .setRecordingId(id)
                .setDatasetId(id.substring(0, id.indexOf('/')))
                .setModality("calcium")
                .setSubjectId(id)
                .setEntities(List.of())
                .setSourceFileIds(List.of(fileId))
                .setStrain("SWF702")
                .setCondition(List.of("fed"))
                .setDurationS(times(samples).get(samples - 1))
                .setOriginalNSamples(samples)
                .setNSamples(resampled ? RESAMPLED : samples)
                .setTimeSource("file")
                .setIsRegular(false)
                .setShape(List.of())
                .setAffine(List.of())
                .setNRois(UNITS)
                .setNLabelled(4)
                .setNAmbiguous(0)
                .setSignalUnit("F")
                .setTransformChain(
                        List.of(
                                "original/smoothed: smooth_gaussian(sigma=1 samples)",
                                "resampled/zscore: smooth_exponential(alpha=0.5); resample(linear, dt=0.25 s, up); zscore(ddof=0)"))
                .setQcStatus("warn")
                .setQcReasons(List.of("SHORT_RECORDING"));
        if (resampled) {
            row.setResampleDtS(STEP_S);
        }
        return row.build();
    }

    static Unit unit(String id, int roi) {
        String label = LABELS.get(roi);
        Unit.Builder unit = Unit.newBuilder()
                .setUnitId(id + "/" + roi)
                .setRecordingId(id)
                .setRoiIndex(roi)
                .setSourceLabel(label.isEmpty() ? "?" : label)
                .setLabelStatus(label.isEmpty() ? "unlabelled" : "exact")
                .setXUm(1.5 * roi)
                .setYUm(-2.0)
                .setZUm(0.25)
                .setConstant(roi == UNITS - 1)
                .setCandidates(label.isEmpty() ? List.of("SAADL", "SAADR") : List.of());
        if (!label.isEmpty()) {
            unit.setNeuronClass(label.substring(0, 3)).setSide(label.endsWith("L") ? "L" : "R");
            unit.setLabel(label).setSlot(Vocabulary.hermaphrodite().slot(label).getAsInt());
        }
        return unit.build();
    }

    /** Irregular times from 0 on. */
    static List<Double> times() {
        return times(SAMPLES);
    }

    private static List<Double> times(int samples) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            times.add(0.3 * i + 0.01 * (i % 3));
        }
        return times;
    }

    private static List<Timebase> timebases(String id, boolean resampled, int samples) {
        List<Timebase> all = new ArrayList<>();
        all.add(Timebase.newBuilder()
                .setRecordingId(id)
                .setGrid("original")
                .setT0S(0)
                .setTimeS(times(samples))
                .build());
        if (resampled) {
            all.add(Timebase.newBuilder()
                    .setRecordingId(id)
                    .setGrid("resampled")
                    .setT0S(0)
                    .setDtS(STEP_S)
                    .build());
        }
        all.add(Timebase.newBuilder()
                .setRecordingId(id)
                .setGrid("stimulus_clock")
                .setT0S(-1)
                .setTimeS(List.of(-1.0, 0.5, 2.25))
                .build());
        all.add(Timebase.newBuilder()
                .setRecordingId(id)
                .setGrid("behaviour_camera")
                .setT0S(-0.5)
                .setDtS(0.1)
                .build());
        return all;
    }

    private static Event event(String id) {
        return Event.newBuilder()
                .setRecordingId(id)
                .setTrialType("reversal")
                .setName("long")
                .setOnsetS(1.5)
                .setDurationS(2.0)
                .build();
    }

    private static List<Covariate> covariates(String id, int samples) {
        List<Double> velocity = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 2 * samples; i++) {
            velocity.add(i == 7 ? Double.NaN : 0.01 * i);
            states.add(i % 2 == 0 ? "forward" : "reversal");
        }
        return List.of(
                Covariate.newBuilder()
                        .setRecordingId(id)
                        .setName("velocity")
                        .setKind("behaviour")
                        .setGrid("behaviour_camera")
                        .setUnit("mm/s")
                        .setValues(velocity)
                        .build(),
                Covariate.newBuilder()
                        .setRecordingId(id)
                        .setName("state")
                        .setKind("behaviour")
                        .setGrid("original")
                        .setUnit("category")
                        .setCategories(states.subList(0, samples))
                        .build(),
                channel(id, "stage_x", samples).build(),
                channel(id, "reversal_vec", samples).setUnit("category").build());
    }

    private static Covariate.Builder channel(String id, String name, int samples) {
        return Covariate.newBuilder()
                .setRecordingId(id)
                .setName(name)
                .setKind("behaviour")
                .setGrid("original")
                .setValues(Collections.nCopies(samples, 1.0));
    }

    /** A value of a recording's traces: NaN at samples 5 and 6 of unit 1, 0 in the last unit; z has mean 0 and std 1. */
    static float value(String id, String signal, int roi, int sample) {
        if (roi == 1 && (sample == 5 || sample == 6)) {
            return Float.NaN;
        }
        if (roi == UNITS - 1) {
            return 0;
        }
        Random random = new Random(31L * (31L * id.hashCode() + roi) + sample);
        return signal.equals("raw") ? 100 + (float) random.nextGaussian() : (sample + roi) % 2 == 0 ? 1 : -1;
    }

    private static void traces(RecordingWriter part, TraceKey key, int samples) throws IOException {
        String file = "read-"
                + String.format(Locale.ROOT, "%064x", Math.abs((long)
                                key.recordingId().hashCode()))
                        .substring(56);
        TraceKey own = new TraceKey(
                key.recordingId(),
                key.grid(),
                key.signal(),
                key.stepId().equals("read") ? file : key.stepId(),
                key.unit());
        TraceWriter writer = part.traces(own, samples);
        for (int roi = 0; roi < UNITS; roi++) {
            float[] values = new float[samples];
            for (int t = 0; t < samples; t++) {
                values[t] = value(key.recordingId(), key.signal(), roi, t);
            }
            TraceSeries series = key.signal().equals("zscore")
                    ? TraceSeries.of(roi, new TraceSeries.Moments(100 + roi, 0.5 + roi), values)
                    : TraceSeries.of(roi, values);
            String label = LABELS.get(roi);
            writer.append(label.isEmpty() ? series : series.labelled(label, slot(label)));
        }
    }

    private static OptionalInt slot(String label) {
        return Vocabulary.hermaphrodite().slot(label);
    }

    private static void connectome(DatasetWriter writer, String id) throws IOException {
        try (RecordingWriter part = writer.begin(id, id)) {
            part.write(
                    Table.CONNECTOMES,
                    List.of(Connectome.newBuilder()
                            .setConnectomeId(id)
                            .setCitation("c")
                            .setLicence("MIT")
                            .setSex("O")
                            .setStage("adult")
                            .setWeightUnit("synapse_count")
                            .setIncludesNmj(false)
                            .setRegion("whole")
                            .setDerivedFrom(List.of())
                            .setSourceFileIds(List.of())
                            .build()));
            List<Node> nodes = new ArrayList<>();
            Map.of("AVAL", 0, "AVAR", 1).keySet().stream()
                    .sorted()
                    .forEach(cell -> nodes.add(Node.newBuilder()
                            .setConnectomeId(id)
                            .setCell(cell)
                            .setSourceName(cell)
                            .setCellKind("neuron")
                            .setNeurotransmitter(List.of("ACh"))
                            .build()));
            part.write(Table.NODES, nodes);
            part.write(
                    Table.EDGES,
                    List.of(Edge.newBuilder()
                            .setConnectomeId(id)
                            .setPre("AVAL")
                            .setPost("AVAR")
                            .setKind("chemical")
                            .setWeight(3)
                            .setWeightUnit("synapse_count")
                            .setDirected(true)
                            .setSourcePre("AVAL")
                            .setSourcePost("AVAR")
                            .setSourceRef("1")
                            .build()));
            part.finish();
        }
    }
}
