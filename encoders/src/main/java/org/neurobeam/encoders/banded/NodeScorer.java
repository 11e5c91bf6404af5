package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.leaveout.LeaveOutDesign;
import org.neurobeam.encoders.leaveout.LeaveOutFit;
import org.neurobeam.encoders.leaveout.LeaveOutOptions;
import org.neurobeam.encoders.leaveout.TargetScore;
import org.neurobeam.encoders.ridge.AlphaSelection;
import org.neurobeam.encoders.ridge.ColumnSelection;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.ridge.SearchSettings;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Scores candidates by alpha nodes, and the pairs (gamma, alpha) that were chosen exactly: M inverses for a candidate in
 * place of one eigendecomposition for each fold.
 */
final class NodeScorer implements CandidateScorer {
    /** The rule by which a tie goes to the larger penalty, part of every score. */
    private static final double TIE = 1e-10;

    private static final long BYTES = 1L << 31;

    private final RowSource responses;
    private final Folds folds;
    private final SearchSettings settings;
    private double largestError;

    NodeScorer(RowSource responses, Folds folds, SearchSettings settings) {
        this.responses = responses;
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
            largestError = Math.max(largestError, fit.shrinkageError());
            return new AlphaSelection(fit.alphas(), fit.cvScores());
        }
    }

    /** Largest error of the shrinkage of any candidate so far. */
    double largestError() {
        return largestError;
    }

    /**
     * Mean scores over folds at given penalties without nodes, plus 1e-10 ln alpha, [targets].
     *
     * @param targets that chose the kernel
     * @param alphas their penalties
     */
    double[] exactly(DenseMatrix kernel, int[] targets, double... alphas) {
        LeaveOutOptions options = LeaveOutOptions.of(settings.ridge()).withMemory(settings.tileTargets(), BYTES);
        RowSource y = new ColumnSelection(responses, targets);
        try (LeaveOutDesign design = LeaveOutDesign.taking(kernel.to(Precision.FLOAT64), folds, options)) {
            return meanScores(y, design.predictions(y, alphas), alphas);
        }
    }

    private double[] meanScores(RowSource y, List<DoubleMatrix> predictions, double... alphas) {
        TargetScore score = TargetScore.of(settings.ridge().criterion());
        double[] sum = new double[alphas.length];
        int[] defined = new int[alphas.length];
        double[] row = new double[alphas.length];
        for (int f = 0; f < folds.size(); f++) {
            int[] rows = folds.list().get(f).test();
            double[][] measured = new double[alphas.length][rows.length];
            for (int i = 0; i < rows.length; i++) {
                y.readRow(rows[i], row);
                for (int v = 0; v < row.length; v++) {
                    measured[v][i] = row[v];
                }
            }
            for (int v = 0; v < alphas.length; v++) {
                double one = score.score(measured[v], predictions.get(f).column(v), v);
                sum[v] += Double.isNaN(one) ? 0 : one;
                defined[v] += Double.isNaN(one) ? 0 : 1;
            }
        }
        double[] mean = new double[alphas.length];
        Arrays.setAll(mean, v -> sum[v] / defined[v] + TIE * Math.log(alphas[v]));
        return mean;
    }

    @Override
    public void close() {
        // inverses are freed after each candidate
    }
}
