package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import org.neurobeam.encoders.ridge.MatrixBlocks;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.SymmetricEigen;

/**
 * A left-out block from the p x p side, with X centred for an intercept, X'X = V diag(s) V' and Z = X V.
 *
 * <pre>{@code
 * e_B = M_BB^-1 (y_B - ybar - Z_B z)      M = I - Z diag(1/(s + alpha)) Z' - 11'/n      z = (Z'y) / (s + alpha)
 * yhat_v = y_v - S (y_B - ybar) + S Z_B diag(1/(s + alpha)) (Z'y)                      S = (M_BB^-1)_v
 * }</pre>
 *
 * <p>Regressors are [y_B; Z'y; ybar], |B| + r + 1 rows. M is alpha C of the kernel form.
 */
final class PrimalSmoother implements Smoother {
    private final DenseMatrix features;
    private final int[] rows;
    private final boolean intercept;
    private final double[] alphas;
    private final double[] s;
    private final MatrixScope scope;
    private final DenseMatrix z;

    private PrimalSmoother(DenseMatrix features, int[] rows, boolean intercept, double[] alphas, MatrixScope scope) {
        this.features = features;
        this.rows = rows;
        this.intercept = intercept;
        this.alphas = alphas;
        this.scope = scope;
        int p = features.columns();
        try (MatrixScope building = new MatrixScope()) {
            DenseMatrix x = building.own(centred());
            DenseMatrix gram = building.zeros(Precision.FLOAT64, p, p);
            Blas.addColumnGram(x, gram);
            double[] all = SymmetricEigen.inPlace(gram).values();
            int first = firstAbove(all);
            s = Arrays.copyOfRange(all, first, p);
            z = scope.zeros(Precision.FLOAT64, rows.length, s.length);
            Blas.multiply(x, gram.rowView(first, p).transposed(), z);
        }
    }

    static PrimalSmoother of(DenseMatrix features, int[] rows, boolean intercept, double[] alphas) {
        MatrixScope scope = new MatrixScope();
        try {
            return new PrimalSmoother(features, rows, intercept, alphas, scope);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    private static int firstAbove(double... ascending) {
        double floor = Math.ulp(1.0) * ascending.length * Math.max(0, ascending[ascending.length - 1]);
        int first = 0;
        while (first < ascending.length && !(ascending[first] > floor)) {
            first++;
        }
        return first;
    }

    private DenseMatrix centred() {
        DenseMatrix x = DenseMatrix.zeros(Precision.FLOAT64, rows.length, features.columns());
        double[] mean = new double[features.columns()];
        double[] row = new double[features.columns()];
        for (int i = 0; intercept && i < rows.length; i++) {
            features.readRow(rows[i], row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        for (int i = 0; i < rows.length; i++) {
            features.readRow(rows[i], row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            x.writeRow(i, row);
        }
        return x;
    }

    double[] spectrum() {
        return s.clone();
    }

    @Override
    public int[] rows() {
        return rows;
    }

    @Override
    public int width(HeldOutBlock block) {
        return block.removed.length + s.length + 1;
    }

    /** Z_B diag(1/(s + alpha)), [|B| x r]. */
    private DenseMatrix shrunk(DenseMatrix zb, int alpha) {
        DenseMatrix shrunk = zb.to(Precision.FLOAT64);
        double[] row = new double[s.length];
        for (int i = 0; i < shrunk.rows(); i++) {
            shrunk.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] /= s[j] + alphas[alpha];
            }
            shrunk.writeRow(i, row);
        }
        return shrunk;
    }

    /** The first columns of M_BB^-1, [|B| x n_v]. */
    private DenseMatrix columns(DenseMatrix zb, DenseMatrix shrunk, int count) {
        int b = zb.rows();
        try (DenseMatrix m = DenseMatrix.zeros(Precision.FLOAT64, b, b)) {
            double[] row = new double[b];
            Arrays.fill(row, intercept ? -1.0 / rows.length : 0);
            for (int i = 0; i < b; i++) {
                row[i] += 1;
                m.writeRow(i, row);
                row[i] = intercept ? -1.0 / rows.length : 0;
            }
            Blas.multiply(-1, shrunk, zb.transposed(), 1, m);
            return MatrixBlocks.firstColumnsOfInverse(m, count);
        }
    }

    private DenseMatrix block(HeldOutBlock block) {
        DenseMatrix zb = DenseMatrix.zeros(Precision.FLOAT64, block.removed.length, s.length);
        for (int i = 0; i < block.removed.length; i++) {
            zb.copyRows(z.rowView(block.removed[i], block.removed[i] + 1), i);
        }
        return zb;
    }

    @Override
    public void weights(HeldOutBlock block, int alpha, DenseMatrix into) {
        int b = block.removed.length;
        try (DenseMatrix zb = block(block);
                DenseMatrix shrunk = shrunk(zb, alpha);
                DenseMatrix columns = columns(zb, shrunk, block.rows());
                DenseMatrix inverse =
                        DenseMatrix.copyOf(columns.toDoubleMatrix().transposed());
                DenseMatrix t = DenseMatrix.zeros(Precision.FLOAT64, block.rows(), s.length)) {
            Blas.multiply(inverse, shrunk, t);
            double[] row = new double[width(block)];
            double[] part = new double[Math.max(b, s.length)];
            for (int i = 0; i < block.rows(); i++) {
                inverse.readRow(i, part);
                double sum = 0;
                for (int j = 0; j < b; j++) {
                    row[j] = (i == j ? 1 : 0) - part[j];
                    sum += part[j];
                }
                t.readRow(i, part);
                System.arraycopy(part, 0, row, b, s.length);
                row[b + s.length] = intercept ? sum : 0;
                into.writeRow(i, row);
            }
        }
    }

    @Override
    public DenseMatrix covariance(HeldOutBlock block, int alpha) {
        try (DenseMatrix zb = block(block);
                DenseMatrix shrunk = shrunk(zb, alpha);
                DenseMatrix columns = columns(zb, shrunk, block.rows())) {
            DenseMatrix covariance = columns.rowView(0, block.rows()).to(Precision.FLOAT64);
            Blas.scale(alphas[alpha], covariance);
            return covariance;
        }
    }

    @Override
    public DenseMatrix rotation(DenseMatrix tile) {
        DenseMatrix all = DenseMatrix.zeros(tile.precision(), s.length + 1, tile.columns());
        try (DenseMatrix y = DenseMatrix.zeros(tile.precision(), rows.length, tile.columns());
                DenseMatrix products = z.to(tile.precision())) {
            double[] mean = new double[tile.columns()];
            double[] row = new double[tile.columns()];
            for (int i = 0; i < rows.length; i++) {
                y.copyRows(tile.rowView(rows[i], rows[i] + 1), i);
                y.readRow(i, row);
                for (int v = 0; v < row.length; v++) {
                    mean[v] += row[v] / rows.length;
                }
            }
            Blas.multiply(products.transposed(), y, all.rowView(0, s.length));
            all.writeRow(s.length, mean);
        }
        return all;
    }

    @Override
    public void regressors(HeldOutBlock block, DenseMatrix tile, DenseMatrix rotation, DenseMatrix into) {
        for (int i = 0; i < block.removed.length; i++) {
            int row = rows[block.removed[i]];
            into.copyRows(tile.rowView(row, row + 1), i);
        }
        into.copyRows(rotation, block.removed.length);
    }

    @Override
    public Smoother of(int... someRows) {
        return of(features, someRows, intercept, alphas);
    }

    @Override
    public void close() {
        scope.close();
    }
}
