package org.neurobeam.encoders.lasso;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.encoders.linear.CandidateScores;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.PathFitter;
import org.neurobeam.encoders.linear.Samples;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/**
 * Lasso and sparse group lasso of many targets.
 *
 * <pre>{@code w = argmin 1/2 ||X w - y||^2 + n l1 ||w||_1 + n l21 sum_g ||w_g||_2}</pre>
 *
 * <p>FISTA with restarts for all targets together, step 1/||X||^2; a target stops when it has converged, and each
 * penalty starts from the solution of the one before. An iteration costs 2 p^2 flops for each running target where p
 * {@code <} 2 n (X'X is formed once), otherwise 4 n p. The penalties have the unit of y times that of X: z-score both.
 *
 * @see <a href="https://doi.org/10.1137/080716542">Beck and Teboulle 2009 (FISTA)</a>
 * @see <a href="https://doi.org/10.1007/s10208-013-9150-3">O'Donoghue and Candes 2015 (restarts)</a>
 * @see <a href="https://doi.org/10.1080/10618600.2012.681250">Simon et al. 2013 (sparse group lasso)</a>
 */
public final class SparseGroupLasso {
    private final LassoOptions options;

    /** With the given settings. */
    public SparseGroupLasso(LassoOptions options) {
        this.options = options;
    }

    /**
     * Fits every penalty on all samples.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @throws IllegalArgumentException if shapes disagree or a feature is not finite
     */
    public LassoPath path(RowSource x, RowSource y) {
        Samples samples = Samples.of(x, y);
        List<LinearModel> models = new ArrayList<>();
        List<Integer> unconverged = new ArrayList<>();
        try (LinearProblem problem = samples.all(options.selection().intercept());
                ProximalPath path = new ProximalPath(problem, options)) {
            int[] all = all(problem);
            for (int c = 0; c < options.penalties().size(); c++) {
                unconverged.add(path.solve(c, all));
                models.add(model(problem, path));
            }
        }
        return new LassoPath(options.penalties(), models, unconverged);
    }

    /**
     * Chooses the penalty of each target by cross-validation and fits it on all samples.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @param folds training and validation rows; a tie goes to the penalty named first
     * @throws IllegalArgumentException if shapes disagree, there is no fold, or a feature is not finite
     */
    public LassoFit fit(RowSource x, RowSource y, Folds folds) {
        Samples samples = Samples.of(x, y);
        CandidateScores scores =
                CandidateScores.of(samples, folds, options.penalties().size(), options.selection(), this::predictPath);
        int[] best = scores.best();
        int unconverged = 0;
        try (LinearProblem problem = samples.all(options.selection().intercept());
                ProximalPath path = new ProximalPath(problem, options)) {
            for (int c = 0; c < options.penalties().size(); c++) {
                int at = c;
                path.solve(
                        c,
                        IntStream.range(0, best.length)
                                .filter(v -> best[v] > at)
                                .toArray());
                unconverged += path.solve(
                        c,
                        IntStream.range(0, best.length)
                                .filter(v -> best[v] == at)
                                .toArray());
            }
            return new LassoFit(
                    model(problem, path),
                    samples.screen().expand(IntStream.of(best).asDoubleStream().toArray()),
                    samples.screen().expand(scores.mean()),
                    options.penalties(),
                    unconverged);
        }
    }

    private void predictPath(LinearProblem training, DenseMatrix validation, PathFitter.Predictions predictions) {
        int[] all = all(training);
        try (ProximalPath path = new ProximalPath(training, options);
                DenseMatrix predicted = DenseMatrix.zeros(Precision.FLOAT64, validation.rows(), all.length)) {
            for (int c = 0; c < options.penalties().size(); c++) {
                path.solve(c, all);
                try (DenseMatrix weights = path.weights()) {
                    Blas.multiply(validation, weights, predicted);
                }
                predictions.accept(c, predicted);
            }
        }
    }

    private static int[] all(LinearProblem problem) {
        return IntStream.range(0, problem.y().columns()).toArray();
    }

    private static LinearModel model(LinearProblem problem, ProximalPath path) {
        try (DenseMatrix weights = path.weights()) {
            return problem.model(weights);
        }
    }
}
