package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntConsumer;
import org.neurobeam.ingest.simulate.RandomKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes simulated calcium recordings and {@code truth.json} beside them; one worm is in memory at a time. */
public final class CalciumSimulator {
    private static final Logger LOG = LoggerFactory.getLogger(CalciumSimulator.class);
    private static final double NANOS = 1e9;
    private static final double JITTER = 0.05;
    private static final double MICROSECONDS = 1e6;
    private static final double LATEST_START_SECONDS = 1000;

    private CalciumSimulator() {}

    /**
     * Writes all worms.
     *
     * @param output the folder, made if absent
     * @throws IOException if a file cannot be written
     */
    public static void write(CalciumSimulation study, Path output) throws IOException {
        write(study, output, worms -> {});
    }

    /**
     * Writes all worms and tells how far it is.
     *
     * @param output the folder, made if absent
     * @param progress gets the number of worms written so far
     * @throws IOException if a file cannot be written
     */
    public static void write(CalciumSimulation study, Path output, IntConsumer progress) throws IOException {
        long start = System.nanoTime();
        Files.createDirectories(output);
        WormWriter writer = WormWriter.of(study.layout(), output);
        try (TruthFile truth = new TruthFile(study, output.resolve("truth.json"))) {
            for (int worm = 0; worm < study.worms(); worm++) {
                SimulatedWorm simulated = worm(study, worm);
                Path file = writer.write(simulated);
                if (study.damageOf(worm).contains(Damage.TRUNCATED)) {
                    truncate(file);
                }
                truth.worm(simulated, output.relativize(file), study.damageOf(worm));
                progress.accept(worm + 1);
            }
            writer.finish();
        }
        LOG.info(
                "simulated {} worms of {} neurons and {} frames, {} s",
                study.worms(),
                study.neurons(),
                study.frames(),
                (System.nanoTime() - start) / NANOS);
    }

    static SimulatedWorm worm(CalciumSimulation study, int worm) {
        List<SimulatedRoi> rois = LabelPlan.of(study, worm);
        return new SimulatedWorm(study.wormName(worm), rois, times(study, worm), new LatentActivity(study, worm, rois));
    }

    /** Steps vary by 5 %; only Dag's clock starts long before the recording. */
    private static double[] times(CalciumSimulation study, int worm) {
        RandomKey stream = study.key(worm).with("times");
        double[] times = new double[study.frames()];
        double dt = study.dtSeconds();
        boolean absolute = study.layout() == SourceLayout.DAG2023;
        double time = absolute ? LATEST_START_SECONDS * LATEST_START_SECONDS * (1 + stream.uniform(0)) : 0;
        for (int t = 0; t < times.length; t++) {
            if (t > 0) {
                time += dt * Math.max(1 - 4 * JITTER, Math.min(1 + 4 * JITTER, 1 + JITTER * stream.gaussian(t)));
            }
            times[t] = Math.rint(time * MICROSECONDS) / MICROSECONDS;
        }
        if (study.damageOf(worm).contains(Damage.TIME)) {
            int half = times.length / 2;
            times[half] = times[half - 2];
        }
        return times;
    }

    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }
}
