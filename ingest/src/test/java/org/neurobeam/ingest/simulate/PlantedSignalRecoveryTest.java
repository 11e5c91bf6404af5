package org.neurobeam.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

class PlantedSignalRecoveryTest {
    /** 1,800 brain voxels, 1,000 with signal, four runs: the size that the acceptance asks for. */
    private static final FmriSimulation STUDY = FmriSimulation.defaults()
            .withGrid(new SimulatedGrid(18, 18, 18, 3), 1000)
            .withSize(1, 4, 300)
            .withFiles(new SimulatedFiles(false, 0, NiftiOutEncoding.Type.FLOAT32, false));

    @TempDir
    static Path folder;

    private static SimulatedStudy written;
    private static int[] brain;
    /** Series cleaned of confounds, run by run: [volumes x brain voxels]. */
    private static final DoubleMatrix[] CLEAN = new DoubleMatrix[4];

    private static final DoubleMatrix[] PLANTED = new DoubleMatrix[4];
    private static final DoubleMatrix[] DESIGN = new DoubleMatrix[4];

    @BeforeAll
    static void simulateAndClean() throws IOException {
        written = SimulatedStudy.write(STUDY, folder);
        brain = written.planted().brainVoxels();
        for (int run = 0; run < 4; run++) {
            FloatMatrix bold = written.image("tree/sub-01/func/" + STUDY.runLabel(0, run) + "_bold.nii");
            DoubleMatrix confounds = confounds(run);
            CLEAN[run] = residuals(confounds, columns(bold, brain));
            FloatMatrix noiseFree = written.planted().noiseFree(0, run, brain);
            PLANTED[run] = residuals(confounds, columns(noiseFree, all(brain.length)));
            DESIGN[run] = residuals(confounds, written.planted().regressors(0, run));
        }
    }

    @Test
    void leftOutRunsArePredictedAsWellAsThePlantedScoresSay() {
        double[] recovered = new double[brain.length];
        double[] planted = new double[brain.length];
        DoubleMatrix[] predicted = new DoubleMatrix[4];
        for (int run = 0; run < 4; run++) {
            predicted[run] = predictFromOthers(run);
        }
        for (int v = 0; v < brain.length; v++) {
            double[] noisy = pooled(CLEAN, v);
            recovered[v] = SimulatedStudy.correlation(pooled(predicted, v), noisy);
            planted[v] =
                    written.planted().hasSignal(brain[v]) ? SimulatedStudy.correlation(pooled(PLANTED, v), noisy) : 0;
        }
        assertThat(brain.length).isGreaterThan(1500);
        assertThat(SimulatedStudy.correlation(recovered, planted)).isGreaterThan(0.95);
        double[] signal = IntStream.range(0, brain.length)
                .filter(v -> written.planted().hasSignal(brain[v]))
                .mapToDouble(v -> planted[v])
                .sorted()
                .toArray();
        // the spread of the planted scores: from nearly nothing to nearly 0.8
        assertThat(signal[50]).isLessThan(0.2);
        assertThat(signal[signal.length / 2]).isBetween(0.3, 0.55);
        assertThat(signal[signal.length - 50]).isBetween(0.65, 0.85);
    }

    @Test
    void noiseCeilingsAgreeWithTheirAim() throws IOException {
        float[] ceiling = written.image("truth/sub-01/sub-01_task-demo_noiseceiling.nii.gz")
                .values();
        double squared = 0;
        int signal = 0;
        for (int voxel : brain) {
            if (written.planted().hasSignal(voxel)) {
                squared += Math.pow(ceiling[voxel] - written.planted().targetScore(voxel), 2);
                signal++;
            } else {
                assertThat(ceiling[voxel]).isZero();
            }
        }
        // sampling error of r over 1,200 volumes with a response of several volumes' width
        assertThat(Math.sqrt(squared / signal)).isLessThan(0.04);
    }

