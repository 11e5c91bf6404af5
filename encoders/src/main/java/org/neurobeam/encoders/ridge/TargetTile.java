package org.neurobeam.encoders.ridge;

import java.util.List;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The targets of one tile in cell order and in the precision of the data, with float64 sums per cell.
 *
 * <p>With an intercept a constant close to the mean is subtracted from each target so that sums do not cancel; no
 * prediction depends on it. Targets that cannot be fitted are set to zero and remembered with the reason.
 */
final class TargetTile implements AutoCloseable {
    private final MatrixScope scope = new MatrixScope();
    private final PreparedFeatures x;
    private final DenseMatrix values;
    private final double[] shift;
    private final TargetScreen screen;
    private final double[][] sums;
    private final double[][] squares;

    TargetTile(PreparedFeatures x, RowSource y) {
        this.x = x;
        RowCells cells = x.cells();
        int t = y.columns();
        screen = TargetScreen.of(y);
        shift = x.intercept() ? screen.means() : new double[t];
        values = scope.zeros(x.precision(), y.rows(), t);
        sums = new double[cells.count()][t];
        squares = new double[cells.count()][t];
        double[] row = new double[t];
        for (int i = 0; i < y.rows(); i++) {
            y.readRow(cells.originalRow(i), row);
            double[] sum = sums[cells.cellAt(i)];
            double[] square = squares[cells.cellAt(i)];
            for (int v = 0; v < t; v++) {
                row[v] = screen.fits(v) ? row[v] - shift[v] : 0;
                sum[v] += row[v];
                square[v] += row[v] * row[v];
            }
            values.writeRow(i, row);
        }
    }

    int targets() {
        return shift.length;
    }

    boolean valid(int target) {
        return screen.fits(target);
    }

    List<Optional<String>> reasons() {
        return screen.reasons();
    }

    /** What was subtracted from each target, [t]. */
    double[] shift() {
        return shift;
    }

    DenseMatrix rows(RowCells.Range range) {
        return values.rowView(range.from(), range.to());
    }

    /** The rows of some ranges, contiguous: a view where possible, else copied into the buffer. */
    DenseMatrix gather(List<RowCells.Range> ranges, DenseMatrix buffer) {
        if (ranges.size() == 1) {
            return rows(ranges.get(0));
        }
        int at = 0;
        for (RowCells.Range range : ranges) {
            buffer.copyRows(rows(range), at);
            at += range.rows();
        }
        return buffer.rowView(0, at);
    }

    /** Training mean of each target as prepared, [t]; zeros without an intercept. */
    double[] mean(Spectrum spectrum) {
        double[] mean = new double[targets()];
        if (x.intercept()) {
            spectrum.train.stream().forEach(c -> {
                for (int v = 0; v < mean.length; v++) {
                    mean[v] += sums[c][v] / spectrum.rows;
                }
            });
        }
        return mean;
    }

    /** a -= shift my'. */
    void subtractMean(Spectrum spectrum, DenseMatrix a) {
        if (x.intercept()) {
            try (MatrixScope small = new MatrixScope()) {
                DenseMatrix mean = x.upload(new double[][] {mean(spectrum)}, targets(), small);
                Blas.multiply(-1, spectrum.shift, mean, 1, a);
            }
        }
    }

    /** b -= correction (sum of y_v, my)'. */
    void subtractMean(ValidationFold fold, DenseMatrix b) {
        if (x.intercept()) {
            try (MatrixScope small = new MatrixScope()) {
                double[][] rows = {sumOf(fold), mean(fold.spectrum)};
                Blas.multiply(-1, fold.correction, x.upload(rows, targets(), small), 1, b);
            }
        }
    }

    private double[] sumOf(ValidationFold fold) {
        double[] sum = new double[targets()];
        fold.test.stream().forEach(c -> {
            for (int v = 0; v < sum.length; v++) {
                sum[v] += sums[c][v];
            }
        });
        return sum;
    }

    /** Sum and sum of squares of the validation rows as seen from the training mean, [2][t]. */
    double[][] validationSums(ValidationFold fold) {
        double[] mean = mean(fold.spectrum);
        double[] sum = sumOf(fold);
        double[] square = new double[targets()];
        fold.test.stream().forEach(c -> {
            for (int v = 0; v < square.length; v++) {
                square[v] += squares[c][v];
            }
        });
        for (int v = 0; v < sum.length; v++) {
            square[v] += mean[v] * (fold.rows * mean[v] - 2 * sum[v]);
            sum[v] -= fold.rows * mean[v];
        }
        return new double[][] {sum, square};
    }

    @Override
    public void close() {
        scope.close();
    }
}
