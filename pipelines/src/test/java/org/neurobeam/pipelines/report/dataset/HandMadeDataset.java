package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.ConsensusEdge;
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

/**
 * Two recordings of one worm, a fish, a brain, a wiring diagram of one source and one of nobody, a consensus: small
 * enough to be counted by hand.
 */
final class HandMadeDataset {
    static final String HOSTILE = "</script><script>alert('x')</script><img src=http://evil.example/a.png>";
    static final int SAMPLES = 50;
    private static final String WORM = "NCBITaxon:6239";

    private HandMadeDataset() {}

    static Dataset write(Path folder) throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        worm(
                writer,
                "lab/a",
                List.of(
                        unit("lab/a", 0, "exact", "AVAL", 0.25),
                        unit("lab/a", 1, "normalised", "VB2", 0.0),
                        unit("lab/a", 2, "ambiguous", "", 0.0, "AVAR", "AVDR"),
                        unit("lab/a", 3, "duplicate", "", 0.0, "RIML"),
                        unit("lab/a", 4, "duplicate", "", 0.0, "RIML"),
                        unit("lab/a", 5, "non_neuron", "", 0.0),
                        unit("lab/a", 6, "unknown", "", 0.5)));
        worm(writer, "lab/b", List.of(unit("lab/b", 0, "exact", "AVAL", 0.75)));
        fish(writer);
        brain(writer);
        wiring(writer);
        return writer.finish(new DatasetInfo(
                "hand",
                "Made by hand " + HOSTILE,
                Optional.empty(),
                Optional.of("Doe J. (2020) " + HOSTILE),
                List.of(
                        source("lab", "MIT").withRedistribute(true),
                        source("fish", "LicenseRef-none").withRedistribute(false),
                        source("bids", "CC0-1.0"))));
    }

    private static Source source(String id, String licence) {
        Optional<String> none = Optional.empty();
        return new Source(
                id,
                "Source " + id,
                none,
                Optional.of("Citation of " + id),
                Optional.of("10.1000/" + id),
                Optional.of(licence),
                none,
                none,
                none);
    }

    static Unit unit(String recording, int roi, String status, String label, double missing, String... candidates) {
        Unit.Builder unit = Unit.newBuilder()
                .setUnitId(recording + "/" + roi)
                .setRecordingId(recording)
                .setRoiIndex(roi)
                .setSourceLabel(status.equals("non_neuron") ? "canl" : label)
                .setCandidates(Arrays.asList(candidates))
                .setNanFraction(missing)
                .setLongestNanRun((int) (missing * 20))
                .setConstant(status.equals("unknown"));
        if (!status.isEmpty()) {
            unit.setLabelStatus(status);
        }
        if (!label.isEmpty()) {
            unit.setLabel(label).setNeuronClass(label.substring(0, 2));
        }
        return unit.build();
    }

    static Recording.Builder recording(String id, String modality) {
        return Recording.newBuilder()
                .setRecordingId(id)
                .setDatasetId(id.substring(0, id.indexOf('/')))
                .setModality(modality)
                .setSubjectId("s1")
                .setEntities(List.of())
                .setSourceFileIds(List.of())
                .setCondition(List.of())
                .setDurationS(24.5)
                .setOriginalNSamples(SAMPLES)
                .setNSamples(SAMPLES)
                .setTimeSource("file")
                .setIsRegular(true)
                .setShape(List.of())
                .setAffine(List.of())
                .setSignalUnit("F")
                .setTransformChain(List.of())
                .setQcStatus("pass")
                .setQcReasons(List.of())
                .setNRois(0)
                .setNLabelled(0)
                .setNAmbiguous(0);
    }

    private static void worm(DatasetWriter writer, String id, List<Unit> units) throws IOException {
        try (RecordingWriter part = writer.begin(id, id)) {
            part.recording(recording(id, "calcium")
                    .setSpecies(WORM)
                    .setNRois(units.size())
                    .setNLabelled((int)
                            units.stream().filter(u -> u.getLabel().isPresent()).count())
                    .setNAmbiguous(id.equals("lab/a") ? 1 : 0)
                    .setOriginalMedianDtS(0.5)
                    .setOriginalDtMinS(0.4)
                    .setOriginalDtMaxS(id.equals("lab/a") ? 0.6 : 0.8)
                    .setQcStatus(id.equals("lab/a") ? "pass" : "warn")
                    .setQcReasons(id.equals("lab/a") ? List.of() : List.of("SHORT_RECORDING"))
                    .build());
            part.write(Table.UNITS, units);
            part.write(Table.TIMEBASES, List.of(timebase(id)));
            part.write(Table.EVENTS, List.of(event(id, "reversal", 2, 3), event(id, "segment", 0, 24)));
            part.write(
                    Table.COVARIATES, List.of(channel(id, "velocity"), channel(id, "angle_0"), channel(id, "angle_1")));
            TraceWriter traces = part.traces(new TraceKey(id, "original", "raw", "read", "F"), SAMPLES);
            for (Unit unit : units) {
                traces.append(TraceSeries.of(unit.getRoiIndex(), values(unit.getRoiIndex())));
            }
            part.step(step("read", id, 3, 2));
            part.issue(issue("warn", "NO_TIMEBASE", id + ".csv"));
            part.issue(issue("error", "OBJECT_DTYPE", id + ".npy"));
            part.finish();
        }
    }

    private static float[] values(int roi) {
        float[] values = new float[SAMPLES];
        for (int t = 0; t < SAMPLES; t++) {
            values[t] = roi == 6 ? 1 : (float) (2 + Math.sin(0.3 * t + roi));
        }
        values[7] = Float.NaN;
        return values;
    }

    private static Timebase timebase(String id) {
        return Timebase.newBuilder()
                .setRecordingId(id)
                .setGrid("original")
                .setT0S(0)
                .setDtS(0.5)
                .build();
    }

    private static Event event(String id, String type, double onset, double duration) {
        return Event.newBuilder()
                .setRecordingId(id)
                .setTrialType(type)
                .setOnsetS(onset)
                .setDurationS(duration)
                .build();
    }

    private static Covariate channel(String id, String name) {
        List<Double> values = new ArrayList<>();
        for (int t = 0; t < SAMPLES; t++) {
            values.add(0.01 * t);
        }
        return Covariate.newBuilder()
                .setRecordingId(id)
                .setName(name)
                .setKind("behaviour")
                .setGrid("original")
                .setUnit("mm/s")
                .setValues(values)
                .build();
    }

    private static Step step(String name, String id, long in, long out) {
        return Step.newBuilder()
                .setStepId(name + "/" + id)
                .setName(name)
                .setVersion("1")
                .setParams("{\"mode\":\"fixed\"}")
                .setInputIds(List.of())
                .setOutput("traces")
                .setRowsIn(in)
                .setRowsOut(out)
                .setRejected(in - out)
                .build();
    }

    private static Issue issue(String severity, String code, String file) {
        return Issue.newBuilder()
                .setFile(file)
                .setPlace("row 1")
                .setCode(code)
                .setSeverity(severity)
                .setMessage("what and why " + HOSTILE)
                .build();
    }

    private static void fish(DatasetWriter writer) throws IOException {
        try (RecordingWriter part = writer.begin("fish/f", "f")) {
            part.recording(recording("fish/f", "calcium")
                    .setDurationS(null)
                    .setSpecies("NCBITaxon:7955")
                    .setTimeSource("none")
                    .setNRois(2)
                    .build());
            part.write(Table.UNITS, List.of(unit("fish/f", 0, "", "", 0), unit("fish/f", 1, "", "", 0)));
            part.source(SourceFile.newBuilder()
                    .setFileId("ab".repeat(32))
                    .setPath("f.mat")
                    .setRole("data")
                    .setBytes(10)
                    .setFormat("matlab5")
                    .build());
            part.finish();
        }
    }

    private static void brain(DatasetWriter writer) throws IOException {
        try (RecordingWriter part = writer.begin("bids/r", "r")) {
            part.recording(recording("bids/r", "fmri")
                    .setShape(List.of(4, 5, 6))
                    .setTrS(2.0)
                    .setNRois(120)
                    .build());
            part.write(
                    Table.COVARIATES,
                    List.of(Covariate.newBuilder()
                            .setRecordingId("bids/r")
                            .setName("framewise_displacement")
                            .setKind("confound")
                            .setGrid("original")
                            .setValues(List.of(Double.NaN, 0.1, 0.3))
                            .build()));
            part.finish();
        }
    }

    private static void wiring(DatasetWriter writer) throws IOException {
        wiring(
                writer,
                "lab/wiring",
                List.of(
                        edge("lab/wiring", "AVAL", "AVAR", "chemical", 2),
                        edge("lab/wiring", "AVAL", "AVBL", "chemical", 8),
                        edge("lab/wiring", "AVAL", "MDL01", "chemical", 5),
                        edge("lab/wiring", "AVAL", "AVAR", "electrical", 1),
                        edge("lab/wiring", "AVAR", "AVAL", "electrical", 1)));
        wiring(writer, "nobody", List.of(edge("nobody", "X1", "X2", "contact", 3)));
        try (RecordingWriter part = writer.begin("consensus", "c")) {
            part.write(
                    Table.CONSENSUS_EDGES,
                    List.of(
                            consensus("AVAL", "AVAR", "synapse_count", 3, 4, 4),
                            consensus("AVAL", "AVBL", "synapse_count", 1, 1, 4),
                            consensus("AVAL", "MDL01", "synapse_count", 1, 1, 1),
                            consensus("AVAL", "AVAR", "em_sections", 1, 1, 1)));
            part.finish();
        }
    }

    private static void wiring(DatasetWriter writer, String id, List<Edge> edges) throws IOException {
        try (RecordingWriter part = writer.begin(id, id)) {
            part.write(
                    Table.CONNECTOMES,
                    List.of(Connectome.newBuilder()
                            .setConnectomeId(id)
                            .setCitation("Nobody")
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
            edges.stream()
                    .flatMap(e -> java.util.stream.Stream.of(e.getPre(), e.getPost()))
                    .distinct()
                    .sorted()
                    .forEach(cell -> nodes.add(Node.newBuilder()
                            .setConnectomeId(id)
                            .setCell(cell)
                            .setSourceName(cell)
                            .setCellKind("neuron")
                            .setNeurotransmitter(List.of())
                            .build()));
            part.write(Table.NODES, nodes);
            part.write(Table.EDGES, edges);
            part.finish();
        }
    }

    private static Edge edge(String id, String pre, String post, String kind, double weight) {
        return Edge.newBuilder()
                .setConnectomeId(id)
                .setPre(pre)
                .setPost(post)
                .setKind(kind)
                .setWeight(weight)
                .setWeightUnit("synapse_count")
                .setDirected(kind.equals("chemical"))
                .setSourcePre(pre)
                .setSourcePost(post)
                .setSourceRef("line 1")
                .build();
    }

    private static ConsensusEdge consensus(
            String pre, String post, String unit, int animals, int datasets, int possible) {
        return ConsensusEdge.newBuilder()
                .setPre(pre)
                .setPost(post)
                .setKind("chemical")
                .setWeightUnit(unit)
                .setNDatasets(datasets)
                .setNAnimals(animals)
                .setNPossible(possible)
                .setMean(1)
                .setMedian(1)
                .setMin(1)
                .setMax(1)
                .setFractionPresent((double) datasets / possible)
                .setSources(List.of("lab/wiring"))
                .build();
    }
}
