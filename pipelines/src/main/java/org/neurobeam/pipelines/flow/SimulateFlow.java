package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.FmriSimulator;
import org.neurobeam.ingest.simulate.PlantedSignal;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.SimulateConfig;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;

/** A simulated study and its truth as files. */
public final class SimulateFlow {
    /** In the folder of the truth: the settings that every file beside it was made from. */
    private static final String SETTINGS = "study.yaml";

    private static final String TRUTH = "truth";
    private static final double NANO = 1e-9;
    private static final double MB = 1e6;

    private SimulateFlow() {}

    /** Runs the flow. */
    public static Outcome run(SimulateConfig config) throws IOException {
        return switch (config.kind()) {
            case "calcium" -> SimulateCelegans.calcium(config);
            case "connectome" -> SimulateCelegans.connectome(config);
            default -> fmri(config);
        };
    }

    /** The BIDS tree in the output, the truth in its folder {@code truth}, which .bidsignore names. */
    private static Outcome fmri(SimulateConfig config) throws IOException {
        long start = System.nanoTime();
        FmriSimulation study = config.study();
        String truth = below(config.output(), TRUTH);
        PlantedSignal planted = write(study, config.output(), truth);
        double seconds = (System.nanoTime() - start) * NANO;
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("output", config.output());
        json.put("truth", truth);
        json.put("seed", study.seed());
        json.put("subjects", study.subjects());
        json.put("runs", study.runs());
        json.put("volumes", study.volumes());
        SimulatedGrid grid = study.grid();
        json.putArray("shape").add(grid.nx()).add(grid.ny()).add(grid.nz());
        json.put("tr_s", study.trSeconds());
        json.put("voxels", grid.voxels());
        json.put("brain_voxels", planted.brainVoxels().length);
        json.put("signal_voxels", study.voxelsWithSignal());
        json.put("bytes", study.seriesBytes());
        json.put("seconds", seconds);
        json.put("mb_per_s", study.seriesBytes() / MB / seconds);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        return Outcome.done(json);
    }

    /**
     * Writes a study; over an earlier one of the same settings it writes the same bytes.
     *
     * @param tree folder of the BIDS tree: empty, or of the same study
     * @param truth folder of the truth, inside the tree or beside it
     * @throws ConfigException if a folder holds anything else
     */
    public static PlantedSignal write(FmriSimulation study, String tree, String truth) throws IOException {
        DataStore treeStore = Stores.of(tree);
        DataStore truthStore = Stores.of(truth);
        claim(study, treeStore, truthStore);
        long volumes = (long) study.subjects() * study.runs() * study.volumes();
        try (Progress progress = new Progress("simulate", "volumes", volumes)) {
            return FmriSimulator.write(study, treeStore, truthStore, progress::at);
        }
    }

    /** The path of a file or folder in a folder, which may be a URI. */
    public static String below(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** Mixed studies would be a tree whose truth is wrong: a folder belongs to one study. */
    static void claim(Object study, DataStore tree, DataStore truth) throws IOException {
        String settings = ConfigLoader.toYaml(study);
        if (truth.exists(SETTINGS)) {
            requireSame(settings, tree, truth);
            return;
        }
        requireEmpty(tree);
        requireEmpty(truth);
        try (OutputStream out = truth.write(SETTINGS + ".tmp")) {
            out.write(settings.getBytes(StandardCharsets.UTF_8));
        }
        truth.move(SETTINGS + ".tmp", SETTINGS);
    }

    private static void requireSame(String settings, DataStore tree, DataStore truth) throws IOException {
        try (InputStream in = truth.read(SETTINGS)) {
            String found = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!found.equals(settings)) {
                throw new ConfigException("output: " + tree.location()
                        + " holds a study of other settings, which are in " + below(truth.location(), SETTINGS)
                        + "; give another folder, the same settings, or delete that study");
            }
        }
    }

    private static void requireEmpty(DataStore folder) throws IOException {
        String place = folder.location();
        if (!place.contains("://") && Files.isRegularFile(Path.of(place))) {
            throw new ConfigException("output: " + place + " is a file; give an empty or a new folder");
        }
        if (!folder.list("").isEmpty()) {
            throw new ConfigException("output: " + place + " is neither empty nor an earlier simulation (it has no "
                    + SETTINGS + " of one); give an empty or a new folder");
        }
    }
}