    @Test
    void plantedScoresRiseWithSnr() {
        Integer[] order = IntStream.range(0, brain.length)
                .filter(v -> written.planted().hasSignal(brain[v]))
                .boxed()
                .sorted(Comparator.comparingDouble(v -> written.planted().targetScore(brain[v])))
                .toArray(Integer[]::new);
        double last = -1;
        for (int decile = 0; decile < 10; decile++) {
            double[] scores = Arrays.stream(order, decile * order.length / 10, (decile + 1) * order.length / 10)
                    .mapToDouble(v -> SimulatedStudy.correlation(pooled(PLANTED, v), pooled(CLEAN, v)))
                    .toArray();
            double mean = SimulatedStudy.mean(scores);
            assertThat(mean).isGreaterThan(last);
            last = mean;
        }
    }

    @Test
    void nullVoxelsHaveTheNoiseThatWasAskedFor() {
        for (double ar1 : new double[] {0.3, 0, -0.4, 0.8}) {
            FmriSimulation quiet = STUDY.withNoise(new NoiseLevels(ar1, 2, 0, 1, 0, 0, 0, 0));
            PlantedSignal planted = PlantedSignal.of(quiet);
            RunGenerator generator = RunGenerator.of(planted, 0, 1);
            float[] volume = new float[quiet.grid().voxels()];
            double[] previous = new double[brain.length];
            double same = 0;
            double shifted = 0;
            long count = 0;
            for (int t = 0; t < quiet.volumes(); t++) {
                generator.next(volume);
                for (int v = 0; v < brain.length; v++) {
                    if (!planted.hasSignal(brain[v])) {
                        double baseline = planted.phantom().baseline()[v];
                        double noise = (volume[brain[v]] - baseline) / baseline;
                        same += noise * noise;
                        shifted += noise * previous[v];
                        previous[v] = noise;
                        count++;
                    }
                }
            }
            // about 240,000 samples and the true mean: errors of r and sd stay below 0.01 and 1 %
            assertThat(shifted / same).isCloseTo(ar1, within(0.01));
            assertThat(Math.sqrt(same / count)).isCloseTo(0.02, within(2e-4));
            assertThat(count / quiet.volumes()).isGreaterThan(brain.length / 3);
        }
    }

    @Test
    void weightMapsAreSmooth() {
        int nx = STUDY.grid().nx();
        double[] here = IntStream.of(brain)
                .filter(v -> written.planted().hasSignal(v) && written.planted().hasSignal(v + nx))
                .mapToDouble(v -> written.planted().weight(0, v))
                .toArray();
        double[] beside = IntStream.of(brain)
                .filter(v -> written.planted().hasSignal(v) && written.planted().hasSignal(v + nx))
                .mapToDouble(v -> written.planted().weight(0, v + nx))
                .toArray();
        assertThat(SimulatedStudy.correlation(here, beside)).isGreaterThan(0.85);
    }

    @Test
    void responsePeaksAfterFiveSecondsUndershootsAndSettles() {
        double width = 0.1;
        double[] impulse = IntStream.range(0, 320)
                .mapToDouble(i ->
                        (HemodynamicResponse.step(i * width + width) - HemodynamicResponse.step(i * width)) / width)
                .toArray();
        int peak = IntStream.range(0, 320)
                .boxed()
                .max(Comparator.comparingDouble(i -> impulse[i]))
                .orElseThrow();
        int trough = IntStream.range(0, 320)
                .boxed()
                .min(Comparator.comparingDouble(i -> impulse[i]))
                .orElseThrow();
        assertThat(peak * width).isBetween(4.8, 5.1);
        assertThat(trough * width).isBetween(15.0, 17.0);
        assertThat(impulse[trough] / impulse[peak]).isBetween(-0.12, -0.06);
        assertThat(HemodynamicResponse.step(-1)).isZero();
        assertThat(HemodynamicResponse.step(40)).isEqualTo(1);
    }

