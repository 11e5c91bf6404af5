package org.neurobeam.encoders.ridge;

/** What the chosen penalty maximises, averaged over inner folds with equal weight. */
public enum Criterion {
    /** Negative mean squared error. */
    NEG_MSE,
    /** 1 - SSE/SST about the mean of the validation rows; folds where the target is constant are left out. */
    R2,
    /** Pearson correlation; 0 where the prediction is constant; folds where the target is constant are left out. */
    R
}
