package org.neurobeam.ingest.simulate;

import java.util.Arrays;

/**
 * The volumes of one run, in order: {@code y = (baseline + drift + leaked movement + signal + noise) (1 - loss)}.
 *
 * <p>The noise of a voxel is AR(1), {@code n_t = rho n_t-1 + sqrt(1 - rho^2) sd e_t}, its normal numbers those of the
 * voxel's own key, so that the generator keeps one float per voxel and no series. Outside the brain a voxel is weak
 * and never negative, like a magnitude image.
 */
final class RunGenerator {
    private static final double AIR = 20;
    private static final double AIR_NOISE = 8;
    private static final float SPIKE_LOSS = 0.01f;

    private final PlantedSignal planted;
    private final MotionTraces motion;
    private final Nuisance nuisance;
    private final float[][] regressors;
    private final RandomKey air;
    private final long[] keys;
    private final float[] state;
    private final float[] sd;
    private final float[] brain;
    private final ScoreSums scores;
    private final float ar1;
    private final float fresh;
    private int next;

    private RunGenerator(PlantedSignal planted, int subject, int run) {
        this.planted = planted;
        RandomKey runKey = planted.study().runKey(subject, run);
        motion = MotionTraces.of(planted.study(), subject, run);
        nuisance = Nuisance.of(planted, motion, runKey);
        regressors = planted.floatRegressors(subject, run);
        air = runKey.with("air");
        int[] voxels = planted.phantom().brain();
        keys = Arrays.stream(voxels).mapToLong(runKey.with("noise")::child).toArray();
        state = new float[voxels.length];
        brain = new float[voxels.length];
        sd = new float[voxels.length];
        for (int b = 0; b < sd.length; b++) {
            sd[b] = planted.noiseSd(b);
        }
        scores = new ScoreSums(planted.signalPositions().length);
        ar1 = (float) planted.study().noise().ar1();
        fresh = (float) Math.sqrt(1 - (double) ar1 * ar1);
    }

    static RunGenerator of(PlantedSignal planted, int subject, int run) {
        return new RunGenerator(planted, subject, run);
    }

    /** Fills the next volume, [nx * ny * nz], all of it. */
    void next(float[] volume) {
        int t = next++;
        fillAir(volume, t);
        addNoise(t);
        nuisance.addTo(brain, t);
        addSignal(t);
        float loss = motion.spike(t) ? 1 - SPIKE_LOSS : 1;
        int[] voxels = planted.phantom().brain();
        for (int b = 0; b < brain.length; b++) {
            brain[b] *= loss;
            volume[voxels[b]] = brain[b];
        }
    }

    /** Fills a volume with the planted signal alone. */
    void noiseFree(float[] volume, int t) {
        Arrays.fill(volume, 0);
        int[] positions = planted.signalPositions();
        for (int s = 0; s < positions.length; s++) {
            volume[planted.phantom().brain()[positions[s]]] = planted.signalAt(s, regressors[t]);
        }
    }

    /** The brain of the last volume by position; not to be changed. */
    float[] brain() {
        return brain;
    }

    MotionTraces motion() {
        return motion;
    }

    /** Sums over the volumes so far, not centred. */
    ScoreSums scores() {
        return scores;
    }

    private void fillAir(float[] volume, int t) {
        long start = (long) t * volume.length;
        for (int v = 0; v < volume.length; v++) {
            volume[v] = (float) (AIR + AIR_NOISE * Math.abs(air.gaussian(start + v)));
        }
    }

    private void addNoise(int t) {
        float old = t == 0 ? 0 : ar1;
        float now = t == 0 ? 1 : fresh;
        float[] baseline = planted.phantom().baseline();
        for (int b = 0; b < brain.length; b++) {
            state[b] = old * state[b] + now * (float) RandomKey.gaussian(keys[b], t);
            brain[b] = baseline[b] + sd[b] * state[b];
        }
    }

    private void addSignal(int t) {
        int[] positions = planted.signalPositions();
        for (int s = 0; s < positions.length; s++) {
            int b = positions[s];
            float value = planted.signalAt(s, regressors[t]);
            brain[b] += value;
            scores.add(s, value, sd[b] * state[b]);
        }
    }
}
