package org.neurobeam.ingest.simulate.connectome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.neurobeam.ingest.simulate.connectome.PlantedBlocks.Connection;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/** One animal: its true edges, and the rows of the file that someone made of it. Immutable once drawn. */
final class SimulatedAnimal {
    /** A true edge; electrical ones stand in both directions. */
    record TrueEdge(String pre, String post, String kind, double weight) {}

    /** A gap junction whose directions disagree in the file; 0 for a direction that is missing. */
    record Asymmetry(String pre, String post, int forward, int backward) {}

    private static final double SPLIT = 0.5;
    private static final double LOWER_CASE = 0.02;
    private static final double ONE_WAY = 0.5;

    private final String name;
    private final Random random;
    private final Random spelling;
    private final Set<String> dropped = new TreeSet<>();
    private final Set<String> cells = new TreeSet<>();
    private final List<TrueEdge> edges = new ArrayList<>();
    private final List<Asymmetry> asymmetries = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();

    private SimulatedAnimal(String name, long seed) {
        this.name = name;
        this.random = Streams.of(seed, name);
        this.spelling = Streams.of(seed, name + " spelling");
    }

    static SimulatedAnimal draw(ConnectomeSimulation simulation, List<Connection> plan, int index) {
        SimulatedAnimal animal =
                new SimulatedAnimal(String.format(Locale.ROOT, "animal-%02d", index + 1), simulation.seed());
        List<String> labels = Vocabulary.hermaphrodite().labels();
        while (animal.dropped.size() < simulation.droppedCells()) {
            animal.dropped.add(labels.get(animal.random.nextInt(labels.size())));
        }
        for (Connection connection : plan) {
            boolean present = animal.random.nextDouble() < simulation.reliability();
            int weight = Streams.count(animal.random, connection.meanWeight());
            if (present && !animal.dropped.contains(connection.pre()) && !animal.dropped.contains(connection.post())) {
                animal.add(connection, weight, simulation);
            }
        }
        return animal;
    }

    private void add(Connection connection, int weight, ConnectomeSimulation simulation) {
        cells.add(connection.pre());
        cells.add(connection.post());
        if (connection.electrical()) {
            addGap(connection, weight, simulation.asymmetricGaps());
            return;
        }
        edges.add(new TrueEdge(connection.pre(), connection.post(), "chemical", weight));
        int monadic = weight > 1 && random.nextDouble() < SPLIT ? 1 + random.nextInt(weight - 1) : 0;
        if (monadic > 0) {
            row(connection.pre(), connection.post(), "S", monadic);
        }
        row(connection.pre(), connection.post(), "Sp", weight - monadic);
        // the receiver's view of the same synapses, which must not be counted
        row(connection.post(), connection.pre(), monadic > 0 ? "R" : "Rp", weight);
    }

    private void addGap(Connection connection, int weight, double asymmetric) {
        int backward = weight;
        if (random.nextDouble() < asymmetric) {
            backward = random.nextDouble() < ONE_WAY ? 0 : weight + 1;
            asymmetries.add(new Asymmetry(connection.pre(), connection.post(), weight, backward));
        }
        row(connection.pre(), connection.post(), "EJ", weight);
        if (backward > 0) {
            row(connection.post(), connection.pre(), "EJ", backward);
        }
        double mean = backward > 0 ? (weight + backward) / 2.0 : weight;
        edges.add(new TrueEdge(connection.pre(), connection.post(), "electrical", mean));
        edges.add(new TrueEdge(connection.post(), connection.pre(), "electrical", mean));
    }

    private void row(String pre, String post, String type, int number) {
        rows.add(spelt(pre) + "," + spelt(post) + "," + type + "," + number);
    }

    /** As people write: DA01 for DA1, now and then in lower case. */
    private String spelt(String label) {
        String padded = label.replaceFirst("^(AS|DA|DB|DD|VA|VB|VC|VD)([1-9])$", "$10$2");
        return spelling.nextDouble() < LOWER_CASE ? padded.toLowerCase(Locale.ROOT) : padded;
    }

    String name() {
        return name;
    }

    /** Cells that were not reconstructed. */
    Set<String> dropped() {
        return dropped;
    }

    List<TrueEdge> edges() {
        return edges;
    }

    List<Asymmetry> asymmetries() {
        return asymmetries;
    }

    /** Cells of any edge. */
    Set<String> cells() {
        return cells;
    }

    /** The file: header and rows. */
    String file() {
        return "Neuron 1,Neuron 2,Type,Nbr\n" + String.join("\n", rows) + "\n";
    }
}
