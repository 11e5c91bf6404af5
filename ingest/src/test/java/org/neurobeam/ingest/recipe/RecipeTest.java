package org.neurobeam.ingest.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.ConfigException;

class RecipeTest {
    private static final String LAB = """
            id: our_lab                                # a lab's csv
            citation: "Doe J., unpublished"
            licence: {id: CC-BY-4.0, redistribute: true}
            species: NCBITaxon:6239
            kind: calcium
            format: csv
            files: ["worm*/traces.csv"]
            signature: [time_s, stage_velocity]
            recording:
              id: {from: path, regex: "(worm\\\\d+)/traces.csv", value: "$1"}
              condition: fed
            ids: {at: header}
            traces:
              raw: {at: "3..-1", axes: [time, roi], unit: dF/F0}
            time: {at: time_s, unit: s}
            behaviour:
              - {channel: velocity, at: stage_velocity, unit: um/s, to: mm/s}
            expected: {recordings: 3}
            """;

    @TempDir
    Path folder;

    private Recipe read(String yaml) throws IOException {
        return Recipes.read(Files.writeString(folder.resolve("recipe.yaml"), yaml));
    }

    @Test
    void readsTheRecipeOfALab() throws IOException {
        Recipe lab = read(LAB);
        assertThat(lab.id()).isEqualTo("our_lab");
        assertThat(lab.format()).containsExactly(Format.CSV);
        assertThat(lab.recording().id().ofPath("worm12/traces.csv")).contains("worm12");
        assertThat(lab.recording().condition()).containsExactly(Value.of("fed"));
        assertThat(lab.traces().get("raw").at()).containsExactly("3..-1");
        assertThat(lab.behaviour().get(0).factor()).isCloseTo(1e-3, within(1e-15));
        assertThat(lab.expected().totals()).isEqualTo(Map.of("recordings", 3.0));
        assertThat(lab.source().licence()).contains("CC-BY-4.0");
        assertThat(lab.source().doi()).isEmpty();
    }

    @Test
    void namesLineAndColumnOfAnUnknownKey() {
        assertThatThrownBy(() -> read(LAB.replace("  condition: fed", "  conditions: fed")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recipe.yaml:11:3")
                .hasMessageContaining("unknown key")
                .hasMessageContaining("body_region");
    }

    @Test
    void namesLineAndColumnOfAWrongValue() {
        assertThatThrownBy(() -> read(LAB.replace("unit: um/s, to: mm/s", "unit: um/s, to: mm")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recipe.yaml:17")
                .hasMessageContaining("cannot convert unit 'um/s' to 'mm'");
        assertThatThrownBy(() -> read(LAB.replace("[time, roi]", "[roi, frame]")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("axes is [roi, frame]; allowed: [time, roi], [roi, time]");
        assertThatThrownBy(() -> read(LAB.replace("  raw:", "  dff:")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected the signal raw");
        assertThatThrownBy(() -> read(LAB.replace("{recordings: 3}", "{recording: 3}")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected.recording: unknown total; allowed: [recordings, units,");
        assertThatThrownBy(() -> read(LAB.replace("{recordings: 3}", "{recordings: many}")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recordings is 'many'; expected a number");
        assertThatThrownBy(() -> read(LAB.replace("(worm", "(worm[")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void namesLineAndColumnOfAKeyThatTheRecordChecks() {
        assertThatThrownBy(() -> read(LAB + "vocabulary: mouse\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recipe.yaml:19:1")
                .hasMessageContaining("vocabulary is 'mouse'; allowed: celegans, none");
        assertThatThrownBy(() -> read(LAB.replace("axes: [time, roi]", "axes: [roi, frame]")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recipe.yaml:14:22");
        assertThatThrownBy(() -> read(LAB + "identified_by: content\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recipe.yaml:19:1")
                .hasMessageContaining("expected the files' digests in sha256");
    }

    private static final String WIRES = """
            id: wires
            kind: connectome
            format: xlsx
            files: ["**/*.xlsx"]
            signature: [a, b]
            recording: {id: {from: name, regex: "^\\\\w+"}, sex: M, time_h: 53.5, includes_nmj: true, derived_from: [n2u]}
            edges:
              - {sheet: a, pre: Neuron 1, post: Neuron 2, type: Type, weight: Nbr, kinds: {chemical: [S, Sp], electrical: [EJ]}, weight_unit: em_sections}
              - {matrix: b, header_row: 2, header_column: 2, first_cell: [3, 3], kind: chemical, weight_unit: em_sections}
            expected: {chemical_edges: 5306, sha256: abc}
            """;

    @Test
    void readsConnectomesWithTheSameSchema() throws IOException {
        Recipe recipe = read(WIRES);
        assertThat(recipe.edges().get(0).kinds()).containsEntry(EdgeKind.CHEMICAL, List.of("S", "Sp"));
        assertThat(recipe.edges().get(1).matrix()).contains("b");
        assertThat(recipe.edges().get(1).firstCell()).containsExactly(3, 3);
        assertThat(recipe.recording().id().ofPath("x/animal.xlsx")).contains("animal");
        assertThat(recipe.recording().word("sex", "x/animal.xlsx")).contains("M");
        assertThat(recipe.recording().word("stage", "x/animal.xlsx")).isEmpty();
        assertThat(recipe.recording().hours()).contains(53.5);
        assertThat(recipe.recording().includesNmj()).isTrue();
        assertThat(recipe.recording().derivedFrom()).containsExactly("n2u");
        assertThat(recipe.expected()).isEqualTo(new Expected(List.of("abc"), Map.of("chemical_edges", 5306.0)));
        assertThat(recipe.layout("other").source().citation()).isEmpty();
        assertThat(recipe.layout("other").isOfSource()).isFalse();
    }

    @Test
    void refusesConnectomesThatNobodyCouldRead() {
        assertThatThrownBy(() -> read(WIRES.replace("pre: Neuron 1, ", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recipe.yaml:8")
                .hasMessageContaining("expected pre and post together");
        assertThatThrownBy(() -> read(WIRES.replace("xlsx\n", "npy\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("format: [NPY]; allowed for a connectome: one of [XLS, XLSX,");
        assertThatThrownBy(() -> read(WIRES.replace("signature: [a, b]\n", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("signature: missing");
        assertThatThrownBy(() -> read(
                        WIRES.replace("kind: chemical, weight_unit: em_sections", "kind: chemical, weight_unit: size")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected one weight_unit, found 2");
        assertThatThrownBy(() -> read(WIRES.replace("chemical_edges: 5306", "units: 5306")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected.units: unknown total; allowed: [nodes,");
    }

    @Test
    void endsAPatternThatBacktracksForEver() {
        Value value = new Value(null, null, null, "name", null, "(.*a){25}b", null);
        assertThatThrownBy(() -> value.ofPath("a".repeat(200)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("takes longer than 200 ms");
    }

    @Test
    void stripsAnExactSuffixOnly() {
        Value value = new Value(null, null, null, "name", "-data.h5", null, null);
        assertThat(value.ofPath("x/2022-07-27-45-data.h5")).contains("2022-07-27-45");
        assertThat(value.ofPath("x/other.h5")).contains("other.h5");
    }

    @Test
    void shippedRecipesAreReadAndNamedOnce() {
        List<Recipe> shipped = Recipes.shipped();
        assertThat(shipped).extracting(Recipe::id).doesNotHaveDuplicates();
    }
}
