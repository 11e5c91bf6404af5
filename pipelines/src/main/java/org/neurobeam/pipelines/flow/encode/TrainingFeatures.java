package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

/**
 * The features that dual weights belong to, one array of float32 [samples x features] for each group: as the fit saw
 * them, that is less their means where it had an intercept.
 */
final class TrainingFeatures {
    /** Folder in the results. */
    static final String FOLDER = "training";

    private static final int ROWS_AT_ONCE = 64;

    private TrainingFeatures() {}

    /** Where a group's array stands in the results folder. */
    static String path(String group) {
        return FOLDER + "/" + group + ".npy";
    }

    static void write(DataStore results, ResponseGroup group, boolean centred) throws IOException {
        DoubleMatrix x = group.features().values();
        double[] mean = new double[x.columns()];
        for (int i = 0; i < x.rows() && centred; i++) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += x.get(i, j) / x.rows();
            }
        }
        List<FloatMatrix> blocks = new ArrayList<>();
        for (int from = 0; from < x.rows(); from += ROWS_AT_ONCE) {
            FloatMatrix block = FloatMatrix.zeros(Math.min(ROWS_AT_ONCE, x.rows() - from), x.columns());
            for (int i = 0; i < block.rows(); i++) {
                for (int j = 0; j < mean.length; j++) {
                    block.set(i, j, (float) (x.get(from + i, j) - mean[j]));
                }
            }
            blocks.add(block);
        }
        String unfinished = path(group.name()) + ".tmp";
        NpyFile.write(results, unfinished, blocks);
        results.move(unfinished, path(group.name()));
    }
}
