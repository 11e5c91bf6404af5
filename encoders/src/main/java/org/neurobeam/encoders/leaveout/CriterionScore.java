package org.neurobeam.encoders.leaveout;

import org.neurobeam.encoders.ridge.Criterion;

/** A built-in score, which alpha nodes compute from sums alone. */
record CriterionScore(Criterion criterion) implements TargetScore {
    @Override
    public double score(double[] measured, double[] predicted, int target) {
        return new BlockMoments(measured, predicted).score(criterion);
    }
}
