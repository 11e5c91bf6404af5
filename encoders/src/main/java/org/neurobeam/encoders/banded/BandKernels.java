package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * One kernel for each band, all of one shape: among training samples [n x n], or between new and training samples [m x
 * n]. float64, not centred, outside the heap until {@link #close()}.
 */
public final class BandKernels implements AutoCloseable {
    private final List<String> names;
    private final List<DenseMatrix> kernels;
    /** Whether the kernels are freed with this object. */
    private final boolean owner;

    private BandKernels(List<String> names, List<DenseMatrix> kernels) {
        this(names, kernels, true);
    }

    private BandKernels(List<String> names, List<DenseMatrix> kernels, boolean owner) {
        this.names = List.copyOf(names);
        this.kernels = List.copyOf(kernels);
        this.owner = owner;
    }

    /** The kernels among the samples of the bands. */
    public static BandKernels of(List<KernelBand> bands) {
        List<DenseMatrix> kernels = new ArrayList<>();
        try {
            for (KernelBand band : bands) {
                kernels.add(band.kernel().matrix(band.features()));
            }
            return precomputed(bands.stream().map(KernelBand::name).toList(), kernels);
        } catch (RuntimeException | Error e) {
            kernels.forEach(DenseMatrix::close);
            throw e;
        }
    }

    /**
     * The kernels between new samples and those of the bands.
     *
     * @param test new features of each band, [m x p_i]
     */
    public static BandKernels between(List<KernelBand> bands, List<RowSource> test) {
        if (bands.size() != test.size()) {
            throw new IllegalArgumentException(bands.size() + " bands but new features of " + test.size());
        }
        List<DenseMatrix> kernels = new ArrayList<>();
        try {
            for (int i = 0; i < bands.size(); i++) {
                kernels.add(
                        bands.get(i).kernel().matrix(test.get(i), bands.get(i).features()));
            }
            return precomputed(bands.stream().map(KernelBand::name).toList(), kernels);
        } catch (RuntimeException | Error e) {
            kernels.forEach(DenseMatrix::close);
            throw e;
        }
    }

    /**
     * Takes over given kernels: they are freed with this object.
     *
     * @param names of the bands
     * @param kernels float64, one for each band
     * @throws IllegalArgumentException if there is none or their shapes differ
     */
    public static BandKernels precomputed(List<String> names, List<DenseMatrix> kernels) {
        if (kernels.isEmpty() || names.size() != kernels.size()) {
            throw new IllegalArgumentException(names.size() + " names of bands but " + kernels.size() + " kernels");
        }
        DenseMatrix first = kernels.get(0);
        for (int i = 0; i < kernels.size(); i++) {
            DenseMatrix k = kernels.get(i);
            if (k.rows() != first.rows() || k.columns() != first.columns() || k.precision() != Precision.FLOAT64) {
                throw new IllegalArgumentException("kernel of band " + names.get(i) + " is " + k + " but that of "
                        + names.get(0) + " is " + first + "; all must be float64 of one shape");
            }
        }
        return new BandKernels(names, kernels);
    }

    /** The kernels of a selection of rows and columns, e.g. of training rows, or of test rows and training rows. */
    public BandKernels select(int[] rows, int[] columns) {
        List<DenseMatrix> parts = new ArrayList<>();
        for (DenseMatrix k : kernels) {
            DenseMatrix part = DenseMatrix.zeros(Precision.FLOAT64, rows.length, columns.length);
            double[] full = new double[k.columns()];
            double[] row = new double[columns.length];
            for (int i = 0; i < rows.length; i++) {
                k.readRow(rows[i], full);
                for (int j = 0; j < columns.length; j++) {
                    row[j] = full[columns[j]];
                }
                part.writeRow(i, row);
            }
            parts.add(part);
        }
        return new BandKernels(names, parts);
    }

    /** The kernels of some bands; nothing is copied, and nothing freed with the view. */
    BandKernels only(int... bands) {
        return new BandKernels(
                Arrays.stream(bands).mapToObj(names::get).toList(),
                Arrays.stream(bands).mapToObj(kernels::get).toList(),
                false);
    }

    /** {@code sum_i weights_i K_i}, which the caller closes. */
    DenseMatrix weighted(double[] weights) {
        DenseMatrix sum = DenseMatrix.zeros(Precision.FLOAT64, rows(), columns());
        for (int i = 0; i < bands(); i++) {
            if (weights[i] != 0) {
                Blas.add(weights[i], kernels.get(i), sum);
            }
        }
        return sum;
    }

    /** Names of the bands. */
    public List<String> names() {
        return names;
    }

    /** Number of bands. */
    public int bands() {
        return kernels.size();
    }

    /** The kernel of one band; freed with this object. */
    public DenseMatrix kernel(int band) {
        return kernels.get(band);
    }

    /** Rows of each kernel. */
    public int rows() {
        return kernels.get(0).rows();
    }

    /** Columns of each kernel: training samples. */
    public int columns() {
        return kernels.get(0).columns();
    }

    @Override
    public void close() {
        if (owner) {
            kernels.forEach(DenseMatrix::close);
        }
    }
}
