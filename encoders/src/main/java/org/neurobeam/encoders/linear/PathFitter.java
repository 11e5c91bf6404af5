package org.neurobeam.encoders.linear;

import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Fits all candidates on training rows and predicts validation rows with each of them. */
@FunctionalInterface
public interface PathFitter {
    /** Receives the predictions of one candidate. */
    @FunctionalInterface
    interface Predictions {
        /**
         * Scores a candidate; the matrix may be reused afterwards.
         *
         * @param candidate from 0, ordered from the most to the least regularised
         * @param predicted about the training means, [validation rows x fitted targets]
         */
        void accept(int candidate, DenseMatrix predicted);
    }

    /**
     * Fits and predicts.
     *
     * @param training the training rows alone
     * @param validation features of the validation rows about the training means, [validation rows x p]
     * @param predictions to be called once for every candidate
     */
    void fit(LinearProblem training, DenseMatrix validation, Predictions predictions);
}
