package org.neurobeam.pipelines.bench;

import org.neurobeam.encoders.ridge.DesignSettings;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.FloatMatrix;

/** Ridge with a penalty per target. */
final class RidgeSolver implements BenchSolver {
    private final RidgeDesign design;

    RidgeSolver(FloatMatrix x, int targets, EncodeBenchOptions options) {
        design = RidgeDesign.of(
                RowSource.of(x),
                new int[x.rows()],
                Folds.none(x.rows()),
                options.ridge(),
                DesignSettings.defaults().withTargets(targets).withWorkers(options.threads()));
    }

    @Override
    public Fitted fit(FloatMatrix responses) {
        RidgeFit fit = design.fitTile(responses);
        return new Fitted() {
            @Override
            public double[] alphas() {
                return fit.model().alphas();
            }

            @Override
            public double[] cvScores() {
                return fit.cvScores();
            }

            @Override
            public RowSource predict(RowSource features) {
                return RowSource.of(fit.model().predict(features));
            }
        };
    }

    @Override
    public void close() {
        design.close();
    }
}
