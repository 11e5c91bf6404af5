package org.neurobeam.pipelines.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.encoders.banded.BandKernels;
import org.neurobeam.encoders.banded.BandedFit;
import org.neurobeam.encoders.banded.BandedOptions;
import org.neurobeam.encoders.banded.KernelBand;
import org.neurobeam.encoders.banded.MultipleKernelRidge;
import org.neurobeam.encoders.ridge.ColumnSelection;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;

/** Banded ridge by search over weights of linear kernels, one per feature space. */
final class BandedSolver implements BenchSolver {
    private static final int SEARCHED = 100;

    private final EncodeBenchOptions options;
    private final int samples;
    private final List<KernelBand> bands;
    private final BandKernels kernels;
    private final MultipleKernelRidge ridge;

    BandedSolver(FloatMatrix x, EncodeBenchOptions options) {
        this.options = options;
        this.samples = x.rows();
        this.bands = bands(RowSource.of(x), options.bands());
        this.kernels = BandKernels.of(bands);
        BandCandidates candidates = options.gammas()
                .map(BandedSolver::candidates)
                .orElseGet(() -> BandCandidates.dirichlet(SEARCHED, bands.size(), 0));
        this.ridge = new MultipleKernelRidge(
                candidates,
                BandedOptions.defaults()
                        .withRidge(options.ridge())
                        .withTileTargets(options.tile())
                        .withNodes(options.nodes())
                        .withWorkers(options.threads()));
    }

    private static List<KernelBand> bands(RowSource x, List<Integer> sizes) {
        int sum = sizes.stream().mapToInt(Integer::intValue).sum();
        if (sum != x.columns()) {
            throw new ConfigException("bands: " + sizes + " have " + sum + " columns but the features have "
                    + x.columns() + "; the sizes must add up");
        }
        List<KernelBand> bands = new ArrayList<>();
        int first = 0;
        for (int size : sizes) {
            bands.add(KernelBand.linear("band" + bands.size(), ColumnSelection.range(x, first, first + size)));
            first += size;
        }
        return bands;
    }

    private static BandCandidates candidates(Path file) {
        try (var lines = Files.lines(file)) {
            double[][] rows = lines.filter(line -> !line.isBlank())
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
            DoubleMatrix weights = DoubleMatrix.zeros(rows.length, rows[0].length);
            IntStream.range(0, rows.length)
                    .forEach(i ->
                            System.arraycopy(rows[i], 0, weights.values(), i * weights.columns(), weights.columns()));
            return BandCandidates.of(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new ConfigException(
                    "gammas: " + file + " must hold one row of weights a candidate, without header", e);
        }
    }

    @Override
    public Fitted fit(FloatMatrix responses) {
        BandedFit fit = ridge.fit(kernels, RowSource.of(responses), Folds.kFold(samples, options.folds()));
        return new Fitted() {
            @Override
            public double[] alphas() {
                return fit.selection().alphas();
            }

            @Override
            public double[] cvScores() {
                return fit.selection().bestScores();
            }

            @Override
            public RowSource predict(RowSource features) {
                List<RowSource> test = bands(features, options.bands()).stream()
                        .map(KernelBand::features)
                        .toList();
                try (BandKernels between = BandKernels.between(bands, test)) {
                    return RowSource.of(fit.model().predict(between));
                }
            }
        };
    }

    @Override
    public void close() {
        kernels.close();
    }
}
