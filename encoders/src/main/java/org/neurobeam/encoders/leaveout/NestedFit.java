package org.neurobeam.encoders.leaveout;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Penalties chosen inside each outer fold, and what they predict outside. Immutable. */
public final class NestedFit {
    private final DoubleMatrix alphas;
    private final List<List<DoubleMatrix>> innerScores;
    private final List<DoubleMatrix> predictions;

    NestedFit(DoubleMatrix alphas, List<List<DoubleMatrix>> innerScores, List<DoubleMatrix> predictions) {
        this.alphas = alphas;
        this.innerScores = List.copyOf(innerScores);
        this.predictions = List.copyOf(predictions);
    }

    /** Penalty of each outer fold and target, [k x t]; NaN for targets left out. */
    public DoubleMatrix alphas() {
        return alphas;
    }

    /** Scores of the inner folds of one outer fold, [A x t] each. */
    public List<DoubleMatrix> innerScores(int outerFold) {
        return innerScores.get(outerFold);
    }

    /** Predictions of the held-out rows of each outer fold, [n_v x t]; NaN for targets left out. */
    public List<DoubleMatrix> predictions() {
        return predictions;
    }
}
