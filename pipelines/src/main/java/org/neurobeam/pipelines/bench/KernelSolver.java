package org.neurobeam.pipelines.bench;

import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.kernel.KernelRidge;
import org.neurobeam.encoders.kernel.KernelRidgeFit;
import org.neurobeam.encoders.kernel.KernelRidgeOptions;
import org.neurobeam.encoders.ridge.DesignSettings;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.FloatMatrix;

/** Kernel ridge with the linear kernel: dual weights, no weights of features. */
final class KernelSolver implements BenchSolver {
    private static final Kernel KERNEL = new Kernel.Linear();

    private final FloatMatrix x;
    private final KernelRidge ridge;

    KernelSolver(FloatMatrix x, EncodeBenchOptions options) {
        this.x = x;
        this.ridge = KernelRidge.of(
                RowSource.of(x),
                new int[x.rows()],
                Folds.none(x.rows()),
                new KernelRidgeOptions(KERNEL, options.ridge()),
                DesignSettings.defaults().withWorkers(options.threads()));
    }

    @Override
    public Fitted fit(FloatMatrix responses) {
        KernelRidgeFit fit = ridge.fitTile(RowSource.of(responses));
        return new Fitted() {
            @Override
            public double[] alphas() {
                return fit.model().alphas();
            }

            @Override
            public double[] cvScores() {
                return fit.crossValidation().cvScores();
            }

            @Override
            public RowSource predict(RowSource features) {
                try (DenseMatrix kernel = KERNEL.matrix(features, RowSource.of(x))) {
                    return RowSource.of(fit.model().predict(kernel));
                }
            }
        };
    }

    @Override
    public void close() {
        ridge.close();
    }
}
