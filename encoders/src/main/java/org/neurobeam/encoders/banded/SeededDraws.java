package org.neurobeam.encoders.banded;

import java.util.SplittableRandom;

/**
 * Random draws that are the same bits on every machine and JVM: SplitMix64 with StrictMath.
 *
 * @see <a href="https://doi.org/10.1145/358407.358414">Marsaglia and Tsang 2000, gamma variables</a>
 */
final class SeededDraws {
    private SeededDraws() {}

    /** A generator of its own for each label and index, so that no draw depends on how many others there are. */
    static SplittableRandom random(long seed, String label, int index) {
        return new SplittableRandom(31 * (31 * seed + label.hashCode()) + index);
    }

    /** A point of the simplex, [size]. */
    static double[] dirichlet(SplittableRandom random, double concentration, int size) {
        double[] draw = new double[size];
        double sum = 0;
        while (!(sum > 0)) {
            sum = 0;
            for (int i = 0; i < size; i++) {
                draw[i] = gamma(random, concentration);
                sum += draw[i];
            }
        }
        for (int i = 0; i < size; i++) {
            draw[i] /= sum;
        }
        return draw;
    }

    private static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal(random);
            double v = 1 + c * x;
            v = v * v * v;
            double u = 1 - random.nextDouble();
            if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    /** Box and Muller, one of the pair. */
    private static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
