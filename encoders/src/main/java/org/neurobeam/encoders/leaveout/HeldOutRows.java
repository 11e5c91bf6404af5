package org.neurobeam.encoders.leaveout;

import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.DenseMatrix;

/** Receives the held-out rows of one tile in one fold, as shifted, for all penalties of a smoother. */
@FunctionalInterface
interface HeldOutRows {
    /**
     * @param block the fold
     * @param tile the targets, w of them
     * @param predicted [penalties * n_v x w], penalty by penalty; valid during the call
     */
    void accept(HeldOutBlock block, Targets.Tile tile, DenseMatrix predicted);

    /** Some rows as [w][rows], target by target. */
    static double[][] byTarget(DenseMatrix values, int... rows) {
        double[][] columns = new double[values.columns()][rows.length];
        double[] row = new double[values.columns()];
        for (int i = 0; i < rows.length; i++) {
            values.readRow(rows[i], row);
            for (int v = 0; v < row.length; v++) {
                columns[v][i] = row[v];
            }
        }
        return columns;
    }

    /** All rows as [w][rows], target by target. */
    static double[][] byTarget(DenseMatrix values) {
        return byTarget(values, IntStream.range(0, values.rows()).toArray());
    }
}
