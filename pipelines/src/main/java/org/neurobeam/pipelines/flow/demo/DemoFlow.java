package org.neurobeam.pipelines.flow.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.PlantedSignal;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.DemoConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.IngestFlow;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.PreprocessFlow;
import org.neurobeam.pipelines.flow.SimulateFlow;
import org.neurobeam.pipelines.report.Truth;
import org.neurobeam.schemas.io.dataset.Dataset;

/** The whole flow on a simulated study, and how well it finds what was planted. */
public final class DemoFlow {
    private static final double NANO = 1e-9;

    private final String folder;
    private final List<String> runnerArguments;
    private final Steps steps;
    private final ObjectNode phases = new ObjectMapper().createObjectNode();

    DemoFlow(String folder, List<String> runnerArguments, Steps steps) {
        this.folder = folder;
        this.runnerArguments = runnerArguments;
        this.steps = steps;
    }

    /** Fits encoders on a dataset. */
    @FunctionalInterface
    public interface Encode {
        /** Runs the flow. */
        Outcome run(EncodeConfig config, List<String> runnerArguments) throws IOException;
    }

    /** Makes the report of a results folder. */
    @FunctionalInterface
    public interface Report {
        /** Writes {@code report.html} into the folder. */
        void write(String results, Optional<Truth> truth) throws IOException;
    }

    /**
     * The steps after preprocessing.
     *
     * @param encode fits encoders and writes a results folder
     * @param report makes its report
     */
    public record Steps(Encode encode, Report report) {}

    /**
     * Runs the flow; again on the same folder it repeats only what is missing.
     *
     * @param lines what people read
     */
    public static Outcome run(DemoConfig config, List<String> runnerArguments, Steps steps, Consumer<String> lines)
            throws IOException {
        return new DemoFlow(config.output(), runnerArguments, steps).run(config.study(), lines);
    }

    /** Runs the flow on any study. */
    Outcome run(FmriSimulation study, Consumer<String> lines) throws IOException {
        long start = System.nanoTime();
        PlantedSignal planted = timed("simulate", () -> SimulateFlow.write(study, place("bids"), place("truth")));
        PreprocessConfig preprocess = DemoConfig.preprocess(place("dataset"), place("clean"));
        finished("ingest", () -> IngestFlow.run(DemoConfig.ingest(place("bids"), place("dataset")), runnerArguments));
        finished("preprocess", () -> PreprocessFlow.run(preprocess, runnerArguments));
        finished(
                "encode",
                () -> steps.encode().run(DemoConfig.encode(place("clean"), place("results")), runnerArguments));
        Recovery recovery = timed("compare", () -> compare(planted, preprocess));
        String report = SimulateFlow.below(place("results"), "report.html");
        timed("report", () -> {
            steps.report().write(place("results"), Optional.of(recovery.truth()));
            return report;
        });
        ObjectNode json = new ObjectMapper().createObjectNode();
        recovery.addTo(json);
        json.put("seconds", (System.nanoTime() - start) * NANO);
        json.put("report", report);
        json.put("seed", study.seed());
        json.set("phases_s", phases);
        ObjectNode folders = json.putObject("folders");
        List.of("bids", "truth", "dataset", "clean", "results").forEach(name -> folders.put(name, place(name)));
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        recovery.table().forEach(lines);
        lines.accept(String.format(
                Locale.ROOT,
                "planted and recovered scores of %d voxels correlate with r = %.3f",
                recovery.voxelCount(),
                recovery.correlation()));
        lines.accept("report: " + report);
        return Outcome.done(json);
    }

    private Recovery compare(PlantedSignal planted, PreprocessConfig preprocess) throws IOException {
        Dataset raw = Dataset.open(Stores.of(place("dataset")));
        Dataset clean = Dataset.open(Stores.of(place("clean")));
        PlantedScores scores = PlantedScores.of(planted, preprocess.cleaning(), raw, clean);
        return Recovery.of(Stores.of(place("results")), scores);
    }

    private String place(String name) {
        return SimulateFlow.below(folder, name);
    }

    /** One step. */
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T timed(String phase, Step<T> step) throws IOException {
        long start = System.nanoTime();
        T result = step.run();
        phases.put(phase, (System.nanoTime() - start) * NANO);
        return result;
    }

    /** A simulated study has nothing to refuse: a refusal is a bug of ours. */
    private void finished(String phase, Step<Outcome> step) throws IOException {
        Outcome outcome = timed(phase, step);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(phase + " refused recordings of the simulated study: " + outcome.json());
        }
    }
}
