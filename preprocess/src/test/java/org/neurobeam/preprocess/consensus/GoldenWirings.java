package org.neurobeam.preprocess.consensus;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Node;
import org.neurobeam.schemas.testing.SharedData;

/** Rows of connectomes for tests: by hand, or the reference edges of eight sources. */
final class GoldenWirings {
    private static final Set<String> DERIVED = Set.of("white1986_whole", "openworm", "chklovskii");

    private final List<Connectome> connectomes = new ArrayList<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();

    /** The reference edges among the 300. */
    static ConsensusInput reference(String mode) throws IOException {
        GoldenWirings wirings = new GoldenWirings();
        Map<String, Node> neurons = neurons();
        Set<String> sources = new LinkedHashSet<>();
        for (CSVRecord row :
                rows(SharedData.path("golden/celegans/connectome_edges_" + mode.replace('-', '_') + ".csv.gz"))) {
            String id = row.get("dataset");
            if (sources.add(id)) {
                wirings.source(id, id.equals("cook2019") ? "em_sections" : "synapse_count", DERIVED.contains(id));
                neurons.values().forEach(wirings::node);
            }
            wirings.edge(id, row.get("pre"), row.get("post"), "electrical", Double.parseDouble(row.get("gap")));
            wirings.edge(id, row.get("pre"), row.get("post"), "chemical", Double.parseDouble(row.get("chem")));
        }
        return wirings.input(ConsensusOptions.defaults().sources());
    }

    GoldenWirings source(String id, String unit, boolean derived) {
        connectomes.add(Connectome.newBuilder()
                .setConnectomeId(id)
                .setCitation("")
                .setLicence("")
                .setSex("O")
                .setStage("adult")
                .setWeightUnit(unit)
                .setIncludesNmj(false)
                .setRegion("whole")
                .setDerivedFrom(derived ? List.of("another") : List.of())
                .setSourceFileIds(List.of())
                .build());
        return this;
    }

    GoldenWirings node(String source, String cell, int slot) {
        return node(Node.newBuilder()
                .setConnectomeId(source)
                .setCell(cell)
                .setSourceName(cell)
                .setCellKind("neuron")
                .setType("inter")
                .setNeurotransmitter(List.of())
                .setXUm(20.0)
                .setYUm(1.5)
                .setZUm(-0.25)
                .setSlot(slot)
                .build());
    }

    private GoldenWirings node(Node node) {
        nodes.put(node.getConnectomeId().orElse("") + " " + node.getCell(), node);
        return this;
    }

    /** An edge; weight 0 stands for none. */
    GoldenWirings edge(String source, String pre, String post, String kind, double weight) {
        if (weight != 0) {
            edges.add(Edge.newBuilder()
                    .setConnectomeId(source)
                    .setPre(pre)
                    .setPost(post)
                    .setKind(kind)
                    .setWeight(weight)
                    .setWeightUnit("")
                    .setDirected(true)
                    .setSourcePre(pre)
                    .setSourcePost(post)
                    .setSourceRef("")
                    .build());
        }
        return this;
    }

    ConsensusInput input(List<String> wanted) {
        return ConsensusInput.of(connectomes, List.copyOf(nodes.values()), edges, wanted);
    }

    private static Map<String, Node> neurons() throws IOException {
        Map<String, Node> neurons = new HashMap<>();
        for (CSVRecord row : rows(SharedData.path("spec/celegans-neurons.csv"))) {
            if (!row.get("slot").isEmpty()) {
                neurons.put(
                        row.get("label"),
                        Node.newBuilder()
                                .setCell(row.get("label"))
                                .setSourceName(row.get("label"))
                                .setCellKind("neuron")
                                .setType(row.get("type"))
                                .setNeurotransmitter(List.of())
                                .setXUm(Double.valueOf(row.get("x_um")))
                                .setYUm(Double.valueOf(row.get("y_um")))
                                .setZUm(Double.valueOf(row.get("z_um")))
                                .setSlot(Integer.valueOf(row.get("slot")))
                                .build());
            }
        }
        return neurons;
    }

    static List<CSVRecord> rows(Path file) throws IOException {
        boolean gzip = file.toString().endsWith(".gz");
        try (InputStream in = gzip ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file);
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
