package org.neurobeam.ingest.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private final Vocabulary cells = Vocabulary.hermaphrodite();

    @Test
    void holdsThreeHundredUniqueSortedLabels() {
        assertThat(cells.labels()).hasSize(300).doesNotHaveDuplicates().isSorted();
        assertThat(cells.labels()).startsWith("ADAL", "ADAR").containsSubsequence("AS1", "AS10", "AS11", "AS2");
        assertThat(cells.neurons()).hasSize(302);
    }

    @Test
    void countsTypesClassesSidesAndTransmitters() {
        assertThat(counts(n -> n.slot().isPresent() ? n.type() : "none"))
                .isEqualTo(Map.of("motor", 116L, "sensory", 85L, "inter", 79L, "pharyngeal", 20L, "none", 2L));
        assertThat(counts(Neuron::neurotransmitter))
                .isEqualTo(Map.of("ACh", 157L, "Glu", 77L, "GABA", 31L, "DA", 8L, "5HT", 2L, "OA", 2L, "unknown", 25L));
        assertThat(counts(Neuron::neuronClass)).hasSize(118);
        assertThat(counts(n -> n.side().word())).isEqualTo(Map.of("L", 99L, "R", 99L, "none", 104L));
    }

    private Map<String, Long> counts(Function<Neuron, String> key) {
        return cells.neurons().stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    @Test
    void slotsAreTheRanksOfTheLabels() {
        for (int slot = 0; slot < cells.size(); slot++) {
            assertThat(cells.slot(cells.label(slot))).hasValue(slot);
        }
        assertThat(cells.slot("CANL")).isEmpty();
        assertThat(cells.slot("aval")).isEmpty();
        assertThatThrownBy(() -> cells.label(300)).hasMessageContaining("expected 0 to 299");
    }

    @Test
    void everySidedLabelHasItsMate() {
        for (Neuron neuron : cells.neurons()) {
            assertThat(cells.mate(neuron.label()).isPresent()).isEqualTo(neuron.side() != Side.NONE);
            cells.mate(neuron.label())
                    .ifPresent(mate -> assertThat(cells.mate(mate)).contains(neuron.label()));
        }
        assertThat(cells.mate("AVAL")).contains("AVAR");
        assertThat(cells.mate("PVR")).isEmpty();
        assertThat(cells.mate("AVL")).isEmpty();
    }

    @Test
    void knowsClassesAndStems() {
        assertThat(cells.classMembers("SAA")).containsExactly("SAADL", "SAADR", "SAAVL", "SAAVR");
        assertThat(cells.classMembers("CAN")).containsExactly("CANL", "CANR");
        assertThat(cells.sidesOf("SAAD")).containsExactly("SAADL", "SAADR");
        assertThat(cells.sidesOf("MI")).as("a label needs no side").isEmpty();
        assertThat(cells.classMembers("XYZ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "VB02, VB2",
        "DA01, DA1",
        "avfl, AVFL",
        "AS10, AS10",
        "I1L, I1L",
        "VB2, VB2",
        "' RMED ', RMED",
        "VB002, VB2",
        "VB0, VB0",
        "vd01, VD1",
        "SAAD?, SAAD?"
    })
    void canonicalSpelling(String source, String expected) {
        assertThat(Vocabulary.canonical(source)).isEqualTo(expected);
    }

    @Test
    void canonicalIsIdempotentAndKeepsEveryLabel() {
        for (Neuron neuron : cells.neurons()) {
            assertThat(Vocabulary.canonical(neuron.label())).isEqualTo(neuron.label());
        }
        for (String odd : List.of("VB02", " da01", "x0y0", "", "0", "VA0010", "merge", "\u00e4b01", "AVA?", "A01 ")) {
            String once = Vocabulary.canonical(odd);
            assertThat(Vocabulary.canonical(once)).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CANL",
                "dBWML1",
                "BWM-DL01",
                "vm2aL",
                "CEPshDL",
                "GLRVR",
                "pm3VL",
                "mc1DL",
                "exc_cell",
                "mu_intL"
            })
    void knowsCellsThatAreNoNeurons(String name) {
        assertThat(cells.kind(name)).get().isNotEqualTo(CellKind.NEURON);
    }

    @Test
    void tellsKindsApart() {
        assertThat(cells.kind("VB02")).contains(CellKind.NEURON);
        assertThat(cells.kind("R7AL")).as("a neuron of the male").contains(CellKind.NEURON);
        assertThat(cells.kind("CANR")).contains(CellKind.END_ORGAN);
        assertThat(cells.kind("vBWMR23")).contains(CellKind.MUSCLE);
        assertThat(cells.kind("CEPshVR")).contains(CellKind.GLIA);
        assertThat(cells.kind("hmc")).contains(CellKind.OTHER);
        assertThat(cells.kind("PVR.")).isEmpty();
    }

    @Test
    void onlyTheTwoEndOrgansHaveNoPosition() {
        assertThat(cells.neurons())
                .filteredOn(n -> n.position().isEmpty())
                .extracting(Neuron::label)
                .containsExactly("CANL", "CANR");
        assertThat(cells.neuron("ADAL").orElseThrow().position()).contains(new AtlasPosition(0.03, 94.34, 10.31));
    }
}