    /** Constant, three slow cosines, six movements, and the two spike volumes. */
    private static DoubleMatrix confounds(int run) {
        MotionTraces motion = MotionTraces.of(STUDY, 0, run);
        int n = STUDY.volumes();
        DoubleMatrix c = DoubleMatrix.zeros(n, 12);
        int spikes = 0;
        for (int t = 0; t < n; t++) {
            c.set(t, 0, 1);
            for (int k = 1; k <= 3; k++) {
                c.set(t, k, Math.cos(Math.PI * k * (t + 0.5) / n));
            }
            for (int axis = 0; axis < 6; axis++) {
                c.set(t, 4 + axis, motion.at(axis, t) * (axis < 3 ? 1 : 50));
            }
            if (motion.spike(t)) {
                c.set(t, 10 + spikes++, 1);
            }
        }
        return c;
    }

    private static DoubleMatrix predictFromOthers(int run) {
        DoubleMatrix x = stack(DESIGN, run);
        DoubleMatrix weights = leastSquares(x, stack(CLEAN, run));
        return product(DESIGN[run], weights);
    }

    private static DoubleMatrix stack(DoubleMatrix[] runs, int without) {
        int columns = runs[0].columns();
        int rows = 0;
        DoubleMatrix all = DoubleMatrix.zeros(runs[0].rows() * (runs.length - 1), columns);
        for (int run = 0; run < runs.length; run++) {
            if (run != without) {
                System.arraycopy(runs[run].values(), 0, all.values(), rows * columns, runs[run].rows() * columns);
                rows += runs[run].rows();
            }
        }
        return all;
    }

    private static double[] pooled(DoubleMatrix[] runs, int v) {
        return Arrays.stream(runs)
                .flatMapToDouble(m -> Arrays.stream(m.column(v)))
                .toArray();
    }

    private static DoubleMatrix residuals(DoubleMatrix confounds, DoubleMatrix y) {
        DoubleMatrix fitted = product(confounds, leastSquares(confounds, y));
        for (int i = 0; i < fitted.values().length; i++) {
            fitted.values()[i] = y.values()[i] - fitted.values()[i];
        }
        return fitted;
    }

    /** Normal equations by Gauss-Jordan elimination with pivots: good enough for a dozen regressors. */
    private static DoubleMatrix leastSquares(DoubleMatrix x, DoubleMatrix y) {
        DoubleMatrix a = product(x.transposed(), x);
        DoubleMatrix b = product(x.transposed(), y);
        int p = a.rows();
        for (int k = 0; k < p; k++) {
            double pivot = a.get(k, k);
            scale(a, k, 1 / pivot);
            scale(b, k, 1 / pivot);
            for (int i = 0; i < p; i++) {
                double factor = a.get(i, k);
                if (i != k && factor != 0) {
                    subtract(a, i, k, factor);
                    subtract(b, i, k, factor);
                }
            }
        }
        return b;
    }

    private static void scale(DoubleMatrix m, int row, double by) {
        for (int j = 0; j < m.columns(); j++) {
            m.set(row, j, m.get(row, j) * by);
        }
    }

    private static void subtract(DoubleMatrix m, int row, int other, double factor) {
        for (int j = 0; j < m.columns(); j++) {
            m.set(row, j, m.get(row, j) - factor * m.get(other, j));
        }
    }

    private static DoubleMatrix product(DoubleMatrix a, DoubleMatrix b) {
        DoubleMatrix c = DoubleMatrix.zeros(a.rows(), b.columns());
        double[] out = c.values();
        double[] right = b.values();
        for (int i = 0; i < a.rows(); i++) {
            for (int k = 0; k < a.columns(); k++) {
                double factor = a.get(i, k);
                for (int j = 0; j < b.columns(); j++) {
                    out[i * c.columns() + j] += factor * right[k * c.columns() + j];
                }
            }
        }
        return c;
    }

    private static DoubleMatrix columns(FloatMatrix m, int[] wanted) {
        DoubleMatrix part = DoubleMatrix.zeros(m.rows(), wanted.length);
        for (int t = 0; t < m.rows(); t++) {
            for (int j = 0; j < wanted.length; j++) {
                part.set(t, j, m.get(t, wanted[j]));
            }
        }
        return part;
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }
}
