package org.neurobeam.ingest.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.CheckReport;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Node;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.testing.SharedData;

class ConnectomeIngestTest {
    @TempDir
    private static Path folder;

    private static Dataset dataset;

    @BeforeAll
    static void ingest() throws IOException {
        dataset = WiringDataset.ingest(SharedData.path("data/connectome"), folder, IngestMode.FIXED);
    }

    @Test
    void sampleFolderGivesItsIssuesAndNoOthers() throws IOException {
        Map<String, Long> codes = dataset.issues().stream()
                .collect(Collectors.groupingBy(
                        i -> i.getSeverity() + " " + i.getCode(), TreeMap::new, Collectors.counting()));
        assertThat(codes)
                .isEqualTo(new TreeMap<>(Map.of(
                        "info NOT_DATA", 11L,
                        "info REFERENCE_ONLY", 1L,
                        "info SHEET_NOT_IMPORTED", 5L,
                        "warn ASYMMETRIC_GAP", 40L,
                        "warn UNKNOWN_CELL", 1L)));
        assertThat(raw("UNKNOWN_CELL")).containsExactly("PVR.");
        assertThat(places("SHEET_NOT_IMPORTED"))
                .containsExactlyInAnyOrder(
                        "herm gap jn asymmetric",
                        "male gap jn asymmetric",
                        "TITLE AND LEGEND",
                        "NeuronsToMuscle",
                        "Sensory");
    }

    @Test
    void asymmetricGapsOfOpenWormAndCookAreNamedOneByOne() throws IOException {
        List<String> pairs = raw("ASYMMETRIC_GAP");
        List<String> openworm =
                pairs.stream().filter(p -> p.startsWith("openworm ")).toList();
        assertThat(openworm).hasSize(30);
        assertThat(openworm.stream().filter(p -> !p.contains("none")))
                .containsExactlyInAnyOrder(
                        "openworm I2L M1 1.0 2.0",
                        "openworm I2R M1 1.0 2.0",
                        "openworm I6 M5 2.0 1.0",
                        "openworm M2L M5 1.0 2.0",
                        "openworm M2R M5 1.0 2.0");
        assertThat(pairs.stream().filter(p -> p.startsWith("cook2019 ")))
                .containsExactlyInAnyOrder(
                        "cook2019 PVCR VA9 3.0 2.0", "cook2019 DD6 PDB none 2.0", "cook2019 ALA EXC_GL none 1.0");
    }

    private static List<String> raw(String code) throws IOException {
        return dataset.issues().stream()
                .filter(issue -> issue.getCode().equals(code))
                .map(issue -> issue.getRaw().orElseThrow())
                .toList();
    }

    private static List<String> places(String code) throws IOException {
        return dataset.issues().stream()
                .filter(issue -> issue.getCode().equals(code))
                .map(Issue::getPlace)
                .toList();
    }

    @Test
    void twentyOneConnectomesStandUnderTheirSources() throws IOException {
        Map<String, Connectome> rows = dataset.all(Table.CONNECTOMES).stream()
                .collect(Collectors.toMap(Connectome::getConnectomeId, row -> row));
        assertThat(rows).hasSize(21);
        assertThat(dataset.info().sources()).hasSize(21);
        assertThat(rows.get("cook2019_male").getSex()).isEqualTo("M");
        assertThat(rows.get("witvliet2020_6").getStage()).isEqualTo("L3");
        assertThat(rows.get("witvliet2020_6").getTimeH()).contains(27.0);
        assertThat(rows.get("cook2019").getWeightUnit()).isEqualTo("em_sections");
        assertThat(rows.get("white1986_whole").getDerivedFrom())
                .containsExactly("white1986_n2u", "white1986_jsh", "white1986_jse");
        assertThat(rows.get("brittin2021_contact").getLicence()).isEqualTo("MIT");
    }

    @Test
    void everyFileOfTheFolderHasARow() throws IOException {
        List<String> listed =
                DataStore.local(SharedData.path("data/connectome")).list("");
        assertThat(dataset.files().stream().map(SourceFile::getPath).distinct().toList())
                .containsExactlyElementsOf(listed);
    }

    @Test
    void cellsOutsideTheListKeepTheirKindAndSourceName() throws IOException {
        Map<String, String> kinds = dataset.rows(Table.NODES, "white1986_whole").stream()
                .collect(Collectors.toMap(Node::getSourceName, Node::getCellKind));
        assertThat(kinds).hasSize(309).containsEntry("AVAL", "neuron");
        Node muscle = dataset.rows(Table.NODES, "cook2019").stream()
                .filter(node -> node.getSourceName().equals("dBWML1"))
                .findFirst()
                .orElseThrow();
        assertThat(muscle.getCell()).isEqualTo("DBWML1");
        assertThat(muscle.getCellKind()).isEqualTo("muscle");
        assertThat(muscle.getSlot()).isEmpty();
    }

    @Test
    void edgesKeepWhereTheyStood() throws IOException {
        Edge edge = dataset.rows(Table.EDGES, "cook2019").stream()
                .filter(e -> e.getPre().equals("I1L") && e.getPost().equals("I2L"))
                .filter(e -> e.getKind().equals("chemical"))
                .findFirst()
                .orElseThrow();
        assertThat(edge.getWeight()).isEqualTo(10);
        assertThat(edge.getSourceRef()).isEqualTo("hermaphrodite chemical!F4");
        Edge peptide = dataset.rows(Table.EDGES, "bentley2016_neuropeptides").stream()
                .filter(e -> e.getSourceRef().equals("line 2"))
                .findFirst()
                .orElseThrow();
        assertThat(peptide.getTransmitter()).contains("flp-1");
        assertThat(peptide.getReceptor()).contains("npr-11");
    }

    /** C3, C5 to C7 hold; C1 warns of the three sources that disagree with themselves. */
    @Test
    void rulesOfWiringHoldOnTheSampleFolder() throws IOException {
        ConnectomeRules.Outcome outcome = ConnectomeRules.check(dataset);
        assertThat(outcome.skipped()).isEmpty();
        assertThat(outcome.findings().stream().map(f -> f.rule() + " " + f.severity() + " " + f.scope()))
                .containsExactly(
                        "C1 WARNING cook2019, input", "C1 WARNING cook2019_male, input", "C1 WARNING openworm, input");
    }

    @Test
    void checkFindsNothingWrong() throws IOException {
        CheckReport report = DatasetCheck.run(dataset);
        assertThat(report.findings()).isEmpty();
        assertThat(report.summary().connectomes()).isEqualTo(21);
    }
}
