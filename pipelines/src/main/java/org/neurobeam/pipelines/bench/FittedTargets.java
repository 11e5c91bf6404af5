package org.neurobeam.pipelines.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Results of all targets, filled tile by tile by any number of threads. */
final class FittedTargets {
    private final double[] alphas;
    private final double[] cvScores;
    private final double[] r2;

    FittedTargets(int targets) {
        alphas = nan(targets);
        cvScores = nan(targets);
        r2 = nan(targets);
    }

    private static double[] nan(int n) {
        double[] values = new double[n];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    void put(int first, BenchSolver.Fitted fitted) {
        double[] a = fitted.alphas();
        System.arraycopy(a, 0, alphas, first, a.length);
        System.arraycopy(fitted.cvScores(), 0, cvScores, first, a.length);
    }

    void putTest(int first, double... tile) {
        System.arraycopy(tile, 0, r2, first, tile.length);
    }

    double medianAlpha() {
        double[] sorted =
                Arrays.stream(alphas).filter(a -> !Double.isNaN(a)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    double meanLog10Alpha() {
        return Arrays.stream(alphas)
                .filter(a -> !Double.isNaN(a))
                .map(Math::log10)
                .average()
                .orElse(Double.NaN);
    }

    double meanCvScore() {
        return mean(cvScores);
    }

    double meanTestR2() {
        return mean(r2);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    /** Share of the fitted targets at the ends of the grid. */
    double edgeFraction(double lowest, double highest) {
        long fitted = Arrays.stream(alphas).filter(a -> !Double.isNaN(a)).count();
        long edge =
                Arrays.stream(alphas).filter(a -> a == lowest || a == highest).count();
        return (double) edge / fitted;
    }

    /** Writes target, best_alpha, cv_score, test_r2. */
    void write(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("target", "best_alpha", "cv_score", "test_r2")
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), format)) {
            for (int v = 0; v < alphas.length; v++) {
                csv.printRecord(v, alphas[v], cvScores[v], r2[v]);
            }
        }
    }
}
