package org.neurobeam.pipelines.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.report.dataset.PresenceMatrix.State;
import org.neurobeam.schemas.table.Recording;

/** Every number of the report against a dataset that is counted by hand. */
class DatasetFactsTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private DatasetFacts facts;

    @BeforeEach
    void read() throws IOException {
        facts = DatasetFacts.read(HandMadeDataset.write(folder));
    }

    private SourceTotals source(String id) {
        return facts.sources().stream()
                .filter(s -> s.source().datasetId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static int at(String label) {
        return NeuronOrder.get().position(label).orElseThrow();
    }

    @Test
    void sourcesCountRecordingsAnimalsUnitsAndEdges() {
        SourceTotals lab = source("lab");
        assertThat(lab.recordings()).isEqualTo(2);
        assertThat(lab.animals()).isEqualTo(1);
        assertThat(lab.units()).isEqualTo(8);
        assertThat(lab.labelled()).isEqualTo(3);
        assertThat(lab.ambiguous()).isEqualTo(1);
        assertThat(lab.seconds()).isEqualTo(49);
        assertThat(lab.connectomes()).isEqualTo(1);
        assertThat(lab.edges()).isEqualTo(5);
        assertThat(source("fish").seconds()).as("a recording without times").isZero();
        assertThat(source("nobody").source().citation()).contains("Nobody");
        assertThat(source("nobody").edges()).isEqualTo(1);
    }

    @Test
    void labelsCountByStatusAndVoxelsAreNotCounted() {
        LabelCounts lab = source("lab").labels();
        assertThat(List.of(
                        lab.of("exact"),
                        lab.of("normalised"),
                        lab.of("inferred"),
                        lab.of("ambiguous"),
                        lab.of("duplicate"),
                        lab.of("non_neuron"),
                        lab.of("unknown")))
                .containsExactly(2L, 1L, 0L, 1L, 2L, 1L, 1L);
        assertThat(lab.labelled()).isEqualTo(3);
        assertThat(source("fish").labels().known()).isFalse();
        assertThat(source("fish").labels().units()).isEqualTo(2);
        assertThat(source("bids").labels().units()).isZero();
    }

    @Test
    void presenceMarksEveryNeuronThatAUnitMayBe() {
        PresenceMatrix matrix = facts.presence();
        assertThat(matrix.rows()).extracting(PresenceMatrix.Row::recording).containsExactly("lab/a", "lab/b");
        PresenceMatrix.Row a = matrix.rows().get(0);
        assertThat(a.state(at("AVAL"))).isEqualTo(State.LABELLED);
        assertThat(a.state(at("VB2"))).isEqualTo(State.LABELLED);
        assertThat(a.state(at("CANL"))).as("by the source's spelling").isEqualTo(State.LABELLED);
        assertThat(a.state(at("AVAR"))).isEqualTo(State.AMBIGUOUS);
        assertThat(a.state(at("AVDR"))).isEqualTo(State.AMBIGUOUS);
        assertThat(a.state(at("RIML"))).isEqualTo(State.DUPLICATE);
        assertThat(a.count(State.ABSENT)).isEqualTo(302 - 6);
        assertThat(matrix.recordingsWith(at("AVAL"))).isEqualTo(2);
        assertThat(matrix.neuronsIn(1)).isEqualTo(3);
        assertThat(matrix.neuronsIn(2)).isEqualTo(1);
        assertThat(matrix.neverLabelled()).hasSize(299).contains("AVAR").doesNotContain("AVAL", "CANL");
    }

    @Test
    void neuronsAreInTheOrderOfTypesAndNumbers() {
        NeuronOrder order = NeuronOrder.get();
        assertThat(order.size()).isEqualTo(302);
        assertThat(order.groups()).extracting(g -> g.to() - g.from()).containsExactly(85, 79, 116, 20, 2);
        assertThat(at("VB2")).isLessThan(at("VB10"));
        assertThat(at("CANR")).isEqualTo(301);
    }

    @Test
    void missingSamplesAreMeansOverUnitsAndOverRecordings() {
        MissingData missing = facts.missing();
        assertThat(missing.recordings()).hasSize(3);
        MissingData.OfRecording a = missing.recordings().stream()
                .filter(r -> r.recording().equals("lab/a"))
                .findFirst()
                .orElseThrow();
        assertThat(a.fraction()).isCloseTo(0.75 / 7, within(EXACT));
        assertThat(a.longestRunS()).as("10 samples of 0.5 s").isCloseTo(5, within(EXACT));
        assertThat(a.constant()).isEqualTo(1);
        assertThat(missing.affected()).isEqualTo(2);
        assertThat(missing.neurons()).containsExactly(new MissingData.OfNeuron("AVAL", 0.5, 2));
        assertThat(missing.knownNeurons()).isEqualTo(2);
    }

    @Test
    void wiringCountsAllEdgesAndShowsThoseAmongTheNeurons() {
        Wiring.Diagram lab = facts.wiring().diagrams().get(0);
        assertThat(lab.nodes()).isEqualTo(4);
        assertThat(lab.neurons()).isEqualTo(3);
        assertThat(lab.totals().get("chemical").edges()).isEqualTo(3);
        assertThat(lab.totals().get("chemical").weight()).isEqualTo(15);
        Adjacency chemical = lab.matrices().get("chemical");
        assertThat(chemical.pairs()).isEqualTo(2);
        assertThat(chemical.weight(at("AVAL"), at("AVBL"))).isEqualTo(8);
        assertThat(chemical.weight(at("AVBL"), at("AVAL"))).isZero();
        assertThat(chemical.min()).isEqualTo(2);
        assertThat(chemical.max()).isEqualTo(8);
        assertThat(lab.matrices().get("electrical").sum()).isEqualTo(2);
        assertThat(facts.wiring().diagrams().get(1).matrices())
                .as("no neuron of the 302")
                .isEmpty();
    }

    @Test
    void adjacencyForScriptsRestoresItsKeys() {
        Adjacency matrix = new Adjacency("synapse_count");
        matrix.add(0, 3, 1);
        matrix.add(2, 1, 123.456);
        matrix.add(2, 1, 1);

        Map<String, Object> data = matrix.data();

        assertThat(data).containsEntry("steps", List.of(3, 2 * 302 + 1 - 3));
        assertThat(data).containsEntry("weights", List.of(1.0, 124.5));
        assertThat(data).containsEntry("unit", "synapse count");
    }

    @Test
    void consensusCountsAnimalsByKindAndUnit() {
        List<ConsensusTotals> totals = ConsensusTotals.of(facts.consensus());
        assertThat(totals).extracting(ConsensusTotals::unit).containsExactly("em_sections", "synapse_count");
        ConsensusTotals counts = totals.get(1);
        assertThat(counts.edges()).isEqualTo(3);
        assertThat(counts.seenIn(1)).isEqualTo(2);
        assertThat(counts.seenIn(3)).isEqualTo(1);
        assertThat(counts.mostAnimals()).isEqualTo(3);
        assertThat(counts.comparable()).isEqualTo(2);
        assertThat(counts.everywhere()).isEqualTo(1);
        Adjacency agreement = Wiring.agreement(facts.consensus()).get("chemical");
        assertThat(agreement.weight(at("AVAL"), at("AVAR")))
                .as("the greater of two units")
                .isEqualTo(3);
        assertThat(agreement.pairs()).isEqualTo(2);
        assertThat(agreement.additive()).isFalse();
    }

    @Test
    void issuesAreGroupedErrorsFirstAndStepsByParameters() {
        assertThat(IssueSection.groups(facts.issues()))
                .extracting(g -> g.severity() + " " + g.code() + " " + g.rows() + " " + g.files())
                .containsExactly("error OBJECT_DTYPE 2 2", "warn NO_TIMEBASE 2 2");
        assertThat(ProvenanceSection.kinds(facts.steps()))
                .extracting(k -> k.step().getName() + " " + k.count() + " " + k.rowsOut())
                .containsExactly("read 2 4");
    }

    @Test
    void channelsThatAreNumberedCountAsOne() {
        assertThat(facts.channels().channels())
                .extracting(c -> c.kind() + " " + c.name() + " " + c.recordings() + " " + c.rows())
                .containsExactly(
                        "behaviour angle_… 2 4", "behaviour velocity 2 2", "confound framewise_displacement 1 1");
        assertThat(facts.channels().displacementMm("bids/r")).isCloseTo(0.2, within(EXACT));
        assertThat(facts.channels().displacementMm("lab/a")).isNaN();
        assertThat(facts.channels().events())
                .extracting(e -> e.kind() + " " + e.recordings() + " " + e.rows())
                .containsExactly("reversal 2 2", "segment 2 2");
    }

    @Test
    void samplingTakesTheMedianStepOrTheRepetitionTime() {
        List<Recording> all = facts.recordings();
        SamplingSection.Range steps = SamplingSection.Range.of(all, SamplingSection::step);
        assertThat(steps).isEqualTo(new SamplingSection.Range(0.5, 2));
        assertThat(steps.compact()).isEqualTo("0.5 – 2");
        assertThat(SamplingSection.Range.of(List.of(), SamplingSection::step).counts())
                .isEqualTo("–");
        assertThat(SamplingSection.Range.of(all, DatasetFacts::duration).seconds())
                .isEqualTo("24.5 s");
    }

    @Test
    void stripsLeaveOutWhatIsUnknownAndStaySmall() {
        Strip strip = new Strip("s", List.of("a", "b"));
        strip.add("b", "b/1", Double.NaN, 0, 0);
        for (int n = 0; n < 9000; n++) {
            strip.add("b", "b/" + n, 1 + n, 1, 2);
        }
        assertThat((List<?>) strip.data().get("points")).hasSize(3000);
        assertThat(strip.data().get("points").toString()).startsWith("[[1.0, 1, b/0, 1.0, 2.0], [4.0, 1, b/3,");
    }

    @Test
    void examplesAreOneOfEachSourceFirst() {
        assertThat(TraceSection.ranked(facts.recordings()))
                .extracting(Recording::getRecordingId)
                .containsExactly("lab/a", "fish/f", "lab/b");
    }

    @Test
    void anExampleShowsLabelledNeuronsBehaviourAndShortEvents() throws IOException {
        TraceExample example = TraceExample.read(
                        facts.dataset(),
                        facts.recordings().stream()
                                .filter(r -> r.getRecordingId().equals("lab/a"))
                                .findFirst()
                                .orElseThrow())
                .orElseThrow();
        assertThat(example.neurons())
                .extracting(TraceExample.Line::name)
                .as("labelled first; AVAL and the constant unit lack too many samples")
                .startsWith("VB2")
                .doesNotContain("AVAL", "unit 6");
        assertThat(example.behaviour()).extracting(TraceExample.Line::name).startsWith("velocity");
        assertThat(example.events()).hasSize(1);
        assertThat(example.picture().rows()).isEqualTo(7);
        assertThat(example.picturedLabelled()).isEqualTo(2);
        assertThat(example.unit()).isEqualTo("F");
    }

    @Test
    void pathsBreakAtMissingSamplesAndKeepExtremes() {
        Series.Frame frame = new Series.Frame(0, 3, 0, 300, 0, 100, 0, 10);
        assertThat(new Series(new double[] {0, 1, 2, 3}, new float[] {0, Float.NaN, 10, 5}).path(frame))
                .isEqualTo("M0.0 100.0M200.0 0.0L300.0 50.0");
        float[] spike = new float[10_000];
        spike[4321] = 10;
        double[] times = new double[spike.length];
        for (int n = 0; n < times.length; n++) {
            times[n] = 3.0 * n / times.length;
        }
        String path = new Series(times, spike).path(frame);
        assertThat(path).contains(" 0.0L");
        assertThat(path.length()).isLessThan(12_000);
        assertThatThrownBy(() -> new Series(new double[1], new float[2])).isInstanceOf(IllegalArgumentException.class);
    }
}
