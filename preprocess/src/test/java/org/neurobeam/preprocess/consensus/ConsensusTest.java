package org.neurobeam.preprocess.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.ConsensusEdge;

class ConsensusTest {
    private static final double ROUNDING = 1e-12;

    /** Three sources of counts, one of them of the animals of another, and one of sections. */
    private static GoldenWirings four() {
        GoldenWirings wirings = new GoldenWirings()
                .source("a", "synapse_count", false)
                .source("b", "synapse_count", false)
                .source("whole", "synapse_count", true)
                .source("em", "em_sections", false);
        for (String id : List.of("a", "b", "whole", "em")) {
            wirings.node(id, "AVAL", 0);
            wirings.node(id, "AVAR", 1);
        }
        return wirings.node("a", "AVBL", 2);
    }

    private static List<String> wanted() {
        return List.of("a", "b", "whole", "em", "nowhere");
    }

    @Test
    void unitsStayApartAndDerivedSourcesAddNoAnimals() {
        ConsensusInput input = four().edge("a", "AVAL", "AVAR", "chemical", 1)
                .edge("b", "AVAL", "AVAR", "chemical", 2)
                .edge("whole", "AVAL", "AVAR", "chemical", 6)
                .edge("em", "AVAL", "AVAR", "chemical", 40)
                .input(wanted());
        List<ConsensusEdge> rows = Consensus.rows(input);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getWeightUnit()).isEqualTo("em_sections");
        assertThat(rows.get(0).getMean()).isEqualTo(40);
        assertThat(rows.get(0).getStd()).isEmpty();
        ConsensusEdge counts = rows.get(1);
        assertThat(counts.getNDatasets()).isEqualTo(3);
        assertThat(counts.getNAnimals()).isEqualTo(2);
        assertThat(counts.getMean()).isEqualTo(3);
        assertThat(counts.getMedian()).isEqualTo(2);
        assertThat(counts.getStd().orElseThrow()).isCloseTo(Math.sqrt(7), within(ROUNDING));
        assertThat(counts.getFractionPresent()).isEqualTo(1);
        assertThat(input.absent()).containsExactly("nowhere");
    }

    @Test
    void oneDerivedSourceStillIsAnAnimal() {
        ConsensusInput input =
                four().edge("whole", "AVAL", "AVAR", "chemical", 6).input(wanted());
        assertThat(Consensus.rows(input).get(0).getNAnimals()).isEqualTo(1);
    }

    @Test
    void sourcesWithoutBothCellsCouldNotHaveTheEdge() {
        ConsensusInput input = four().edge("a", "AVAL", "AVBL", "chemical", 1).input(wanted());
        ConsensusEdge row = Consensus.rows(input).get(0);
        assertThat(row.getNPossible()).isEqualTo(1);
        assertThat(row.getFractionPresent()).isEqualTo(1);
    }

    /** Scores -1 and 1 in a, 1 and -1 in em: the mean is 0 in either unit; no spread, no score. */
    @Test
    void scoreIsFreeOfUnits() {
        ConsensusInput input = four().edge("a", "AVAL", "AVAR", "chemical", 1)
                .edge("a", "AVAR", "AVAL", "chemical", 3)
                .edge("em", "AVAL", "AVAR", "chemical", 50)
                .edge("em", "AVAR", "AVAL", "chemical", 10)
                .edge("b", "AVAL", "AVAR", "electrical", 1)
                .input(wanted());
        List<ConsensusEdge> rows = Consensus.rows(input);
        assertThat(rows.stream().filter(row -> row.getKind().equals("chemical")))
                .allSatisfy(row -> assertThat(row.getZMean()).contains(0.0));
        assertThat(rows.stream().filter(row -> row.getKind().equals("electrical")))
                .allSatisfy(row -> assertThat(row.getZMean()).isEmpty());
    }

    @Test
    void cellsWithoutSlotTakeNoPart() {
        ConsensusInput input = four().edge("a", "AVAL", "BWML1", "chemical", 1).input(wanted());
        assertThat(Consensus.rows(input)).isEmpty();
    }

    /** Gap 2 twice and 4 once: mean of the set 3, not 8/3; chem std 0. */
    @Test
    void paperMeansAreOverSetsOfGapValues() {
        ConsensusInput input = four().edge("a", "AVAL", "AVAR", "electrical", 2)
                .edge("b", "AVAL", "AVAR", "electrical", 2)
                .edge("em", "AVAL", "AVAR", "electrical", 4)
                .edge("em", "AVAL", "AVAR", "chemical", 7)
                .edge("whole", "AVAL", "AVAR", "functional", -0.5)
                .input(wanted());
        PaperConsensus.Row row = PaperConsensus.rows(input).get(0);
        assertThat(row.gap()).hasValue(3);
        assertThat(row.chemical()).hasValue(7);
        assertThat(row.uncertainty().orElseThrow()).isCloseTo(0.1, within(ROUNDING));
        assertThat(row.functional()).hasValue(-0.5);
        assertThat(row.sources()).containsExactly("a", "b", "em", "whole");
    }

    @Test
    void trimmedTablesWithoutFunctionalWeightsLeaveOutRowsWithNothingElse(@TempDir Path folder) throws IOException {
        ConsensusInput input =
                four().edge("a", "AVAL", "AVAR", "functional", 0.25).input(wanted());
        PaperConsensusFiles.write(input, DataStore.local(folder), "out");
        List<CSVRecord> with = GoldenWirings.rows(folder.resolve("out/trimmed_withfunc.csv"));
        assertThat(with).hasSize(1);
        assertThat(with.get(0).get("functional_weight")).isEqualTo("0.25");
        assertThat(with.get(0).get("from_pos")).isEqualTo("(20.0, 1.5, -0.25)");
        assertThat(GoldenWirings.rows(folder.resolve("out/trimmed_nofunc.csv"))).isEmpty();
        List<CSVRecord> full = GoldenWirings.rows(folder.resolve("out/full_nofunc.csv"));
        assertThat(full).hasSize(9);
        assertThat(full.get(1).get("data_sources")).isEqualTo("['a']");
    }

    @Test
    void anUnequalRowBreaksC4() throws IOException {
        ConsensusInput input = four().edge("a", "AVAL", "AVAR", "chemical", 1).input(wanted());
        String table = "from_neuron,to_neuron,mean_gap_weight,mean_chem_weight,uncertainty,data_sources\n"
                + "AVAL,AVAR,,2.0,,['a']\nAVAL,AVBL,,2.0,,\"['a', 'elsewhere']\"\n";
        PublishedConsensus comparison = PublishedConsensus.compare(
                input, new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)), "published.csv");
        assertThat(comparison.compared()).isEqualTo(1);
        assertThat(comparison.absent()).containsExactly("elsewhere");
        assertThat(comparison.finding().orElseThrow().found()).isEqualTo("1 others unequal, first AVAL-AVAR");
    }

    @Test
    void anotherTableIsRefusedByName() {
        ConsensusInput input = four().input(wanted());
        assertThatThrownBy(() -> PublishedConsensus.compare(
                        input, new ByteArrayInputStream("a,b\n".getBytes(StandardCharsets.UTF_8)), "other.csv"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("other.csv: line 1: expected the column from_neuron");
    }

    @Test
    void unknownModeNamesTheAllowedOnes() {
        assertThatThrownBy(() -> new ConsensusOptions("best", List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("consensus.mode: best; allowed: fixed, paper-faithful");
    }
}
