package org.neurobeam.pipelines.bench;

import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** A benchmark workload of one feature space without delays, made as its description states. */
record PublishedWorkload(FloatMatrix x, FloatMatrix y, FloatMatrix xTest, FloatMatrix yTest) {
    private static final int SEED = 7;
    private static final int LATENTS = 50;
    private static final int SHARES = 1;
    private static final int NOISE = 2;
    private static final int FEATURES = 100;
    private static final int TO_LATENTS = 200;
    private static final int TO_TARGETS = 300;

    static PublishedWorkload of(int samples, int testSamples, int features, int targets) {
        int all = samples + testSamples;
        DoubleMatrix x = gauss(FEATURES, all, features);
        for (int i = 0; i < all; i++) {
            for (int j = 0; j < features; j++) {
                x.set(i, j, x.get(i, j) / Math.sqrt(1.0 + j));
            }
        }
        centre(x, samples);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (float) x.values()[i];
        }
        DoubleMatrix latents = product(x, gauss(TO_LATENTS, features, LATENTS));
        centre(latents, samples);
        scale(latents, samples);
        DoubleMatrix y = product(latents, gauss(TO_TARGETS, LATENTS, targets));
        CounterRandom shares = new CounterRandom(SEED, SHARES);
        CounterRandom noise = new CounterRandom(SEED, NOISE);
        for (int i = 0; i < all; i++) {
            for (int v = 0; v < targets; v++) {
                double share = shares.uniform(v) / 2;
                double signal = y.get(i, v) / Math.sqrt(LATENTS);
                y.set(i, v, Math.sqrt(1 - share) * noise.gauss((long) i * targets + v) + Math.sqrt(share) * signal);
            }
        }
        centre(y, samples);
        return new PublishedWorkload(
                rows(x, 0, samples), rows(y, 0, samples), rows(x, samples, all), rows(y, samples, all));
    }

    private static DoubleMatrix gauss(int stream, int rows, int columns) {
        CounterRandom random = new CounterRandom(SEED, stream);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = random.gauss(i);
        }
        return m;
    }

    private static DoubleMatrix product(DoubleMatrix a, DoubleMatrix b) {
        try (DenseMatrix left = DenseMatrix.copyOf(a);
                DenseMatrix right = DenseMatrix.copyOf(b);
                DenseMatrix c = DenseMatrix.zeros(Precision.FLOAT64, a.rows(), b.columns())) {
            Blas.multiply(left, right, c);
            return c.toDoubleMatrix();
        }
    }

    private static void centre(DoubleMatrix m, int samples) {
        for (int j = 0; j < m.columns(); j++) {
            double mean = 0;
            for (int i = 0; i < samples; i++) {
                mean += m.get(i, j) / samples;
            }
            for (int i = 0; i < m.rows(); i++) {
                m.set(i, j, m.get(i, j) - mean);
            }
        }
    }

    private static void scale(DoubleMatrix m, int samples) {
        for (int j = 0; j < m.columns(); j++) {
            double squares = 0;
            for (int i = 0; i < samples; i++) {
                squares += m.get(i, j) * m.get(i, j) / samples;
            }
            for (int i = 0; i < m.rows(); i++) {
                m.set(i, j, m.get(i, j) / Math.sqrt(squares));
            }
        }
    }

    private static FloatMatrix rows(DoubleMatrix m, int from, int to) {
        FloatMatrix part = FloatMatrix.zeros(to - from, m.columns());
        for (int i = 0; i < part.values().length; i++) {
            part.values()[i] = (float) m.values()[from * m.columns() + i];
        }
        return part;
    }
}
