package org.neurobeam.pipelines.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.neurobeam.preprocess.cleaning.CleaningOptions;
import org.neurobeam.preprocess.cleaning.FilterOptions;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.preprocess.cleaning.Standardization;
import org.neurobeam.preprocess.cleaning.Timeline;
import org.neurobeam.preprocess.design.DesignMatrix;
import org.neurobeam.preprocess.design.Drift;
import org.neurobeam.preprocess.design.FrameTimes;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** The text files of the story-listening study: 20 listeners, 362 volumes of 2 s, six regions. */
final class AliceListeners {
    static final int VOLUMES = 362;
    static final int REGIONS = 6;
    private static final double TR_SECONDS = 2;
    private static final int CUBIC = 3;

    private final Path data = SharedData.path("data/fmri/alice/data");
    private final List<String> names;

    AliceListeners() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("6mm"))) {
            names = files.map(f -> f.getFileName().toString().replace("-timecourses.txt", ""))
                    .sorted()
                    .toList();
        }
    }

    List<String> names() {
        return names;
    }

    /** Region series as measured, [volumes x regions]. */
    DoubleMatrix series(String listener, String radius) {
        return last(data.resolve(radius + "/" + listener + "-timecourses.txt"));
    }

    /** The twelve linguistic predictors; the first is the word rate. */
    DoubleMatrix predictors() {
        return last(data.resolve("sept18-generic-predictors-under-hrf-with-logfrqhal.txt"));
    }

    DoubleMatrix wordRate(String listener) {
        return last(data.resolve(listener + "-rate.txt"));
    }

    DoubleMatrix soundPower(String listener) {
        return last(data.resolve(listener + "-sndpwr.txt"));
    }

    DoubleMatrix motion(String listener) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return last(files.filter(f -> f.getFileName().toString().startsWith(listener + "-rp_"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** The volumes after the ten that the scanner needed to settle. */
    private static DoubleMatrix last(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return DoubleMatrix.of(lines.subList(lines.size() - VOLUMES, lines.size()).stream()
                    .map(line -> Arrays.stream(line.trim().split("\\s+"))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Series without a cubic trend, with unit variance. */
    static DoubleMatrix withoutTrend(DoubleMatrix series) {
        return cleaned(series, Standardization.ZSCORE_POPULATION, DoubleMatrix.zeros(VOLUMES, 0));
    }

    /** What a cubic trend and the confounds leave of series, in their units. */
    static DoubleMatrix residuals(DoubleMatrix series, DoubleMatrix confounds) {
        return cleaned(series, Standardization.NONE, confounds);
    }

    private static DoubleMatrix cleaned(DoubleMatrix series, Standardization scale, DoubleMatrix confounds) {
        CleaningOptions options = CleaningOptions.defaults()
                .withDetrend(true)
                .withFilter(FilterOptions.none())
                .withStandardize(scale);
        // the linear part of the trend is the cleaner's own
        DesignMatrix trend = new Drift.Polynomial(CUBIC).columns(FrameTimes.regular(VOLUMES, TR_SECONDS, 0));
        DoubleMatrix all = beside(List.of(confounds, column(trend.values(), 1), column(trend.values(), 2)));
        return SignalCleaner.fit(options, Timeline.of(VOLUMES), all)
                .clean(series)
                .signals();
    }

    static DoubleMatrix column(DoubleMatrix m, int j) {
        return DoubleMatrix.wrap(m.rows(), 1, m.column(j));
    }

    static DoubleMatrix beside(List<DoubleMatrix> parts) {
        List<double[]> columns = new ArrayList<>();
        for (DoubleMatrix part : parts) {
            for (int j = 0; j < part.columns(); j++) {
                columns.add(part.column(j));
            }
        }
        DoubleMatrix all = DoubleMatrix.zeros(VOLUMES, columns.size());
        for (int j = 0; j < columns.size(); j++) {
            for (int i = 0; i < VOLUMES; i++) {
                all.set(i, j, columns.get(j)[i]);
            }
        }
        return all;
    }

    /** Columns with mean 0 and population variance 1. */
    static DoubleMatrix standardised(DoubleMatrix m) {
        DoubleMatrix z = DoubleMatrix.zeros(m.rows(), m.columns());
        for (int j = 0; j < m.columns(); j++) {
            double[] x = m.column(j);
            double mean = Arrays.stream(x).average().orElseThrow();
            double sd = Math.sqrt(
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
            for (int i = 0; i < x.length; i++) {
                z.set(i, j, (x[i] - mean) / sd);
            }
        }
        return z;
    }

    static DoubleMatrix mean(List<DoubleMatrix> matrices) {
        DoubleMatrix mean =
                DoubleMatrix.zeros(matrices.get(0).rows(), matrices.get(0).columns());
        for (DoubleMatrix m : matrices) {
            for (int i = 0; i < mean.rows(); i++) {
                for (int j = 0; j < mean.columns(); j++) {
                    mean.set(i, j, mean.get(i, j) + m.get(i, j) / matrices.size());
                }
            }
        }
        return mean;
    }
}
