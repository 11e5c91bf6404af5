package org.neurobeam.ingest.simulate.calcium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.ingest.simulate.RandomKey;

/**
 * The activity of a worm. With unit AR(1) processes f (of the worm), g (of a class) and u (of a cell),
 *
 * <pre>{@code
 * s = sqrt(1/2) l'f + sqrt(1/2) g          shared by the members of a class; |l| = 1 drawn once per class
 * a = sqrt(rho) s + sqrt(1 - rho) u        correlation rho between members of a class
 * F = 1 + amplitude K a + shot sqrt(F) e   K: AR(1) calcium kernel scaled to unit variance, e: white
 * }</pre>
 *
 * All processes have one time constant, so that K keeps the correlations and only shot noise lowers them.
 */
final class LatentActivity {
    static final int FACTORS = 6;
    static final double SHARED = 0.75;

    private static final double SHOT = 0.03;
    private static final double AMPLITUDE = 0.2;
    private static final double DARKEST = 0.05;
    private static final double LATENT_SECONDS = 3;
    private static final double CALCIUM_SECONDS = 1;
    private static final double SPEED_MM_PER_S = 0.08;
    private static final double SPEED_NOISE_MM_PER_S = 0.005;
    private static final double REVERSAL_BELOW_MM_PER_S = -0.04;
    private static final int SHORTEST_REVERSAL = 3;
    private static final double DECIMALS = 1e5;

    private final CalciumSimulation study;
    private final RandomKey key;
    private final double[][] factors = new double[FACTORS][];
    private final double[][] traces;
    private final double[] velocity;
    private final double latentDecay;
    private final double calciumDecay;

    LatentActivity(CalciumSimulation study, int worm, List<SimulatedRoi> rois) {
        this.study = study;
        this.key = study.key(worm).with("activity");
        this.latentDecay = StrictMath.exp(-study.dtSeconds() / LATENT_SECONDS);
        this.calciumDecay = StrictMath.exp(-study.dtSeconds() / CALCIUM_SECONDS);
        for (int k = 0; k < FACTORS; k++) {
            factors[k] = process(key.with("factor").with(k));
        }
        this.traces = traces(rois);
        this.velocity = speed();
        for (double[] factor : factors) {
            round(factor);
        }
    }

    /** Pearson correlation of two members of a class, over infinitely many samples. */
    static double plantedCorrelation() {
        double signal = AMPLITUDE * AMPLITUDE;
        return SHARED * signal / (signal + SHOT * SHOT);
    }

    /** The loadings of a class on the worm's factors, of unit length. */
    static double[] loadings(CalciumSimulation study, String neuronClass) {
        RandomKey stream = RandomKey.of(study.seed()).with("loadings").with(neuronClass);
        double[] loadings = new double[FACTORS];
        double square = 0;
        for (int k = 0; k < FACTORS; k++) {
            loadings[k] = stream.gaussian(k);
            square += loadings[k] * loadings[k];
        }
        for (int k = 0; k < FACTORS; k++) {
            loadings[k] /= Math.sqrt(square);
        }
        return loadings;
    }

    /** Unit-variance AR(1), stationary from the first sample. */
    private double[] process(RandomKey stream) {
        double[] x = new double[study.frames()];
        double innovation = Math.sqrt(1 - latentDecay * latentDecay);
        x[0] = stream.gaussian(0);
        for (int t = 1; t < x.length; t++) {
            x[t] = latentDecay * x[t - 1] + innovation * stream.gaussian(t);
        }
        return x;
    }

    private double[][] traces(List<SimulatedRoi> rois) {
        Map<String, double[]> shared = new HashMap<>();
        double[][] out = new double[rois.size()][];
        for (int i = 0; i < out.length; i++) {
            SimulatedRoi roi = rois.get(i);
            double[] common = shared.computeIfAbsent(roi.neuron().neuronClass(), this::classActivity);
            out[i] = fluorescence(common, key.with("cell").with(i));
            Arrays.fill(out[i], roi.gapStart(), roi.gapStart() + roi.gapLength(), Double.NaN);
        }
        return out;
    }

    private double[] classActivity(String neuronClass) {
        double[] s = process(key.with("class").with(neuronClass));
        double[] loadings = loadings(study, neuronClass);
        double half = Math.sqrt(0.5);
        for (int t = 0; t < s.length; t++) {
            double sum = 0;
            for (int k = 0; k < FACTORS; k++) {
                sum += loadings[k] * factors[k][t];
            }
            s[t] = half * (sum + s[t]);
        }
        return s;
    }

    private double[] fluorescence(double[] common, RandomKey stream) {
        double[] x = process(stream.with("own"));
        RandomKey shot = stream.with("shot");
        double ownWeight = Math.sqrt(1 - SHARED);
        double commonWeight = Math.sqrt(SHARED);
        double scale = AMPLITUDE / calciumDeviation();
        double calcium = 0;
        for (int t = 0; t < x.length; t++) {
            double activity = commonWeight * common[t] + ownWeight * x[t];
            // from the first sample on at the variance that the filter settles to
            calcium = t == 0 ? activity * calciumDeviation() : calciumDecay * calcium + activity;
            double bright = Math.max(DARKEST, 1 + scale * calcium);
            x[t] = Math.rint((bright + SHOT * Math.sqrt(bright) * shot.gaussian(t)) * DECIMALS) / DECIMALS;
        }
        return x;
    }

    /** Standard deviation of a unit AR(1) with decay a after a filter with decay b: (1 + ab) / ((1 - ab)(1 - b^2)). */
    private double calciumDeviation() {
        double product = latentDecay * calciumDecay;
        return Math.sqrt((1 + product) / ((1 - product) * (1 - calciumDecay * calciumDecay)));
    }

    private double[] speed() {
        RandomKey noise = key.with("velocity");
        double[] v = new double[study.frames()];
        for (int t = 0; t < v.length; t++) {
            v[t] = SPEED_MM_PER_S * factors[0][t] + SPEED_NOISE_MM_PER_S * noise.gaussian(t);
        }
        round(v);
        return v;
    }

    private static void round(double... values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.rint(values[i] * DECIMALS) / DECIMALS;
        }
    }

    double[][] traces() {
        return traces;
    }

    double[][] factors() {
        return factors;
    }

    double[] velocity() {
        return velocity;
    }

    /** Runs of at least 3 frames of backward movement: first frame, first frame after. */
    List<int[]> reversals() {
        List<int[]> reversals = new ArrayList<>();
        int start = 0;
        for (int t = 0; t <= velocity.length; t++) {
            boolean backward = t < velocity.length && velocity[t] < REVERSAL_BELOW_MM_PER_S;
            if (!backward) {
                if (t - start >= SHORTEST_REVERSAL) {
                    reversals.add(new int[] {start, t});
                }
                start = t + 1;
            }
        }
        return reversals;
    }
}
