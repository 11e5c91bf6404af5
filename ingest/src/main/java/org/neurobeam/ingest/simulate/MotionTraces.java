package org.neurobeam.ingest.simulate;

/**
 * Six slow movements of the head, in mm and rad as in fMRIPrep's {@code trans_x ... rot_z}, with sudden jumps.
 *
 * <p>Each is an AR(1) process of coefficient 0.95 and standard deviation motionMm (rotations: motionMm at 50 mm). At a
 * spike volume the head moves by 1 mm and 0.01 rad and returns.
 */
final class MotionTraces {
    static final int AXES = 6;
    /** Radius of the head at which a rotation counts as a distance, mm. */
    static final double HEAD_RADIUS_MM = 50;

    private static final double SLOWNESS = 0.95;
    private static final double JUMP_MM = 1;
    private static final double JUMP_RAD = 0.01;
    private static final int JUMP_AXIS = 1;
    private static final int JUMP_ROTATION = 3;

    private final double[][] traces;
    private final boolean[] spike;

    private MotionTraces(double[][] traces, boolean[] spike) {
        this.traces = traces;
        this.spike = spike;
    }

    static MotionTraces of(FmriSimulation study, int subject, int run) {
        RandomKey random = study.runKey(subject, run).with("motion");
        int n = study.volumes();
        double[][] traces = new double[AXES][n];
        double fresh = Math.sqrt(1 - SLOWNESS * SLOWNESS);
        for (int axis = 0; axis < AXES; axis++) {
            RandomKey own = random.with(axis);
            double scale = study.noise().motionMm() / (axis < 3 ? 1 : HEAD_RADIUS_MM);
            double state = own.gaussian(0);
            for (int t = 0; t < n; t++) {
                state = t == 0 ? state : SLOWNESS * state + fresh * own.gaussian(t);
                traces[axis][t] = scale * state;
            }
        }
        boolean[] spike = spikes(n, study.noise().spikesPerRun(), random.with("spikes"));
        for (int t = 0; t < n; t++) {
            traces[JUMP_AXIS][t] += spike[t] ? JUMP_MM : 0;
            traces[JUMP_ROTATION][t] += spike[t] ? JUMP_RAD : 0;
        }
        return new MotionTraces(traces, spike);
    }

    /** Movement of an axis at a volume: mm for axes 0 to 2, rad for 3 to 5. */
    double at(int axis, int t) {
        return traces[axis][t];
    }

    /** The movement of an axis, [volumes]. */
    double[] trace(int axis) {
        return traces[axis].clone();
    }

    /** Whether the head jumped at a volume. */
    boolean spike(int t) {
        return spike[t];
    }

    /** Framewise displacement (Power 2012), NaN at the first volume. */
    double framewiseDisplacementMm(int t) {
        if (t == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            sum += Math.abs(traces[axis][t] - traces[axis][t - 1]) * (axis < 3 ? 1 : HEAD_RADIUS_MM);
        }
        return sum;
    }

    private static boolean[] spikes(int volumes, int count, RandomKey random) {
        boolean[] spike = new boolean[volumes];
        int placed = 0;
        for (int draw = 0; placed < count; draw++) {
            int t = (int) (random.uniform(draw) * volumes);
            if (!spike[t]) {
                spike[t] = true;
                placed++;
            }
        }
        return spike;
    }
}
