package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.MemorySize;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.error.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints what a run will need and refuses what cannot fit. */
final class MemoryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final int KIB = 1024;
    private static final int GIB_SHIFT = 30;
    private static final int ORDER = 384;
    private static final int ROUNDS = 4;
    private static final double NANO = 1e-9;
    private static final double GIGA = 1e9;

    private final EncodeConfig config;
    private final int workers;
    private final long heap;
    private final OptionalLong available;

    /**
     * A budget.
     *
     * @param heap bytes that the Java heap may grow to
     * @param available bytes that all may need together; unknown when empty
     */
    MemoryBudget(EncodeConfig config, int workers, long heap, OptionalLong available) {
        this.config = config;
        this.workers = workers;
        this.heap = heap;
        this.available = available;
    }

    /** That of the settings, or of this machine. */
    static MemoryBudget of(EncodeConfig config) {
        OptionalLong given = MemorySize.bytes("maxMemory", config.maxMemory());
        Runtime runtime = Runtime.getRuntime();
        return new MemoryBudget(
                config, runtime.availableProcessors(), runtime.maxMemory(), given.isPresent() ? given : free());
    }

    private static OptionalLong free() {
        if (!Files.isReadable(MEMINFO)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(MEMINFO).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Logs the plans of all groups.
     *
     * @return threads that each fitter may use by itself: as many as are of use and fit
     * @throws ConfigException if one of the plans does not fit with one
     */
    int check(List<EncodePlan> plans) {
        double rate = gflops();
        long tiles = plans.stream().mapToLong(EncodePlan::tiles).sum();
        int threads = GroupFitter.threads(config, tiles, workers);
        // no more tiles are in work than there are
        long active = Math.min(workers, tiles);
        for (EncodePlan plan : plans) {
            long onHeap = onHeap(plan, active);
            long total = total(plan, active);
            threads = Math.min(threads, threads(plan, active, total));
            if (LOG.isInfoEnabled()) {
                LOG.info(
                        "encode: {}: plan: design {} MB, {} workers x {} MB a tile, {} MB in all (available: {}); about"
                                + " {} GFLOP, {} s at {} GFLOP/s a core",
                        plan.group(),
                        megabytes(plan.designBytes()),
                        Math.max(active, threads),
                        megabytes(plan.heapTileBytes() + plan.nativeTileBytes()),
                        megabytes(total),
                        available.isPresent() ? megabytes(available.getAsLong()) + " MB" : "unknown",
                        rounded(plan.flops() / GIGA),
                        rounded(plan.flops() / GIGA / rate / Math.max(active, threads)),
                        rounded(rate));
            }
            if (available.isPresent() && total > available.getAsLong()) {
                long shared = plan.featureBytes() + plan.designBytes();
                String remedy = remedy(plan, shared < available.getAsLong()) + "or give more with --max-memory";
                throw refused(plan, "memory", total, available.getAsLong(), remedy);
            }
            if (onHeap > heap) {
                String remedy = remedy(plan, plan.featureBytes() < heap)
                        + "or a larger heap, e.g. NEUROBEAM_JAVA_OPTS=-Xmx" + ((onHeap >> GIB_SHIFT) + 1) + "g";
                throw refused(plan, "Java heap", onHeap, heap, remedy);
            }
        }
        return threads;
    }

    private static long onHeap(EncodePlan plan, long active) {
        return plan.featureBytes() + plan.atOnce(active, plan.heapTileBytes(), 0);
    }

    private static long total(EncodePlan plan, long active) {
        return onHeap(plan, active)
                + plan.designBytes()
                + plan.atOnce(active, plan.nativeTileBytes(), plan.fixedBytes());
    }

    /** Those for which there is memory, at least the one that the plan has counted. */
    private int threads(EncodePlan plan, long active, long total) {
        long each = plan.threadBytes() * (GroupFitter.shared(config) ? 1 : active);
        if (each == 0 || available.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, 1 + Math.max(0, available.getAsLong() - total) / each));
    }

    /** @param tilesHelp whether what all tiles share would fit */
    private String remedy(EncodePlan plan, boolean tilesHelp) {
        String weights = config.weights() == WeightsConfig.PRIMAL ? "weights: dual or none, " : "";
        return tilesHelp
                ? "use a smaller --tile (now " + config.tile() + "), " + weights
                : "use fewer features or folds (the features alone need " + megabytes(plan.featureBytes())
                        + " MB, their design " + megabytes(plan.designBytes()) + " MB), ";
    }

    private static ConfigException refused(EncodePlan plan, String what, long needed, long allowed, String remedy) {
        return new ConfigException("tile: " + plan.group() + " needs " + megabytes(needed) + " MB of " + what
                + ", available: " + megabytes(allowed) + " MB; " + remedy);
    }

    private static long megabytes(long bytes) {
        return (bytes + KIB * KIB - 1) / (KIB * KIB);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /** 10^9 operations a second of one core on a small float32 product, the best of a few. */
    static double gflops() {
        double seconds = Double.POSITIVE_INFINITY;
        try (DenseMatrix a = DenseMatrix.zeros(Precision.FLOAT32, ORDER, ORDER);
                DenseMatrix b = DenseMatrix.zeros(Precision.FLOAT32, ORDER, ORDER)) {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                Blas.multiply(a, a, b);
                seconds = Math.min(seconds, Math.max(1, System.nanoTime() - start) * NANO);
            }
        }
        return 2.0 * ORDER * ORDER * ORDER / GIGA / seconds;
    }
}
