package org.neurobeam.encoders.banded;

import java.util.concurrent.atomic.DoubleAccumulator;
import org.neurobeam.encoders.leaveout.LeaveOutDesign;
import org.neurobeam.encoders.leaveout.LeaveOutFit;
import org.neurobeam.encoders.leaveout.LeaveOutOptions;
import org.neurobeam.encoders.ridge.AlphaSelection;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.SearchSettings;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/**
 * Scores candidates by alpha nodes: one eigendecomposition and M inverses for a candidate in place of one
 * eigendecomposition for each fold.
 */
final class NodeScorer implements CandidateScorer {
    private static final long BYTES = 1L << 31;

    private final RowSource responses;
    private final Folds folds;
    private final SearchSettings settings;
    private final DoubleAccumulator largestError = new DoubleAccumulator(Math::max, 0);

    NodeScorer(RowSource responses, Folds folds, SearchSettings settings) {
        this.responses = new SharedRows(responses);
        this.folds = folds;
        this.settings = settings;
    }

    @Override
    public AlphaSelection score(DenseMatrix kernel, double alphaFactor) {
        RidgeOptions ridge = settings.ridge();
        RidgeOptions scaled = ridge.withAlphas(
                ridge.alphas().stream().map(a -> a * alphaFactor).toList());
        LeaveOutOptions options = LeaveOutOptions.of(scaled)
                .withMemory(settings.tileTargets(), BYTES)
                .withNodes(settings.nodes(), false);
        try (LeaveOutDesign design = LeaveOutDesign.taking(kernel.to(Precision.FLOAT64), folds, options)) {
            LeaveOutFit fit = design.fit(responses);
            largestError.accumulate(fit.shrinkageError());
            return new AlphaSelection(fit.alphas(), fit.cvScores());
        }
    }

    /** Largest error of the shrinkage of any candidate so far. */
    double largestError() {
        return largestError.get();
    }

    @Override
    public void close() {
        // inverses are freed after each candidate
    }
}
