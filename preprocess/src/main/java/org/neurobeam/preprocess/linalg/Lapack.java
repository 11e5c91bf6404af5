package org.neurobeam.preprocess.linalg;

import org.neurobeam.schemas.error.NumericalException;

/** What the direct LAPACKE calls share. */
final class Lapack {
    static final int COLUMN_MAJOR = 102;

    private Lapack() {}

    static void require(int info, String routine, int order) {
        if (info > 0) {
            throw new NumericalException(routine + " did not converge on a matrix of order " + order + " (info " + info
                    + "); look for non-finite or extreme values in the data");
        }
        if (info < 0) {
            throw new NumericalException(routine + " refused argument " + -info + " for a matrix of order " + order
                    + "; look for NaN in the data");
        }
    }
}
