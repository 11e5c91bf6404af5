package org.neurobeam.encoders.leaveout;

import java.util.Arrays;
import org.neurobeam.encoders.ridge.MatrixBlocks;
import org.neurobeam.encoders.ridge.SmootherInverse;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.Cholesky;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;

/**
 * Blocks of C at some penalties.
 *
 * <pre>{@code
 * yhat_v = R_v y_t        R_v = -(C_BB^-1 C_Bt)_v
 * without o:              C_tt - C_to C_oo^-1 C_ot
 * }</pre>
 */
final class KernelSmoother implements Smoother {
    private final int[] rows;
    private final DenseMatrix[] inverses;
    private final MatrixScope scope;

    KernelSmoother(int[] rows, DenseMatrix[] inverses, MatrixScope scope) {
        this.rows = rows;
        this.inverses = inverses;
        this.scope = scope;
    }

    @Override
    public int[] rows() {
        return rows;
    }

    @Override
    public int width(HeldOutBlock block) {
        return block.kept.length;
    }

    @Override
    public void weights(HeldOutBlock block, int alpha, DenseMatrix into) {
        SmootherInverse.weights(inverses[alpha], block.removed, block.kept, into);
    }

    @Override
    public DenseMatrix covariance(HeldOutBlock block, int alpha) {
        try (DenseMatrix bb = MatrixBlocks.select(inverses[alpha], block.removed, block.removed);
                DenseMatrix columns = MatrixBlocks.firstColumnsOfInverse(bb, block.rows())) {
            return columns.rowView(0, block.rows()).to(Precision.FLOAT64);
        }
    }

    @Override
    public DenseMatrix rotation(DenseMatrix tile) {
        return DenseMatrix.zeros(tile.precision(), 0, tile.columns());
    }

    @Override
    public void regressors(HeldOutBlock block, DenseMatrix tile, DenseMatrix rotation, DenseMatrix into) {
        for (int i = 0; i < block.kept.length; i++) {
            int row = rows[block.kept[i]];
            into.copyRows(tile.rowView(row, row + 1), i);
        }
    }

    @Override
    public Smoother of(int... someRows) {
        HeldOutBlock outer = HeldOutBlock.complementOf(rows, someRows);
        MatrixScope own = new MatrixScope();
        try {
            DenseMatrix[] reduced = new DenseMatrix[inverses.length];
            for (int j = 0; j < reduced.length; j++) {
                reduced[j] = own.own(schur(inverses[j], outer));
            }
            return new KernelSmoother(Arrays.copyOf(someRows, someRows.length), reduced, own);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    private static DenseMatrix schur(DenseMatrix c, HeldOutBlock outer) {
        DenseMatrix tt = MatrixBlocks.select(c, outer.kept, outer.kept);
        try (DenseMatrix oo = MatrixBlocks.select(c, outer.removed, outer.removed);
                DenseMatrix ot = MatrixBlocks.select(c, outer.removed, outer.kept);
                DenseMatrix solved = ot.to(Precision.FLOAT64);
                Cholesky factor = Cholesky.of(oo)) {
            factor.solve(solved);
            Blas.multiply(-1, ot.transposed(), solved, 1, tt);
            return tt;
        } catch (RuntimeException | Error e) {
            tt.close();
            throw e;
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
