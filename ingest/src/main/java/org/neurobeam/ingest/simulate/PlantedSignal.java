package org.neurobeam.ingest.simulate;

import java.util.Arrays;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * The truth of a simulated study, made again from its settings alone: {@code s_v(t) = sum_c w_c(v) x_c(t)}.
 *
 * <p>Weights w are intensities per sustained response and equal for all subjects and runs; the regressors x differ
 * from run to run. A signal voxel of rank k aims at the score {@code r = sqrt(q / (1 + q))} between noise-free and
 * noisy signal, evenly spaced from the highest to the lowest, by a weight vector scaled to {@code w' G w = q sd^2},
 * where G is the mean covariance of the regressors over the runs of the first subject and sd the voxel's noise.
 * All other voxels have weight 0. Thread-safe.
 */
public final class PlantedSignal {
    private final FmriSimulation study;
    private final Phantom phantom;
    private final int[] signal;
    private final int[] rowOfVoxel;
    private final float[][] weights;
    private final float[] target;

    private PlantedSignal(FmriSimulation study, Phantom phantom, int[] signal) {
        this.study = study;
        this.phantom = phantom;
        this.signal = signal;
        this.rowOfVoxel = new int[study.grid().voxels()];
        this.weights = new float[study.conditions()][signal.length];
        this.target = new float[signal.length];
        Arrays.fill(rowOfVoxel, -1);
        for (int s = 0; s < signal.length; s++) {
            rowOfVoxel[phantom.brain()[signal[s]]] = s;
        }
    }

    /** The truth of a study; seconds of work at most, memory of a few volumes. */
    public static PlantedSignal of(FmriSimulation study) {
        Phantom phantom = Phantom.of(study);
        BlobField blobs = BlobField.of(study, phantom);
        PlantedSignal planted = new PlantedSignal(study, phantom, blobs.strongest(phantom, study.voxelsWithSignal()));
        planted.plant(blobs);
        return planted;
    }

    /** The settings. */
    public FmriSimulation study() {
        return study;
    }

    /** Brain voxels as indices i + nx (j + ny k), ascending. */
    public int[] brainVoxels() {
        return phantom.brain().clone();
    }

    /** Whether a voxel, given as i + nx (j + ny k), carries signal. */
    public boolean hasSignal(int voxel) {
        return rowOfVoxel[voxel] >= 0;
    }

    /** The weight of a condition in a voxel, 0 without signal. */
    public float weight(int condition, int voxel) {
        int row = rowOfVoxel[voxel];
        return row < 0 ? 0 : weights[condition][row];
    }

    /** The score that the voxel's weights aim at, 0 without signal. */
    public float targetScore(int voxel) {
        int row = rowOfVoxel[voxel];
        return row < 0 ? 0 : target[row];
    }

    /** Trials of a run; subject and run count from 0. */
    public List<SimulatedEvent> events(int subject, int run) {
        return EventSequence.of(study, subject, run);
    }

    /** Generating regressors of a run, [volumes x conditions], in the order of {@link FmriSimulation#conditionNames()}. */
    public DoubleMatrix regressors(int subject, int run) {
        return HemodynamicResponse.regressors(study, events(subject, run));
    }

    /**
     * The series of a run without noise, drift, motion and baseline.
     *
     * @param voxels indices i + nx (j + ny k), any order
     * @return [volumes x voxels], zeros where a voxel has no signal; bit for bit what was planted
     */
    public FloatMatrix noiseFree(int subject, int run, int[] voxels) {
        float[][] x = floatRegressors(subject, run);
        FloatMatrix series = FloatMatrix.zeros(study.volumes(), voxels.length);
        for (int column = 0; column < voxels.length; column++) {
            int row = rowOfVoxel[voxels[column]];
            for (int t = 0; row >= 0 && t < x.length; t++) {
                series.set(t, column, signalAt(row, x[t]));
            }
        }
        return series;
    }

    /** 1 in the brain, 0 outside, [nx * ny * nz]. */
    public float[] brainMask() {
        float[] mask = new float[rowOfVoxel.length];
        for (int voxel : phantom.brain()) {
            mask[voxel] = 1;
        }
        return mask;
    }

    /** 1 where a voxel carries signal, [nx * ny * nz]. */
    public float[] signalMask() {
        float[] mask = new float[rowOfVoxel.length];
        for (int voxel = 0; voxel < mask.length; voxel++) {
            mask[voxel] = hasSignal(voxel) ? 1 : 0;
        }
        return mask;
    }

    Phantom phantom() {
        return phantom;
    }

    /** Positions in the brain of the signal voxels, strongest first; not to be changed. */
    int[] signalPositions() {
        return signal;
    }

    /** [volumes][conditions] */
    float[][] floatRegressors(int subject, int run) {
        DoubleMatrix x = regressors(subject, run);
        float[][] rows = new float[x.rows()][x.columns()];
        for (int t = 0; t < x.rows(); t++) {
            for (int c = 0; c < x.columns(); c++) {
                rows[t][c] = (float) x.get(t, c);
            }
        }
        return rows;
    }

    /** The planted value of the signal voxel of a rank. */
    float signalAt(int rank, float[] responses) {
        float sum = 0;
        for (int c = 0; c < weights.length; c++) {
            sum += weights[c][rank] * responses[c];
        }
        return sum;
    }

    /** Standard deviation of the noise of a brain position. */
    float noiseSd(int position) {
        return (float) (phantom.baseline()[position] * study.noise().noisePercent() / 100);
    }

    private void plant(BlobField blobs) {
        DoubleMatrix covariance = meanCovariance();
        double low = study.noise().lowestScore();
        double high = study.noise().highestScore();
        for (int s = 0; s < signal.length; s++) {
            double r = signal.length == 1 ? high : high - (high - low) * s / (signal.length - 1);
            double[] tuning = blobs.tuning(phantom.brain()[signal[s]]);
            double sd = Math.sqrt(quadratic(covariance, tuning));
            double scale = Math.sqrt(r * r / (1 - r * r)) * noiseSd(signal[s]) / sd;
            target[s] = (float) r;
            for (int c = 0; c < tuning.length; c++) {
                weights[c][s] = (float) (scale * tuning[c]);
            }
        }
    }

    private DoubleMatrix meanCovariance() {
        int p = study.conditions();
        DoubleMatrix sum = DoubleMatrix.zeros(p, p);
        for (int run = 0; run < study.runs(); run++) {
            DoubleMatrix x = regressors(0, run);
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    sum.set(i, j, sum.get(i, j) + covariance(x.column(i), x.column(j)) / study.runs());
                }
            }
        }
        return sum;
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += (a[t] - meanA) * (b[t] - meanB);
        }
        return sum / a.length;
    }

    /** A plain sum: the order of additions in streams is not promised. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double quadratic(DoubleMatrix g, double[] u) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < u.length; j++) {
                sum += u[i] * g.get(i, j) * u[j];
            }
        }
        return sum;
    }
}
