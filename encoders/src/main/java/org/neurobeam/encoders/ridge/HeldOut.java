package org.neurobeam.encoders.ridge;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * What the outer cross-validation found.
 *
 * @param predictions of the rows while held out, [n x t]; NaN for rows never held out
 * @param alphas chosen in each outer fold, [k x t]
 * @param r Pearson correlation in each outer fold, [k x t]
 * @param r2 coefficient of determination in each outer fold, [k x t]
 * @param pooled r and r2 over all held-out rows together, [2 x t]
 */
record HeldOut(StoredMatrix predictions, DoubleMatrix alphas, DoubleMatrix r, DoubleMatrix r2, DoubleMatrix pooled) {}
