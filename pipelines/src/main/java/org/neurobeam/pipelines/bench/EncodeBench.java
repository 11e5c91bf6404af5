package org.neurobeam.pipelines.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.Workers;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.beam.ResidentMemory;
import org.neurobeam.preprocess.linalg.OpenBlas;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

/**
 * How fast an encoder is fitted: penalties searched, all rows fitted, test rows predicted and scored.
 *
 * <p>{@code cpu_s} and {@code wall_s} are those of the fit (design and tiles) in the fastest round: reading the arrays
 * and scoring the test are phases of their own. Targets are read tile by tile and never held whole. {@code
 * sgemm_gflops} is a float32 product of order 4000 just before the first round, per processor second of one thread.
 * {@code growth_rss_mb} is the peak of resident memory during the fit less that just before it.
 */
public final class EncodeBench {
    private static final double MEGA = 1e6;

    private final EncodeBenchOptions options;
    private final FloatMatrix x;
    private final Optional<FloatMatrix> xTest;
    private final int targets;
    private final FittedTargets results;
    private PhaseClock fastest = PhaseClock.slowest();
    private long growthMb;

    private EncodeBench(EncodeBenchOptions options) throws IOException {
        this.options = options;
        this.x = whole(options.arrays().x());
        Optional<Path> test = options.arrays().xTest();
        this.xTest = test.isPresent() ? Optional.of(whole(test.get())) : Optional.empty();
        try (NpyFile y = open(options.arrays().y())) {
            this.targets = y.columns();
        }
        this.results = new FittedTargets(targets);
    }

    /**
     * Measures.
     *
     * @param table where best_alpha, cv_score and test_r2 of every target go
     * @return one JSON object
     * @throws org.neurobeam.schemas.error.DataException if an array cannot be read or shapes disagree
     */
    public static ObjectNode run(EncodeBenchOptions options, Optional<Path> table) throws IOException {
        EncodeBench bench = new EncodeBench(options);
        OpenBlas.load();
        double gflops = SgemmRate.gflops();
        for (int round = 0; round < options.repeat(); round++) {
            bench.round();
        }
        if (table.isPresent()) {
            bench.results.write(table.get());
        }
        return bench.json(gflops);
    }

    /** What becomes of arrays. */
    public interface Settings {
        /** The settings for these arrays. */
        EncodeBenchOptions of(EncodeBenchOptions.Arrays arrays) throws IOException;
    }

    /** Measures on targets made for it, which are deleted afterwards. */
    public static ObjectNode simulated(Settings settings, SimulatedTargets targets, int count, Optional<Path> parent)
            throws IOException {
        TemporaryFolder folder = TemporaryFolder.in(parent);
        try {
            return run(settings.of(targets.write(folder.path(), count)), Optional.empty());
        } finally {
            folder.delete();
        }
    }

    private static NpyFile open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return NpyFile.open(
                DataStore.local(absolute.getParent()), absolute.getFileName().toString());
    }

    private static FloatMatrix whole(Path file) throws IOException {
        try (NpyFile npy = open(file)) {
            return npy.readFloats();
        }
    }

    private void round() {
        long before = ResidentMemory.startMb();
        PhaseClock clock = new PhaseClock();
        try (BenchSolver solver = clock.timeAlone("design", this::solver)) {
            tiles(solver, clock);
        }
        clock.stop();
        growthMb = Math.max(growthMb, ResidentMemory.peakMb() - before);
        fastest = clock.fitCpuSeconds() < fastest.fitCpuSeconds() ? clock : fastest;
    }

    private BenchSolver solver() {
        return switch (options.model()) {
            case RIDGE -> new RidgeSolver(x, targets, options);
            case KERNEL -> new KernelSolver(x, options);
            case BANDED -> new BandedSolver(x, options);
        };
    }

    private void tiles(BenchSolver solver, PhaseClock clock) {
        new Workers(options.threads())
                .all(IntStream.iterate(0, first -> first < targets, first -> first + width())
                        .mapToObj(first -> (Supplier<Integer>) () -> tile(solver, clock, first))
                        .toList());
    }

    /** Targets at once; a search over candidates factorises each for all targets and cuts tiles itself. */
    private int width() {
        return options.model() == EncodeBenchOptions.Model.BANDED ? targets : options.tile();
    }

    /** Fits one tile; returns the number of its targets. */
    private int tile(BenchSolver solver, PhaseClock clock, int first) {
        int last = Math.min(targets, first + width());
        FloatMatrix y = clock.time("read", () -> columns(options.arrays().y(), first, last));
        BenchSolver.Fitted fitted = clock.time("fit", () -> solver.fit(y));
        results.put(first, fitted);
        xTest.ifPresent(features ->
                results.putTest(first, clock.time("test", () -> r2(fitted, features, first, last))));
        return last - first;
    }

    private static FloatMatrix columns(Path file, int first, int last) {
        try (NpyFile y = open(file)) {
            return y.readFloats(first, last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double[] r2(BenchSolver.Fitted fitted, FloatMatrix features, int first, int last) {
        RowSource measured = RowSource.of(columns(options.arrays().yTest().orElseThrow(), first, last));
        RowSource predicted = fitted.predict(RowSource.of(features));
        TargetScores scores = new TargetScores(last - first);
        double[] y = new double[last - first];
        double[] f = new double[last - first];
        for (int i = 0; i < measured.rows(); i++) {
            measured.readRow(i, y);
            predicted.readRow(i, f);
            scores.add(y, f);
        }
        return scores.r2();
    }

    private ObjectNode json(double gflops) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("bench", "encode");
        json.put("model", options.model().key());
        json.put("samples", x.rows());
        json.put("features", x.columns());
        json.put("targets", targets);
        json.put("alphas", options.alphas().size());
        json.put("folds", options.folds());
        json.put("fast", options.fast());
        json.put("nodes", options.nodes());
        json.put("threads", options.threads());
        json.put("tile", options.tile());
        json.put("repeat", options.repeat());
        json.put("cpu_s", fastest.fitCpuSeconds());
        json.put("wall_s", fastest.fitWallSeconds(options.threads()));
        fastest.put(json.putObject("phases"));
        json.put("targets_per_s", targets / fastest.fitWallSeconds(options.threads()));
        json.put("sgemm_gflops", gflops);
        json.put("target_mb", 4.0 * x.rows() * targets / MEGA);
        json.put("growth_rss_mb", growthMb);
        json.put("peak_rss_mb", ResidentMemory.peakMb());
        if (options.arrays().xTest().isPresent()) {
            json.put("mean_test_r2", results.meanTestR2());
        }
        json.put("mean_cv_score", results.meanCvScore());
        json.put("median_alpha", results.medianAlpha());
        json.put("mean_log10_alpha", results.meanLog10Alpha());
        List<Double> grid = options.alphas();
        json.put("edge_fraction", results.edgeFraction(grid.get(0), grid.get(grid.size() - 1)));
        return json;
    }
}
