package org.neurobeam.encoders.lasso;

import org.neurobeam.encoders.linear.LinearProblem;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;

/** Solutions of one problem for one penalty after another, each started from the one before. */
final class ProximalPath implements AutoCloseable {
    private final LassoOptions options;
    private final NormalOperator operator;
    private final GroupShrinkage shrinkage;
    private final int samples;
    private final int features;
    private final double[] weights;

    ProximalPath(LinearProblem problem, LassoOptions options) {
        this.options = options;
        this.samples = problem.x().rows();
        this.features = problem.x().columns();
        this.shrinkage = new GroupShrinkage(options.groups(), features);
        this.operator = new NormalOperator(problem.x(), problem.y());
        this.weights = new double[operator.covariance().length];
    }

    /**
     * Solves some targets; the others keep the weights they have.
     *
     * @param penalty number of the penalty in the options
     * @param targets numbers of fitted targets
     * @return how many of them did not converge within the limit
     */
    int solve(int penalty, int... targets) {
        SparsePenalty perSample = options.penalties().get(penalty);
        SparsePenalty scale = new SparsePenalty(samples * perSample.l1(), samples * perSample.l21());
        try (Iterates iterates = new Iterates(features, weights, operator.covariance(), targets)) {
            for (int i = 0; i < options.maxIterations() && iterates.running() > 0; i++) {
                iterates.step(operator, shrinkage, scale);
                iterates.advance(options.tolerance(), weights);
                iterates.compact();
            }
            return iterates.finishAll(weights);
        }
    }

    /** A copy of the present weights, [p x fitted targets]; the caller closes it. */
    DenseMatrix weights() {
        DenseMatrix copy = DenseMatrix.zeros(Precision.FLOAT64, features, weights.length / features);
        copy.reshapedView(1, weights.length).writeRow(0, weights);
        return copy;
    }

    @Override
    public void close() {
        operator.close();
    }
}
