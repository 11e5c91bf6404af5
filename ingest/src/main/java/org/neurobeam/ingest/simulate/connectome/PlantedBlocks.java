package org.neurobeam.ingest.simulate.connectome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.neurobeam.ingest.vocabulary.Neuron;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/**
 * The plan that all animals share: connections of the 300 neurons drawn from a stochastic block model whose blocks are
 * the types of neurons.
 *
 * <pre>{@code P(i -> j) = density p[type(i), type(j)];  mean weight = m[type(i), type(j)]}</pre>
 *
 * @see <a href="https://doi.org/10.1016/0378-8733(83)90021-7">Holland, Laskey and Leinhardt 1983</a>
 */
final class PlantedBlocks {
    /**
     * A connection of the plan.
     *
     * @param electrical gap junction, listed once with pre before post; else chemical
     * @param meanWeight expected number of synapses, at least 1
     */
    record Connection(String pre, String post, boolean electrical, double meanWeight) {}

    private static final Map<String, Integer> BLOCKS = Map.of("sensory", 0, "inter", 1, "motor", 2, "pharyngeal", 3);

    /** Rows send, columns receive: sensory, inter, motor, pharyngeal. */
    private static final double[][] CHEMICAL = {
        {0.02, 0.06, 0.01, 0.001}, {0.01, 0.08, 0.04, 0.001}, {0.002, 0.01, 0.03, 0.001}, {0.001, 0.004, 0.001, 0.2}
    };

    private static final double[][] MEAN_WEIGHT = {
        {1.5, 3, 2, 1}, {2, 3, 4, 1}, {1, 2, 2, 1}, {1, 1, 1, 4},
    };
    private static final double GAP_SHARE = 0.3;

    private PlantedBlocks() {}

    /** The connections, sorted by pre, post and kind. */
    static List<Connection> draw(ConnectomeSimulation simulation) {
        Vocabulary vocabulary = Vocabulary.hermaphrodite();
        List<String> labels = vocabulary.labels();
        List<Connection> plan = new ArrayList<>();
        Random random = Streams.of(simulation.seed(), "plan");
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < labels.size(); j++) {
                int from = block(vocabulary, labels.get(i));
                int to = block(vocabulary, labels.get(j));
                double p = Math.min(1, simulation.density() * CHEMICAL[from][to]);
                boolean chemical = random.nextDouble() < p;
                boolean electrical = random.nextDouble() < p * GAP_SHARE;
                if (chemical && i != j) {
                    plan.add(new Connection(labels.get(i), labels.get(j), false, MEAN_WEIGHT[from][to]));
                }
                if (electrical && i < j) {
                    plan.add(new Connection(labels.get(i), labels.get(j), true, MEAN_WEIGHT[from][to]));
                }
            }
        }
        return plan;
    }

    private static int block(Vocabulary vocabulary, String label) {
        return BLOCKS.get(vocabulary.neuron(label).map(Neuron::type).orElseThrow());
    }
}
