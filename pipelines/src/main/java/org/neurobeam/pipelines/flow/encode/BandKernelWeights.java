package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;

/**
 * A saved model with a kernel for each band as one product: the kernels side by side, {@code [K_1 ... K_m]}, times the
 * dual weights one below the other, {@code [exp(delta_1) w; ...; exp(delta_m) w]}.
 */
final class BandKernelWeights {
    private final SavedModel model;
    private final List<String> bands;

    BandKernelWeights(SavedModel model) {
        this.model = model;
        this.bands = List.copyOf(new LinkedHashSet<>(model.group().spaces()));
    }

    /** Number of bands. */
    int bands() {
        return bands.size();
    }

    /**
     * The kernels between new and training samples, [m x bands n].
     *
     * @param x new features, [m x p]
     */
    DoubleMatrix left(DelayedFeatures x, TrainingFeatures training) throws IOException {
        Map<String, Kernel> kernels = KernelSettings.ofBands(model.featureSpaces());
        DelayedFeatures all = training.read();
        int n = all.rows();
        DoubleMatrix left = DoubleMatrix.zeros(x.rows(), bands() * n);
        double[] row = new double[n];
        for (int b = 0; b < bands(); b++) {
            String band = bands.get(b);
            DelayedFeatures own = x.select(KernelSettings.spacesOf(model.featureSpaces(), band));
            DelayedFeatures known = all.select(training.spacesOf(band));
            try (DenseMatrix kernel = kernels.get(band).matrix(own, known)) {
                for (int i = 0; i < x.rows(); i++) {
                    kernel.readRow(i, row);
                    System.arraycopy(row, 0, left.values(), i * left.columns() + b * n, n);
                }
            }
        }
        return left;
    }

    /**
     * The weights of some targets, [targets x bands n].
     *
     * @param dual weights as stored, [targets x stored]; a group may have fewer samples than are stored
     * @param first row of the first target in the file
     */
    float[] spread(float[] dual, int stored, int first) throws IOException {
        int n = model.group().samples();
        int targets = dual.length / stored;
        float[] delta = deltas(first, targets);
        float[] spread = new float[targets * bands() * n];
        for (int v = 0; v < targets; v++) {
            for (int b = 0; b < bands(); b++) {
                double weight = Math.exp(delta[v * bands() + b]);
                for (int i = 0; i < n; i++) {
                    spread[(v * bands() + b) * n + i] = (float) (weight * dual[v * stored + i]);
                }
            }
        }
        return spread;
    }

    private float[] deltas(int first, int targets) throws IOException {
        try (NetcdfReader file = NetcdfReader.open(model.results(), BandsFile.FILE)) {
            List<String> found = new ArrayList<>(file.readTexts(BandsFile.BAND));
            boolean same = file.attribute(WeightsFile.DIGEST).stream().anyMatch(model.digest()::equals);
            if (!same || !found.equals(bands)) {
                throw new DataException(
                        model.results().location() + "/" + BandsFile.FILE,
                        BandsFile.BAND,
                        "other_model",
                        "expected the bands " + bands + " of the run " + model.digest() + ", found " + found
                                + " of another; run encode again");
            }
            return file.readFloats(BandNumbers.DELTA, first, first + targets);
        }
    }
}
