package org.neurobeam.pipelines.bench;

import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;

/** A solver under the clock: features prepared once, tiles of targets fitted by any number of threads. */
interface BenchSolver extends AutoCloseable {
    /** Searches penalties on a tile [samples x targets] and fits all rows. */
    Fitted fit(FloatMatrix responses);

    @Override
    void close();

    /** What was fitted. */
    interface Fitted {
        /** Penalty of each target; NaN where it was not fitted. */
        double[] alphas();

        /** Mean score over folds of the choice. */
        double[] cvScores();

        /** Predictions [rows x targets]. */
        RowSource predict(RowSource features);
    }
}
