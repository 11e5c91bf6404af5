package org.neurobeam.ingest.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.CheckSummary.WiringTotals;
import org.neurobeam.schemas.testing.SharedData;

class ConnectomeEdgesGoldenTest {
    private static final Vocabulary LABELS = Vocabulary.hermaphrodite();

    private static ConnectomeSources sources;

    @BeforeAll
    static void find() throws IOException {
        sources = ConnectomeSources.find(DataStore.local(SharedData.path("data/connectome")));
    }

    /** The two weights of a directed pair among the 300. */
    private record Weights(double gap, double chemical) {
        Weights plus(WiredEdge edge) {
            return edge.kind() == EdgeKind.ELECTRICAL
                    ? new Weights(gap + edge.weight(), chemical)
                    : new Weights(gap, chemical + edge.weight());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEdgeOfEightConnectomesIsTheReference(IngestMode mode) throws IOException {
        Path golden = SharedData.path(
                "golden/celegans/connectome_edges_" + mode.word().replace('-', '_') + ".csv.gz");
        Map<String, Map<String, Weights>> expected = new TreeMap<>();
        for (CSVRecord row : rows(golden)) {
            expected.computeIfAbsent(row.get("dataset"), id -> new TreeMap<>())
                    .put(
                            row.get("pre") + " " + row.get("post"),
                            new Weights(Double.parseDouble(row.get("gap")), Double.parseDouble(row.get("chem"))));
        }
        Map<String, Map<String, Weights>> found = new TreeMap<>();
        for (String id : expected.keySet()) {
            Map<String, Weights> own = new TreeMap<>();
            for (WiredEdge edge : wiring(sources.source(id).orElseThrow(), mode).edges()) {
                if (LABELS.isLabel(edge.pre()) && LABELS.isLabel(edge.post())) {
                    own.merge(
                            edge.pre() + " " + edge.post(),
                            new Weights(0, 0).plus(edge),
                            (a, b) -> new Weights(a.gap + b.gap, a.chemical + b.chemical));
                }
            }
            found.put(id, own);
        }
        assertThat(expected).hasSize(8);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void totalsOfFifteenFilesAreTheReference() throws IOException {
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (CSVRecord row : rows(SharedData.path("golden/celegans/connectome_totals.csv"))) {
            String id = row.get("connectome");
            expected.add(String.join(",", row.toList()).replaceAll("\\.0(,|$)", "$1"));
            Wiring wiring = wiring(sources.source(id).orElseThrow(), IngestMode.FIXED);
            WiringTotals read = wiring.asRead();
            Map<EdgeKind, double[]> inside = within300(wiring);
            found.add(String.join(
                    ",",
                    id,
                    number(read.nodes()),
                    number(read.nodes300()),
                    number(read.chemicalEdges()),
                    number(read.chemicalWeight()),
                    number(read.gapEntries()),
                    number(read.gapPairs()),
                    number(read.gapWeight()),
                    number(inside.get(EdgeKind.CHEMICAL)[0]),
                    number(inside.get(EdgeKind.CHEMICAL)[1]),
                    number(inside.get(EdgeKind.ELECTRICAL)[0]),
                    number(inside.get(EdgeKind.ELECTRICAL)[1])));
        }
        assertThat(expected).hasSize(15);
        assertThat(found).isEqualTo(expected);
    }

    private static Map<EdgeKind, double[]> within300(Wiring wiring) {
        Map<EdgeKind, double[]> totals = new HashMap<>();
        for (WiredEdge edge : wiring.edges()) {
            double[] own = totals.computeIfAbsent(edge.kind(), kind -> new double[2]);
            if (LABELS.isLabel(edge.pre()) && LABELS.isLabel(edge.post())) {
                own[0]++;
                own[1] += edge.weight();
            }
        }
        return totals;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Paper-faithful totals of 5.5: Sp only and unpadded names only. */
    @Test
    void paperFaithfulChklovskiiLosesWhatThePublishedOneLost() throws IOException {
        Wiring wiring = wiring(sources().source("chklovskii").orElseThrow(), IngestMode.PAPER_FAITHFUL);
        List<WiredEdge> chemical = wiring.edges().stream()
                .filter(edge -> edge.kind() == EdgeKind.CHEMICAL)
                .toList();
        assertThat(chemical).hasSize(1537);
        assertThat(chemical.stream().mapToDouble(WiredEdge::weight).sum()).isEqualTo(3822);
        assertThat(wiring.edges().stream()
                        .flatMap(edge -> List.of(edge.pre(), edge.post()).stream())
                        .distinct())
                .hasSize(215);
    }

    private static ConnectomeSources sources() {
        return sources;
    }

    private static Wiring wiring(ConnectomeSource source, IngestMode mode) throws IOException {
        return new ConnectomeIngest(DataStore.local(SharedData.path("data/connectome")), mode, "test").wiring(source);
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        boolean gzip = file.toString().endsWith(".gz");
        try (var in = gzip ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file);
                CSVParser parser = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parser.getRecords();
        }
    }
}
