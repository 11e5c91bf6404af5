package org.neurobeam.ingest.simulate.connectome;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.io.DataStore;

/** Writes simulated wiring diagrams, one file per animal, and their truth. Equal settings give equal bytes. */
public final class ConnectomeSimulator {
    /** Name of the file of the truth. */
    public static final String TRUTH = "truth.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectomeSimulator() {}

    /** Writes {@code wiring_animal-01.csv} and so on, and {@code truth.json}. */
    public static void write(ConnectomeSimulation simulation, DataStore store) throws IOException {
        List<PlantedBlocks.Connection> plan = PlantedBlocks.draw(simulation);
        List<SimulatedAnimal> animals = new ArrayList<>();
        for (int i = 0; i < simulation.animals(); i++) {
            SimulatedAnimal animal = SimulatedAnimal.draw(simulation, plan, i);
            text(store, file(animal), animal.file());
            animals.add(animal);
        }
        text(store, TRUTH, JSON.writeValueAsString(ConnectomeTruth.of(simulation, animals)) + "\n");
    }

    static String file(SimulatedAnimal animal) {
        return "wiring_" + animal.name() + ".csv";
    }

    private static void text(DataStore store, String path, String text) throws IOException {
        try (OutputStream out = store.write(path + ".tmp")) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        store.move(path + ".tmp", path);
    }
}
