package org.neurobeam.preprocess.design;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Keeps the condition number of a design at or below 1e15. */
final class ConditionNumber {
    static final double LIMIT = 1e15;

    private ConditionNumber() {}

    /**
     * The design itself, or with a condition number above 1e15 the design with all singular values raised by
     * (s_max - 1e15 s_min) / (1e15 - 1), so that it equals 1e15; then a note says so.
     */
    static DesignMatrix limited(DesignMatrix design) {
        DoubleMatrix x = design.values();
        if (x.columns() == 0 || x.rows() == 0) {
            return design;
        }
        boolean tall = x.rows() >= x.columns();
        DoubleMatrix a = tall ? x : x.transposed();
        if (UpperTriangle.of(a).conditionBound() < LIMIT) {
            return design;
        }
        JacobiSvd svd = JacobiSvd.of(a);
        double largest = svd.largest();
        double smallest = svd.smallest();
        if (largest == 0 || largest / smallest < LIMIT) {
            return design;
        }
        DoubleMatrix raised = svd.raisedBy((largest - LIMIT * smallest) / (LIMIT - 1));
        return design.withValues(tall ? raised : raised.transposed())
                .withNotes(List.of("the design is singular at working precision (condition number "
                        + (smallest == 0 ? "infinite" : largest / smallest) + "); its singular values were raised so"
                        + " that it is " + LIMIT));
    }
}
