package org.neurobeam.ingest.simulate.connectome;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.ingest.simulate.connectome.SimulatedAnimal.TrueEdge;

/** What reading and combining the files must give, as the object of {@code truth.json}. */
final class ConnectomeTruth {
    private static final String UNIT = "synapse_count";

    private ConnectomeTruth() {}

    static Map<String, Object> of(ConnectomeSimulation simulation, List<SimulatedAnimal> animals) {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("kind", "connectome");
        truth.put("seed", simulation.seed());
        truth.put("weight_unit", UNIT);
        truth.put("animals", animals.stream().map(ConnectomeTruth::animal).toList());
        truth.put("consensus", consensus(animals));
        return truth;
    }

    /** The id under which an animal is ingested. */
    static String connectomeId(SimulatedAnimal animal) {
        return "simulated/" + animal.name();
    }

    private static Map<String, Object> animal(SimulatedAnimal animal) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("connectome_id", connectomeId(animal));
        object.put("file", ConnectomeSimulator.file(animal));
        object.put("dropped_cells", animal.dropped());
        object.put("nodes", animal.cells().size());
        object.put(
                "asymmetric_gaps",
                animal.asymmetries().stream()
                        .map(a -> List.of(a.pre(), a.post(), a.forward(), a.backward()))
                        .toList());
        object.put(
                "edges",
                animal.edges().stream()
                        .map(e -> List.of(e.pre(), e.post(), e.kind(), e.weight()))
                        .toList());
        return object;
    }

    private static List<Map<String, Object>> consensus(List<SimulatedAnimal> animals) {
        Map<List<String>, Map<SimulatedAnimal, Double>> weights =
                new TreeMap<>((a, b) -> String.join(" ", a).compareTo(String.join(" ", b)));
        for (SimulatedAnimal animal : animals) {
            for (TrueEdge edge : animal.edges()) {
                weights.computeIfAbsent(List.of(edge.pre(), edge.post(), edge.kind()), key -> new LinkedHashMap<>())
                        .put(animal, edge.weight());
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        weights.forEach((edge, own) -> rows.add(row(edge, own, animals)));
        return rows;
    }

    private static Map<String, Object> row(
            List<String> edge, Map<SimulatedAnimal, Double> own, List<SimulatedAnimal> animals) {
        List<Double> values = new ArrayList<>(own.values());
        Collections.sort(values);
        int n = values.size();
        double mean = values.stream().mapToDouble(v -> v).sum() / n;
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        long possible = animals.stream()
                .filter(a -> a.cells().contains(edge.get(0)) && a.cells().contains(edge.get(1)))
                .count();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("pre", edge.get(0));
        row.put("post", edge.get(1));
        row.put("kind", edge.get(2));
        row.put("n_datasets", n);
        row.put("n_animals", n);
        row.put("n_possible", possible);
        row.put("mean", mean);
        row.put("median", (values.get((n - 1) / 2) + values.get(n / 2)) / 2);
        row.put("std", n < 2 ? null : Math.sqrt(squares / (n - 1)));
        row.put("min", values.get(0));
        row.put("max", values.get(n - 1));
        row.put("fraction_present", (double) n / possible);
        row.put(
                "sources",
                own.keySet().stream().map(ConnectomeTruth::connectomeId).toList());
        return row;
    }
}
