package org.neurobeam.encoders.identify;

/**
 * Non-central chi-square distribution as a Poisson mixture of central ones, {@code F(x; k, l) = sum over j of Pois(j;
 * l/2) P(k/2 + j, x/2)}, summed outwards from the largest weight. Absolute error below 1e-12.
 */
final class NoncentralChiSquare {
    private static final double NEGLIGIBLE = 1e-17;
    private static final int MAX_TERMS = 100_000;
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private NoncentralChiSquare() {}

    /** Probability of a value up to x, for k degrees of freedom and non-centrality lambda. */
    static double cumulative(double x, double k, double lambda) {
        if (!(x > 0)) {
            return 0;
        }
        double half = x / 2;
        double mean = lambda / 2;
        int mode = (int) mean;
        double a = k / 2 + mode;
        double weight = Math.exp(mode * Math.log(Math.max(mean, Double.MIN_NORMAL)) - mean - logGamma(mode + 1.0));
        double gamma = incompleteGamma(a, half);
        // x^a e^-x / Gamma(a + 1), the step from P(a) to P(a + 1)
        double step = Math.exp(a * Math.log(half) - half - logGamma(a + 1));
        double sum = weight * gamma;
        double up = gamma;
        double w = weight;
        double s = step;
        for (int j = 1; j < MAX_TERMS && w > NEGLIGIBLE && up > NEGLIGIBLE; j++) {
            up = Math.max(0, up - s);
            s *= half / (a + j);
            w *= mean / (mode + j);
            sum += w * up;
        }
        double down = gamma;
        w = weight;
        s = step;
        for (int j = 0; j < mode && w > NEGLIGIBLE; j++) {
            s *= (a - j) / half;
            down = Math.min(1, down + s);
            w *= (mode - j) / mean;
            sum += w * down;
        }
        return Math.min(1, sum);
    }

    /** Regularised lower incomplete gamma function P(a, x). */
    static double incompleteGamma(double a, double x) {
        double front = Math.exp(a * Math.log(x) - x - logGamma(a));
        return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x);
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MAX_TERMS && term > sum * NEGLIGIBLE; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** Continued fraction of the upper function by the method of Lentz. */
    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / Double.MIN_NORMAL;
        double d = 1 / b;
        double value = d;
        for (int n = 1; n < MAX_TERMS; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            double factor = c * d;
            value *= factor;
            if (Math.abs(factor - 1) < 1e-16) {
                break;
            }
        }
        return value;
    }

    /** Logarithm of the gamma function for x of 1/2 and more, by the approximation of Lanczos. */
    static double logGamma(double x) {
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x - 1 + LANCZOS.length - 1.5;
        return (x - 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * sum);
    }
}
