package org.neurobeam.preprocess.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.testing.SharedData;

class ConsensusGoldenTest {
    private static final double TOLERANCE = 1e-9; // of the reference: sums of a few numbers in another order

    @Test
    void fixedConsensusIsTheReference() throws IOException {
        List<ConsensusEdge> rows = Consensus.rows(GoldenWirings.reference("fixed"));
        List<CSVRecord> golden = GoldenWirings.rows(SharedData.path("golden/celegans/consensus_fixed.csv.gz"));
        assertThat(golden).hasSize(11_519);
        assertThat(rows).hasSameSizeAs(golden);
        for (int i = 0; i < rows.size(); i++) {
            ConsensusEdge row = rows.get(i);
            CSVRecord expected = golden.get(i);
            assertThat(List.of(row.getPre(), row.getPost(), row.getKind(), row.getWeightUnit()))
                    .isEqualTo(expected.toList().subList(0, 4));
            assertThat(String.join("|", row.getSources())).isEqualTo(expected.get("sources"));
            assertThat(row.getNDatasets()).isEqualTo(Integer.parseInt(expected.get("n_datasets")));
            assertThat(row.getMean()).isCloseTo(number(expected, "mean"), within(TOLERANCE));
            assertThat(row.getMedian()).isCloseTo(number(expected, "median"), within(TOLERANCE));
            assertThat(row.getMin()).isEqualTo(number(expected, "min"));
            assertThat(row.getMax()).isEqualTo(number(expected, "max"));
            assertThat(row.getStd().isPresent())
                    .isEqualTo(!expected.get("std_ddof1").isEmpty());
            if (row.getStd().isPresent()) {
                assertThat(row.getStd().get()).isCloseTo(number(expected, "std_ddof1"), within(TOLERANCE));
            }
        }
        assertThat(rows.stream().map(r -> r.getPre() + " " + r.getPost()).distinct())
                .hasSize(6858);
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    @Test
    void paperFaithfulConsensusIsTheReference() throws IOException {
        List<PaperConsensus.Row> rows = PaperConsensus.rows(GoldenWirings.reference("paper-faithful"));
        List<CSVRecord> golden = GoldenWirings.rows(SharedData.path("golden/celegans/consensus_paper_faithful.csv.gz"));
        assertThat(golden).hasSize(6362);
        assertThat(rows).hasSameSizeAs(golden);
        for (int i = 0; i < rows.size(); i++) {
            PaperConsensus.Row row = rows.get(i);
            CSVRecord expected = golden.get(i);
            assertThat(row.pre() + " " + row.post()).isEqualTo(expected.get("pre") + " " + expected.get("post"));
            same(row.gap(), expected.get("mean_gap_weight"));
            same(row.chemical(), expected.get("mean_chem_weight"));
            same(row.uncertainty(), expected.get("uncertainty"));
            assertThat(String.join("|", row.sources())).isEqualTo(expected.get("sources"));
        }
    }

    private static void same(OptionalDouble found, String expected) {
        assertThat(found.isPresent()).isEqualTo(!expected.isEmpty());
        if (found.isPresent()) {
            assertThat(found.getAsDouble()).isCloseTo(Double.parseDouble(expected), within(TOLERANCE));
        }
    }

    /** C4: 6,267 of the 6,271 rows that need no absent source. */
    @Test
    void publishedConsensusDiffersInFourRowsOnly() throws IOException {
        Path file = SharedData.path("data/connectome/consensus_published/consensus_connectome_trimmed_nofunc.csv.gz");
        ConsensusInput input = GoldenWirings.reference("paper-faithful");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            PublishedConsensus comparison = PublishedConsensus.compare(input, in, file.toString());
            assertThat(comparison.compared()).isEqualTo(6271);
            assertThat(comparison.differing())
                    .containsExactlyInAnyOrder("BDUL-PLML", "PLML-BDUL", "BDUR-PLMR", "PLMR-BDUR");
            assertThat(comparison.absent()).containsExactly("white1986_jse");
            assertThat(comparison.finding()).isEmpty();
        }
    }

    /** Text by text, where values and sources of both agree. */
    @Test
    void writtenRowsReadAsThePublishedOnes(@TempDir Path folder) throws IOException {
        ConsensusInput input = GoldenWirings.reference("paper-faithful");
        PaperConsensusFiles.write(input, DataStore.local(folder), "consensus");
        List<CSVRecord> published = GoldenWirings.rows(
                SharedData.path("data/connectome/consensus_published/consensus_connectome_trimmed_nofunc.csv.gz"));
        Map<String, CSVRecord> own = GoldenWirings.rows(folder.resolve("consensus/trimmed_nofunc.csv")).stream()
                .collect(Collectors.toMap(r -> r.get(0) + " " + r.get(1), Function.identity()));
        long equal = published.stream()
                .filter(row -> own.containsKey(row.get(0) + " " + row.get(1)))
                .filter(row -> own.get(row.get(0) + " " + row.get(1)).toList().equals(row.toList()))
                .count();
        assertThat(own).hasSize(6362);
        assertThat(own.get("ADAL ADAL").toList())
                .containsExactly(
                        "ADAL",
                        "ADAL",
                        "(0.03, 94.34, 10.31)",
                        "(0.03, 94.34, 10.31)",
                        "inter",
                        "inter",
                        "",
                        "6.0",
                        "",
                        "['cook2019']");
        // rows without funconn among their sources, whose last digits numpy and we share
        assertThat(equal).isGreaterThan(2000);
        assertThat(GoldenWirings.rows(folder.resolve("consensus/full_withfunc.csv")))
                .hasSize(90_000);
    }
}
