package org.neurobeam.encoders.prior;

import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * What the weights of a feature are expected to be like over its delays: covariances [d x d] whose mean variance is 1, so
 * that a penalty means for them what it means for ridge, whose covariance is the identity.
 */
public final class DelayCovariance {
    private DelayCovariance() {}

    /**
     * Responses without kinks that begin and end at zero.
     *
     * <pre>{@code Sigma ~ (D'D)^-1,  (D b)_i = b_(i-1) - 2 b_i + b_(i+1),  b = 0 before the first and after the last delay}</pre>
     *
     * <p>It is made for every delay between the first and the last; those that are not used are left out of the covariance,
     * which is what not knowing their weights means. D^-1 has the closed form -min(i,j) (m + 1 - max(i,j)) / (m + 1) over m
     * delays in a row.
     *
     * @param delays in samples, all different
     */
    public static DoubleMatrix smooth(List<Integer> delays) {
        int first = Collections.min(delays);
        int m = Math.addExact(Math.subtractExact(Collections.max(delays), first), 1);
        return covariance(delays, (a, b) -> {
            double sum = 0;
            for (int k = 1; k <= m; k++) {
                sum += green(a - first + 1, k, m) * green(k, b - first + 1, m);
            }
            return sum;
        });
    }

    /** Minus an element of the inverse of the second difference. */
    private static double green(double i, double j, int m) {
        return Math.min(i, j) * (m + 1 - Math.max(i, j)) / (m + 1);
    }

    /**
     * Weights that are alike at delays near each other, {@code Sigma_ab = exp(-(a - b)^2 / (2 width^2))}.
     *
     * @param delays in samples, all different
     * @param width in samples, finite and {@code > 0}
     * @throws ConfigException if the width is not
     */
    public static DoubleMatrix gaussian(List<Integer> delays, double width) {
        if (!(width > 0 && Double.isFinite(width))) {
            throw new ConfigException("width of a gaussian prior is " + width + "; allowed: finite and > 0");
        }
        return covariance(delays, (a, b) -> Math.exp(-(a - b) * (a - b) / (2 * width * width)));
    }

    private static DoubleMatrix covariance(List<Integer> delays, DoubleBinaryOperator of) {
        int d = delays.size();
        DoubleMatrix sigma = DoubleMatrix.zeros(d, d);
        double trace = 0;
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                double value = of.applyAsDouble(delays.get(a), delays.get(b));
                sigma.set(a, b, value);
                sigma.set(b, a, value);
            }
            trace += sigma.get(a, a);
        }
        for (int i = 0; i < d * d; i++) {
            sigma.values()[i] *= d / trace;
        }
        return sigma;
    }
}
