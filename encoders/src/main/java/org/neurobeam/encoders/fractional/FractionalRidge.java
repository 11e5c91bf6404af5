package org.neurobeam.encoders.fractional;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.encoders.linear.CandidateScores;
import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.encoders.linear.PathFitter;
import org.neurobeam.encoders.linear.Samples;
import org.neurobeam.encoders.linear.ThinRotation;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Ridge regression whose penalty is given as the length of the weights relative to least squares.
 *
 * <pre>{@code
 * w(alpha) = argmin ||X w - y||^2 + alpha ||w||^2,     ||w(alpha)|| = fraction ||w(0)||
 * }</pre>
 *
 * <p>The length falls monotonically with alpha, so each fraction has one penalty for each target; it is found exactly.
 * One SVD of X serves all targets and fractions; a fraction then costs about five sweeps of O(r t) and one product of 2
 * p r t flops. Fractions mean the same for every target, penalties do not.
 *
 * @see <a href="https://doi.org/10.1093/gigascience/giaa133">Rokem and Kay 2020</a>
 */
public final class FractionalRidge {
    private final FractionalOptions options;
    private final PenaltyRule rule;

    /** With the given settings. */
    public FractionalRidge(FractionalOptions options) {
        this(options, PenaltyRule.EXACT);
    }

    FractionalRidge(FractionalOptions options, PenaltyRule rule) {
        this.options = options;
        this.rule = rule;
    }

    /**
     * Fits every fraction of the grid on all samples.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @throws IllegalArgumentException if the samples differ in number or a feature is not finite
     */
    public FractionalPath path(RowSource x, RowSource y) {
        Samples samples = Samples.of(x, y);
        List<LinearModel> models = new ArrayList<>();
        DoubleMatrix alphas = DoubleMatrix.zeros(options.fractions().size(), y.columns());
        try (LinearProblem problem = samples.all(options.selection().intercept());
                ThinRotation rotation = ThinRotation.of(problem)) {
            PenaltyRule.Penalties penalties = rule.of(rotation);
            for (int f = 0; f < options.fractions().size(); f++) {
                double[] each = penalties.at(options.fractions().get(f));
                models.add(model(problem, rotation, each));
                System.arraycopy(
                        samples.screen().expand(each), 0, alphas.values(), f * alphas.columns(), alphas.columns());
            }
        }
        return new FractionalPath(options.fractions(), alphas, models);
    }

    /**
     * Chooses the fraction of each target by cross-validation and fits it on all samples.
     *
     * @param x features, [n samples x p features]
     * @param y responses, [n samples x t targets]; a target with NaN or without variance comes back as NaN
     * @param folds training and validation rows; a tie goes to the smaller fraction
     * @throws IllegalArgumentException if shapes disagree, there is no fold, or a feature is not finite
     */
    public FractionalFit fit(RowSource x, RowSource y, Folds folds) {
        Samples samples = Samples.of(x, y);
        CandidateScores scores =
                CandidateScores.of(samples, folds, options.fractions().size(), options.selection(), this::predictPath);
        int[] best = scores.best();
        double[] fractions = new double[best.length];
        double[] alphas = new double[best.length];
        try (LinearProblem problem = samples.all(options.selection().intercept());
                ThinRotation rotation = ThinRotation.of(problem)) {
            PenaltyRule.Penalties penalties = rule.of(rotation);
            for (int f = 0; f < options.fractions().size(); f++) {
                double[] each = penalties.at(options.fractions().get(f));
                for (int v = 0; v < best.length; v++) {
                    if (best[v] == f) {
                        fractions[v] = options.fractions().get(f);
                        alphas[v] = each[v];
                    }
                }
            }
            return new FractionalFit(
                    model(problem, rotation, alphas),
                    samples.screen().expand(fractions),
                    samples.screen().expand(alphas),
                    samples.screen().expand(scores.mean()));
        }
    }

    private void predictPath(LinearProblem training, DenseMatrix validation, PathFitter.Predictions predictions) {
        try (ThinRotation rotation = ThinRotation.of(training);
                DenseMatrix projection = rotation.project(validation);
                DenseMatrix g = likeRotated(rotation);
                DenseMatrix predicted = DenseMatrix.zeros(Precision.FLOAT64, validation.rows(), g.columns())) {
            PenaltyRule.Penalties penalties = rule.of(rotation);
            for (int f = 0; f < options.fractions().size(); f++) {
                rotation.shrink(penalties.at(options.fractions().get(f)), g);
                Blas.multiply(projection, g, predicted);
                predictions.accept(f, predicted);
            }
        }
    }

    private static LinearModel model(LinearProblem problem, ThinRotation rotation, double[] alphas) {
        try (DenseMatrix g = likeRotated(rotation)) {
            rotation.shrink(alphas, g);
            try (DenseMatrix weights = rotation.weights(g)) {
                return problem.model(weights);
            }
        }
    }

    private static DenseMatrix likeRotated(ThinRotation rotation) {
        return DenseMatrix.zeros(
                Precision.FLOAT64, rotation.rotated().rows(), rotation.rotated().columns());
    }
}
