package org.neurobeam.pipelines.flow;

import java.io.IOException;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Fits tiles of targets of one group with the family of encoders of the settings; shared by threads until closed. */
interface GroupFitter extends AutoCloseable {
    /** Fits a tile, [n samples x t targets]. */
    FittedTile fit(RowSource responses);

    @Override
    void close();

    /** The fitter of the settings. */
    static GroupFitter of(EncodeConfig config, ResponseGroup group) throws IOException {
        int[] runs = group.runs();
        Folds outer = RidgeSettings.outer(config, group.runNames(), runs);
        DoubleMatrix x = group.features().values();
        return switch (config.model().kind()) {
            case RIDGE ->
                of(RidgeDesign.of(x, runs, outer, RidgeSettings.of(config.model())), WeightsChoice.kept(config));
            case KERNEL -> kernel(config, x, outer, runs);
            case BANDED -> BandedFitter.of(config, group, outer);
        };
    }

    private static GroupFitter kernel(EncodeConfig config, DoubleMatrix x, Folds outer, int... runs) {
        // a weight of a kernel design is a dual weight
        KeptWeights kept = config.weights() == WeightsConfig.NONE ? KeptWeights.NONE : KeptWeights.PRIMAL;
        try (DenseMatrix kernel = KernelSettings.of(config.model().kernel()).matrix(RowSource.of(x))) {
            return of(RidgeDesign.ofKernel(kernel, runs, outer, RidgeSettings.of(config.model())), kept);
        }
    }

    private static GroupFitter of(RidgeDesign design, KeptWeights kept) {
        return new GroupFitter() {
            @Override
            public FittedTile fit(RowSource responses) {
                return FittedTile.of(design.fitTile(responses, kept));
            }

            @Override
            public void close() {
                design.close();
            }
        };
    }
}
