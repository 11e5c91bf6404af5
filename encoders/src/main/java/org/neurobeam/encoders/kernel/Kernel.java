package org.neurobeam.encoders.kernel;

import java.util.OptionalDouble;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.error.ConfigException;

/** A similarity k(x, y) of two samples. */
public sealed interface Kernel {
    /**
     * The kernel among samples, float64: n^2 p flops; rows of x are read in blocks, x is never copied whole.
     *
     * @param x features, [n x p]
     * @return [n x n], exactly symmetric unless precomputed; the caller closes it
     */
    DenseMatrix matrix(RowSource x);

    /**
     * The kernel between new and training samples, float64: 2 m n p flops.
     *
     * @param test features, [m x p]
     * @param train features, [n x p]
     * @return [m x n]; the caller closes it
     * @throws IllegalArgumentException if the features differ in number
     */
    DenseMatrix matrix(RowSource test, RowSource train);

    /**
     * The kernel between new and training samples of delayed features, float64: 2 m n p flops for the undelayed ones, m n
     * for each delay.
     *
     * @param test new features, [m x p] with delays
     * @param train features, [n x p] with delays
     * @return [m x n]; the caller closes it
     * @throws IllegalArgumentException if the features differ in number or delays
     */
    DenseMatrix matrix(DelayedFeatures test, DelayedFeatures train);

    /** A kernel that depends on the features of two samples through x.y, |x| and |y| only. */
    sealed interface OfProducts extends Kernel {
        /**
         * k of one pair of samples.
         *
         * @param dot x.y
         * @param xx |x|^2
         * @param yy |y|^2
         * @param features p
         */
        double of(double dot, double xx, double yy, int features);

        @Override
        default DenseMatrix matrix(RowSource x) {
            return KernelBlocks.symmetric(this, x);
        }

        @Override
        default DenseMatrix matrix(RowSource test, RowSource train) {
            return KernelBlocks.rectangular(this, test, train);
        }

        @Override
        default DenseMatrix matrix(DelayedFeatures test, DelayedFeatures train) {
            return train.delayed() ? KernelBlocks.shifted(this, test, train) : matrix((RowSource) test, train);
        }
    }

    /** Computed elsewhere: the features of a sample are its kernel with the training samples, in their order. */
    record Precomputed() implements Kernel {
        /** @throws IllegalArgumentException if x is not square */
        @Override
        public DenseMatrix matrix(RowSource x) {
            return matrix(x, x);
        }

        /** @throws IllegalArgumentException if a new sample has not as many numbers as there are training samples */
        @Override
        public DenseMatrix matrix(RowSource test, RowSource train) {
            if (test.columns() != train.rows()) {
                throw new IllegalArgumentException("a precomputed kernel of [" + test.rows() + " samples x "
                        + test.columns() + " numbers] but " + train.rows() + " training samples");
            }
            return DenseMatrix.copyOf(test, Precision.FLOAT64);
        }

        @Override
        public DenseMatrix matrix(DelayedFeatures test, DelayedFeatures train) {
            if (train.delayed()) {
                throw new IllegalArgumentException("a precomputed kernel has no features to delay");
            }
            return matrix((RowSource) test, train);
        }
    }

    /** x.y. */
    record Linear() implements OfProducts {
        @Override
        public double of(double dot, double xx, double yy, int features) {
            return dot;
        }
    }

    /**
     * (gamma x.y + offset)^degree.
     *
     * @param gamma finite and {@code > 0}; 1/p if empty
     * @param offset finite; 1 is usual
     * @param degree 1 or more
     */
    record Polynomial(OptionalDouble gamma, double offset, int degree) implements OfProducts {
        /** @throws ConfigException if a parameter is out of range */
        public Polynomial {
            requirePositive("polynomial", gamma);
            requireFinite("polynomial", offset);
            if (degree < 1) {
                throw new ConfigException("kernel polynomial has degree " + degree + "; allowed: 1 or more");
            }
        }

        @Override
        public double of(double dot, double xx, double yy, int features) {
            return Math.pow(gamma.orElse(1.0 / features) * dot + offset, degree);
        }
    }

    /**
     * exp(-gamma |x - y|^2).
     *
     * @param gamma finite and {@code > 0}; 1/p if empty
     */
    record Rbf(OptionalDouble gamma) implements OfProducts {
        /** @throws ConfigException if gamma is out of range */
        public Rbf {
            requirePositive("rbf", gamma);
        }

        @Override
        public double of(double dot, double xx, double yy, int features) {
            return Math.exp(-gamma.orElse(1.0 / features) * Math.max(0, xx + yy - 2 * dot));
        }
    }

    /**
     * tanh(gamma x.y + offset); not positive definite in general, so that small penalties may be refused.
     *
     * @param gamma finite and {@code > 0}; 1/p if empty
     * @param offset finite
     */
    record Sigmoid(OptionalDouble gamma, double offset) implements OfProducts {
        /** @throws ConfigException if a parameter is out of range */
        public Sigmoid {
            requirePositive("sigmoid", gamma);
            requireFinite("sigmoid", offset);
        }

        @Override
        public double of(double dot, double xx, double yy, int features) {
            return Math.tanh(gamma.orElse(1.0 / features) * dot + offset);
        }
    }

    /** x.y / (|x| |y|); 0 for a sample of zeros. */
    record Cosine() implements OfProducts {
        @Override
        public double of(double dot, double xx, double yy, int features) {
            return xx == 0 || yy == 0 ? 0 : dot / Math.sqrt(xx * yy);
        }
    }

    private static void requirePositive(String kernel, OptionalDouble gamma) {
        if (gamma.isPresent() && !(gamma.getAsDouble() > 0 && Double.isFinite(gamma.getAsDouble()))) {
            throw new ConfigException(
                    "kernel " + kernel + " has gamma " + gamma.getAsDouble() + "; allowed: finite and > 0");
        }
    }

    private static void requireFinite(String kernel, double offset) {
        if (!Double.isFinite(offset)) {
            throw new ConfigException("kernel " + kernel + " has offset " + offset + "; allowed: finite");
        }
    }
}
