package org.neurobeam.encoders.banded;

import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.StoredMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Which weights a fit by kernels keeps. */
@FunctionalInterface
public interface BandWeights {
    /** The weights of a model, [q x t]. */
    StoredMatrix of(BandedModel model);

    /** Those of the training samples, [n x t], for bands with any kernel. */
    static BandWeights dual() {
        return BandedModel::dual;
    }

    /**
     * Those of the features, {@code exp(delta_i) X_i' w}, [p x t], for bands with linear kernels; zeros for dropped
     * features.
     *
     * @param bands with the features of the training samples, [n x p_i] each; threads that share the weights share them
     * @param groups bands of the columns
     */
    static BandWeights primal(List<KernelBand> bands, FeatureGroups groups, Precision precision) {
        return model -> {
            int[] targets = IntStream.range(0, model.dual().columns()).toArray();
            StoredMatrix weights = new StoredMatrix(precision, groups.columns(), targets.length);
            for (int b = 0; b < groups.bands(); b++) {
                int[] columns = groups.columnsOf(b);
                DoubleMatrix part = model.primalWeights(b, bands.get(b).features());
                for (int j = 0; j < columns.length; j++) {
                    weights.writeElements(columns[j], targets, part.row(j));
                }
            }
            return weights;
        };
    }
}
