package org.neurobeam.ingest.simulate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The confounds of a run as fMRIPrep names them, recorded while its volumes pass by.
 *
 * <p>Tissue signals are means over fluid, white matter and brain; {@code dvars_t = sqrt(mean_v (y_t - y_t-1)^2)};
 * {@code std_dvars} is dvars by its median. Derivatives, displacement and dvars of the first volume are NaN.
 */
final class ConfoundRecorder {
    private static final double CUTOFF_SECONDS = 128;
    private static final String[] MOTION = {"trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"};

    private final FmriSimulation study;
    private final int[] fluid;
    private final int[] white;
    private final float[] previous;
    private final double[] fluidMean;
    private final double[] whiteMean;
    private final double[] globalMean;
    private final double[] dvars;

    ConfoundRecorder(PlantedSignal planted) {
        study = planted.study();
        fluid = planted.phantom().fluid();
        white = planted.phantom().white();
        previous = new float[planted.phantom().brain().length];
        fluidMean = new double[study.volumes()];
        whiteMean = new double[study.volumes()];
        globalMean = new double[study.volumes()];
        dvars = new double[study.volumes()];
    }

    /** Records volume t, given by brain position. */
    void record(float[] brain, int t) {
        fluidMean[t] = mean(brain, fluid);
        whiteMean[t] = mean(brain, white);
        double sum = 0;
        double change = 0;
        for (int b = 0; b < brain.length; b++) {
            double d = (double) brain[b] - previous[b];
            sum += brain[b];
            change += d * d;
        }
        globalMean[t] = sum / brain.length;
        dvars[t] = t == 0 ? Double.NaN : Math.sqrt(change / brain.length);
        System.arraycopy(brain, 0, previous, 0, brain.length);
    }

    /** Columns in the order of the file, each [volumes]. */
    Map<String, double[]> columns(MotionTraces motion) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        expand(columns, "global_signal", globalMean);
        expand(columns, "csf", fluidMean);
        expand(columns, "white_matter", whiteMean);
        columns.put("std_dvars", byMedian(dvars));
        columns.put("dvars", dvars.clone());
        double[] displacement = new double[study.volumes()];
        Arrays.setAll(displacement, motion::framewiseDisplacementMm);
        columns.put("framewise_displacement", displacement);
        cosines(columns);
        for (int axis = 0; axis < MotionTraces.AXES; axis++) {
            expand(columns, MOTION[axis], motion.trace(axis));
        }
        return columns;
    }

    private static void expand(Map<String, double[]> columns, String name, double[] values) {
        double[] derivative = new double[values.length];
        Arrays.setAll(derivative, t -> t == 0 ? Double.NaN : values[t] - values[t - 1]);
        columns.put(name, values.clone());
        columns.put(name + "_derivative1", derivative);
        columns.put(name + "_power2", squared(values));
        columns.put(name + "_derivative1_power2", squared(derivative));
    }

    private void cosines(Map<String, double[]> columns) {
        int n = study.volumes();
        int count = (int) Math.min(n - 1, Math.floor(2 * n * study.trSeconds() / CUTOFF_SECONDS));
        for (int k = 1; k <= count; k++) {
            double[] column = new double[n];
            for (int t = 0; t < n; t++) {
                column[t] = Math.sqrt(2.0 / n) * StrictMath.cos(StrictMath.PI / n * (t + 0.5) * k);
            }
            columns.put("cosine" + (k <= 10 ? "0" : "") + (k - 1), column);
        }
    }

    private static double[] squared(double[] values) {
        return Arrays.stream(values).map(x -> x * x).toArray();
    }

    private static double[] byMedian(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double median = sorted[sorted.length / 2];
        return Arrays.stream(values).map(x -> x / median).toArray();
    }

    private static double mean(float[] brain, int[] positions) {
        double sum = 0;
        for (int b : positions) {
            sum += brain[b];
        }
        return sum / positions.length;
    }
}
