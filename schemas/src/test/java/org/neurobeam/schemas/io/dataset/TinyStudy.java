package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceWriter;
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

/** A dataset of a few recordings and a connectome that keeps every rule. */
final class TinyStudy {
    static final int UNITS = 4;
    static final int SAMPLES = 6;
    static final DatasetInfo INFO = new DatasetInfo(
            "tiny", "Tiny study", Optional.of("CC0-1.0"), Optional.empty(), List.of(Source.of("ds", "Source")));

    private TinyStudy() {}

    static void writeRecording(DatasetWriter writer, String id, long seed) throws IOException {
        try (RecordingWriter part = writer.begin(id, "digest-" + id)) {
            part.recording(recording(id).build());
            List<Unit> units = new ArrayList<>();
            for (int roi = 0; roi < UNITS; roi++) {
                units.add(unit(id, roi).build());
            }
            part.write(Table.UNITS, units);
            part.write(Table.TIMEBASES, List.of(timebase(id).build()));
            part.write(Table.EVENTS, List.of(event(id).build()));
            part.write(Table.COVARIATES, List.of(covariate(id).build()));
            part.write(Table.FEATURES, List.of());
            TraceKey key = new TraceKey(id, "original", "raw", "read", "raw");
            part.traces(key, SAMPLES).append(0, values(seed));
            part.source(file());
            part.step(step());
            part.issue(issue(id));
            part.finish();
        }
    }

    static FloatMatrix values(long seed) {
        Random random = new Random(seed);
        FloatMatrix m = FloatMatrix.zeros(UNITS, SAMPLES);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = i == 3 ? Float.NaN : (float) random.nextGaussian();
        }
        return m;
    }

    static Recording.Builder recording(String id) {
        return Recording.newBuilder()
                .setRecordingId(id)
                .setDatasetId("ds")
                .setModality("fmri")
                .setSubjectId("01")
                .setEntities(List.of("sub-01"))
                .setSourceFileIds(List.of("aa"))
                .setCondition(List.of())
                .setDurationS(12.0)
                .setOriginalNSamples(SAMPLES)
                .setNSamples(SAMPLES)
                .setTimeSource("json")
                .setIsRegular(true)
                .setTrS(2.0)
                .setShape(List.of(2, 2, 1, SAMPLES))
                .setAffine(List.of(Double.NaN))
                .setNRois(UNITS)
                .setNLabelled(1)
                .setNAmbiguous(1)
                .setSignalUnit("raw")
                .setTransformChain(List.of())
                .setQcStatus("pass")
                .setQcReasons(List.of());
    }

    static Unit.Builder unit(String id, int roi) {
        return Unit.newBuilder()
                .setUnitId(id + "/" + roi)
                .setRecordingId(id)
                .setRoiIndex(roi)
                .setLabelStatus(List.of("exact", "ambiguous", "unlabelled", "unlabelled")
                        .get(roi))
                .setSlot(roi)
                .setI(roi % 2)
                .setJ(roi / 2)
                .setK(0)
                .setCandidates(List.of());
    }

    static Timebase.Builder timebase(String id) {
        return Timebase.newBuilder()
                .setRecordingId(id)
                .setGrid("original")
                .setT0S(0)
                .setDtS(2.0);
    }

    static Event.Builder event(String id) {
        return Event.newBuilder().setRecordingId(id).setTrialType("face").setOnsetS(1.5);
    }

    static Covariate.Builder covariate(String id) {
        return Covariate.newBuilder()
                .setRecordingId(id)
                .setName("trans_x")
                .setKind("confound")
                .setGrid("original")
                .setValues(List.of(0., 1., 2., Double.NaN, 4., 5.));
    }

    static SourceFile file() {
        return SourceFile.newBuilder()
                .setFileId("aa")
                .setPath("ds/participants.tsv")
                .setRole("data")
                .setBytes(12)
                .setFormat("tsv")
                .build();
    }

    static Step step() {
        return Step.newBuilder()
                .setStepId("read")
                .setName("read")
                .setVersion("1")
                .setParams("{}")
                .setInputIds(List.of("aa"))
                .setOutput("traces")
                .setRowsIn(4)
                .setRowsOut(4)
                .setRejected(0)
                .build();
    }

    static Issue issue(String id) {
        return Issue.newBuilder()
                .setFileId("aa")
                .setFile("ds/" + id)
                .setPlace("")
                .setCode("odd")
                .setSeverity("warn")
                .setMessage("odd")
                .build();
    }

    static void writeConnectome(DatasetWriter writer, String id, Edge... edges) throws IOException {
        try (RecordingWriter part = writer.begin(id, "c")) {
            part.write(
                    Table.CONNECTOMES,
                    List.of(Connectome.newBuilder()
                            .setConnectomeId(id)
                            .setCitation("c")
                            .setLicence("CC0-1.0")
                            .setSex("O")
                            .setStage("adult")
                            .setWeightUnit("synapse_count")
                            .setIncludesNmj(false)
                            .setRegion("whole")
                            .setDerivedFrom(List.of())
                            .setSourceFileIds(List.of())
                            .build()));
            part.write(
                    Table.NODES,
                    List.of(Node.newBuilder()
                            .setConnectomeId(id)
                            .setCell("AVAL")
                            .setSourceName("AVAL")
                            .setCellKind("neuron")
                            .setNeurotransmitter(List.of())
                            .setSlot(33)
                            .build()));
            part.write(Table.EDGES, List.of(edges));
            part.finish();
        }
    }

    static Edge edge(String connectome, String kind, String pre, String post, double weight) {
        return Edge.newBuilder()
                .setConnectomeId(connectome)
                .setPre(pre)
                .setPost(post)
                .setKind(kind)
                .setWeight(weight)
                .setWeightUnit("synapse_count")
                .setDirected(kind.equals("chemical"))
                .setSourcePre(pre)
                .setSourcePost(post)
                .setSourceRef("1")
                .build();
    }

    static TraceWriter traces(RecordingWriter part, String signal) throws IOException {
        return part.traces(new TraceKey(part.part(), "original", signal, "read", "raw"), SAMPLES);
    }
}
