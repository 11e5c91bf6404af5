package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedKernel;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

/**
 * The features that dual weights belong to, one array of float32 [samples x features] for each group, less their means
 * where the weights are of ridge with an intercept. Delayed features stand there without their delays and with their
 * means, which the runs of {@code model.json} bring to every delay. Close it.
 */
final class TrainingFeatures implements AutoCloseable {
    /** Folder in the results. */
    static final String FOLDER = "training";

    private static final int ROWS_AT_ONCE = 64;

    private final SavedModel model;
    private final NpyFile file;

    private TrainingFeatures(SavedModel model, NpyFile file) {
        this.model = model;
        this.file = file;
    }

    /** Where a group's array stands in the results folder. */
    static String path(String group) {
        return FOLDER + "/" + group + ".npy";
    }

    static void write(DataStore results, ResponseGroup group, boolean centred) throws IOException {
        DelayedFeatures given = group.features();
        DelayedFeatures x = given.undelayed();
        double[] mean = new double[x.columns()];
        if (centred && !given.delayed()) {
            double[] every = new double[x.rows()];
            Arrays.fill(every, 1.0 / x.rows());
            mean = x.multiplyTransposed(every);
        }
        List<FloatMatrix> blocks = new ArrayList<>();
        double[] row = new double[x.columns()];
        for (int from = 0; from < x.rows(); from += ROWS_AT_ONCE) {
            FloatMatrix block = FloatMatrix.zeros(Math.min(ROWS_AT_ONCE, x.rows() - from), x.columns());
            for (int i = 0; i < block.rows(); i++) {
                x.readRow(from + i, row);
                for (int j = 0; j < mean.length; j++) {
                    block.set(i, j, (float) (row[j] - mean[j]));
                }
            }
            blocks.add(block);
        }
        String unfinished = path(group.name()) + ".tmp";
        NpyFile.write(results, unfinished, blocks);
        results.move(unfinished, path(group.name()));
    }

    /** @throws org.neurobeam.schemas.error.DataException if the array has other samples than the model */
    static TrainingFeatures open(SavedModel model) throws IOException {
        String path = path(model.group().name());
        NpyFile file = NpyFile.open(model.results(), path);
        ArrayGroup.requireRows(path, file.rows(), "the model", model.group().samples());
        return new TrainingFeatures(model, file);
    }

    /** All of them, in one space for each of the model's, with its delays. */
    DelayedFeatures read() throws IOException {
        List<DelayedSpace> spaces = new ArrayList<>();
        int at = 0;
        for (SavedModel.Space space : model.spaces()) {
            FloatMatrix values = file.readFloats(at, at + space.columns());
            spaces.add(new DelayedSpace(RowSource.of(values), space.delays()));
            at += space.columns();
        }
        return DelayedFeatures.of(model.group().runStarts(), spaces);
    }

    /** Numbers of the spaces of a band. */
    int[] spacesOf(String band) {
        List<SavedModel.Space> spaces = model.spaces();
        return IntStream.range(0, spaces.size())
                .filter(s -> spaces.get(s).name().equals(band))
                .toArray();
    }

    /**
     * The linear kernel between new and training samples, [m x samples], some features at a time; with an intercept that
     * of the training features less their means.
     *
     * @param x new features, [m x p]
     */
    DoubleMatrix kernel(DelayedFeatures x) throws IOException {
        if (!model.delayedTraining()) {
            return TargetProducts.kernel(x, file, 0);
        }
        DoubleMatrix kernel = DoubleMatrix.zeros(x.rows(), file.rows());
        double[] row = new double[file.rows()];
        int at = 0;
        for (int s = 0; s < model.spaces().size(); s++) {
            SavedModel.Space space = model.spaces().get(s);
            DoubleMatrix undelayed = TargetProducts.kernel(x.spaces().get(s).values(), file, at);
            DelayedKernel shifted = DelayedKernel.between(
                    RowSource.of(undelayed), x.runStarts(), model.group().runStarts(), space.delays());
            for (int i = 0; i < x.rows(); i++) {
                shifted.readRow(i, row);
                add(row, kernel, i);
            }
            at += space.columns();
        }
        if (model.intercept()) {
            subtractRowMeans(kernel);
        }
        return kernel;
    }

    private static void add(double[] row, DoubleMatrix into, int i) {
        for (int j = 0; j < row.length; j++) {
            into.values()[i * row.length + j] += row[j];
        }
    }

    /** The kernel with the mean of the training features, which is that of the kernel over them. */
    private static void subtractRowMeans(DoubleMatrix kernel) {
        for (int i = 0; i < kernel.rows(); i++) {
            double mean = Arrays.stream(kernel.row(i)).average().orElse(0);
            for (int j = 0; j < kernel.columns(); j++) {
                kernel.values()[i * kernel.columns() + j] -= mean;
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
