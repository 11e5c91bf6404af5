package org.neurobeam.ingest.simulate;

/**
 * Slow drift and leaked movement of a run: {@code sum_k load_k(v) course_k(t)} over three cosines at most (periods
 * above 128 s, the longest twice the run) and six movements.
 *
 * <p>Drift loads are independent from voxel to voxel, movement loads change linearly through the head.
 */
final class Nuisance {
    private static final int MOST_COSINES = 3;
    private static final double SHORTEST_PERIOD_SECONDS = 128;
    private static final double GRADIENT = 0.6;

    private final double[][] courses;
    private final float[][] loads;

    private Nuisance(double[][] courses, float[][] loads) {
        this.courses = courses;
        this.loads = loads;
    }

    static Nuisance of(PlantedSignal planted, MotionTraces motion, RandomKey runKey) {
        FmriSimulation study = planted.study();
        double runSeconds = study.volumes() * study.trSeconds();
        int cosines = (int) Math.min(MOST_COSINES, Math.max(1, Math.floor(2 * runSeconds / SHORTEST_PERIOD_SECONDS)));
        double[][] courses = new double[cosines + MotionTraces.AXES][study.volumes()];
        float[][] loads = new float[courses.length][planted.phantom().brain().length];
        for (int k = 0; k < cosines; k++) {
            cosine(k + 1, courses[k]);
            driftLoads(planted, runKey.with("drift"), k, loads[k]);
        }
        for (int axis = 0; axis < MotionTraces.AXES; axis++) {
            leak(study, motion, axis, courses[cosines + axis]);
            motionLoads(planted, runKey.with("leak").with(axis), loads[cosines + axis]);
        }
        return new Nuisance(courses, loads);
    }

    /** Adds the nuisance of a volume to all brain positions. */
    void addTo(float[] brain, int t) {
        for (int k = 0; k < loads.length; k++) {
            float[] load = loads[k];
            float course = (float) courses[k][t];
            for (int b = 0; b < brain.length; b++) {
                brain[b] += load[b] * course;
            }
        }
    }

    private static void cosine(int k, double[] course) {
        int n = course.length;
        for (int t = 0; t < n; t++) {
            course[t] = StrictMath.cos(StrictMath.PI * k * (t + 0.5) / n) / k;
        }
    }

    private static void driftLoads(PlantedSignal planted, RandomKey random, int k, float[] loads) {
        int[] brain = planted.phantom().brain();
        for (int b = 0; b < loads.length; b++) {
            double percent = planted.study().noise().driftPercent() * RandomKey.gaussian(random.child(brain[b]), k);
            loads[b] = (float) (planted.phantom().baseline()[b] * percent / 100);
        }
    }

    /** Movement in units of its typical size; a head that does not move leaks nothing. */
    private static void leak(FmriSimulation study, MotionTraces motion, int axis, double[] course) {
        double unit = study.noise().motionMm() / (axis < 3 ? 1 : MotionTraces.HEAD_RADIUS_MM);
        for (int t = 0; unit > 0 && t < course.length; t++) {
            course[t] = motion.at(axis, t) / unit;
        }
    }

    private static void motionLoads(PlantedSignal planted, RandomKey random, float[] loads) {
        Phantom phantom = planted.phantom();
        for (int b = 0; b < loads.length; b++) {
            double field = random.gaussian(3);
            for (int axis = 0; axis < 3; axis++) {
                field += random.gaussian(axis) * phantom.coordinate(b, axis);
            }
            double percent = planted.study().noise().motionPercent() * GRADIENT * field;
            loads[b] = (float) (phantom.baseline()[b] * percent / 100);
        }
    }
}
