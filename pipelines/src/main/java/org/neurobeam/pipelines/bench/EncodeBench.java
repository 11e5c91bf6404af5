package org.neurobeam.pipelines.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.ingest.array.NpyFile;
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
    private final int targets;
    private final FittedTargets results;
    private PhaseClock fastest = PhaseClock.slowest();
    private long growthMb;

    private EncodeBench(EncodeBenchOptions options) throws IOException {
        this.options = options;
        this.x = whole(options.arrays().x());
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

    private void round() throws IOException {
        long before = ResidentMemory.startMb();
        PhaseClock clock = new PhaseClock();
        try (BenchSolver solver = clock.time("design", () -> solver())) {
            tiles(solver, clock);
        }
        clock.stop();
        growthMb = Math.max(growthMb, ResidentMemory.peakMb() - before);
        fastest = clock.fitCpuSeconds() < fastest.fitCpuSeconds() ? clock : fastest;
    }

    private BenchSolver solver() {
        return switch (options.model()) {
            case RIDGE -> new RidgeSolver(x, options);
            case KERNEL -> new KernelSolver(x, options);
            case BANDED -> new BandedSolver(x, options);
        };
    }

    private void tiles(BenchSolver solver, PhaseClock clock) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(options.threads());
        try {
            List<Future<?>> tiles = new ArrayList<>();
            for (int first = 0; first < targets; first += width()) {
                int from = first;
                tiles.add(workers.submit(() -> {
                    tile(solver, clock, from);
                    return null;
                }));
            }
            for (Future<?> tile : tiles) {
                tile.get();
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fitting", e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Targets at once; a search over candidates factorises each for all targets and cuts tiles itself. */
    private int width() {
        return options.model() == EncodeBenchOptions.Model.BANDED ? targets : options.tile();
    }

    private static RuntimeException failure(Throwable cause) throws IOException {
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    private void tile(BenchSolver solver, PhaseClock clock, int first) throws IOException {
        int last = Math.min(targets, first + width());
        FloatMatrix y = clock.time("read", () -> columns(options.arrays().y(), first, last));
        BenchSolver.Fitted fitted = clock.time("fit", () -> solver.fit(y));
        results.put(first, fitted);
        if (options.arrays().xTest().isPresent()) {
            clock.time("test", () -> {
                test(fitted, first, last);
                return null;
            });
        }
    }

    private static FloatMatrix columns(Path file, int first, int last) {
        try (NpyFile y = open(file)) {
            return y.readFloats(first, last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void test(BenchSolver.Fitted fitted, int first, int last) {
        try {
            FloatMatrix features = whole(options.arrays().xTest().orElseThrow());
            FloatMatrix measured = columns(options.arrays().yTest().orElseThrow(), first, last);
            RowSource predicted = fitted.predict(RowSource.of(features));
            TargetScores scores = new TargetScores(last - first);
            RowSource rows = RowSource.of(measured);
            double[] y = new double[last - first];
            double[] f = new double[last - first];
            for (int i = 0; i < rows.rows(); i++) {
                rows.readRow(i, y);
                predicted.readRow(i, f);
                scores.add(y, f);
            }
            results.putTest(first, scores.r2());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode json(double gflops) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("bench", "encode");
        json.put("model", options.model().key());
        json.put("samples", x.rows());
        json.put("features", x.columns());
        json.put("targets", targets);
        json.put("alphas", options.alphas().size());
        json.put("folds", options.folds());
        json.put("fast", options.fast());
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
