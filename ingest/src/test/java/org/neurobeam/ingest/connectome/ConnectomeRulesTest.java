package org.neurobeam.ingest.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Edge;

class ConnectomeRulesTest {
    @TempDir
    private Path folder;

    private DatasetWriter writer;

    @BeforeEach
    void open() {
        writer = DatasetWriter.open(DataStore.local(folder));
    }

    private void connectome(String id, Edge... edges) throws IOException {
        try (RecordingWriter out = writer.begin(id, "digest")) {
            out.write(
                    Table.CONNECTOMES,
                    List.of(Connectome.newBuilder()
                            .setConnectomeId(id)
                            .setCitation("")
                            .setLicence("CC0-1.0")
                            .setSex("O")
                            .setStage("adult")
                            .setWeightUnit("synapse_count")
                            .setIncludesNmj(false)
                            .setRegion("whole")
                            .setDerivedFrom(List.of())
                            .setSourceFileIds(List.of("another file"))
                            .build()));
            out.write(Table.EDGES, List.of(edges));
            out.finish();
        }
    }

    private static Edge edge(String id, String pre, String post, EdgeKind kind, double weight) {
        return Edge.newBuilder()
                .setConnectomeId(id)
                .setPre(pre)
                .setPost(post)
                .setKind(kind.word())
                .setWeight(weight)
                .setWeightUnit("synapse_count")
                .setDirected(kind.directed())
                .setSourcePre(pre)
                .setSourcePost(post)
                .setSourceRef("line 7")
                .build();
    }

    private List<String> findings() throws IOException {
        Dataset dataset = writer.finish(new DatasetInfo("ds", "ds", Optional.empty(), Optional.empty(), List.of()));
        return ConnectomeRules.check(dataset).findings().stream()
                .map(f -> f.rule() + " " + f.severity() + " " + f.scope() + ": " + f.found())
                .toList();
    }

    @Test
    void oneWayGapAndWeightsThatAreNotPositiveAreErrors() throws IOException {
        connectome(
                "a",
                edge("a", "AVAL", "AVAR", EdgeKind.ELECTRICAL, 2),
                edge("a", "AVBL", "AVAL", EdgeKind.CHEMICAL, -1));
        assertThat(findings())
                .containsExactly(
                        "C1 ERROR a: AVAL - AVAR 2.0 and none at line 7",
                        "C2 ERROR a: chemical AVBL - AVAL -1.0 at line 7");
    }

    @Test
    void functionalWeightsMayBeNegative() throws IOException {
        connectome("a", edge("a", "AVBL", "AVAL", EdgeKind.FUNCTIONAL, -1));
        assertThat(findings()).isEmpty();
    }

    @Test
    void totalsOfAnotherFileOnlyWarn() throws IOException {
        connectome("witvliet2020_1", edge("witvliet2020_1", "AVBL", "AVAL", EdgeKind.CHEMICAL, 1));
        assertThat(findings()).contains("C3 WARNING witvliet2020_1, chemical_edges: 1.0");
    }

    @Test
    void twoFormsOfOneSourceMustAgree() throws IOException {
        connectome("varshney2011", edge("varshney2011", "AVBL", "AVAL", EdgeKind.CHEMICAL, 1));
        connectome("chklovskii", edge("chklovskii", "AVBL", "AVAL", EdgeKind.CHEMICAL, 2));
        assertThat(findings())
                .contains("C6 ERROR varshney2011 and chklovskii: 1 unequal, first chemical AVBL - AVAL: 1.0 and 2.0");
    }

    @Test
    void synapsesThatShrinkWithAgeWarn() throws IOException {
        connectome("witvliet2020_1", edge("witvliet2020_1", "AVBL", "AVAL", EdgeKind.CHEMICAL, 3));
        connectome("witvliet2020_7", edge("witvliet2020_7", "AVBL", "AVAL", EdgeKind.CHEMICAL, 2));
        assertThat(findings()).contains("C7 WARNING witvliet2020_*: [3.0, 2.0]");
    }
}
