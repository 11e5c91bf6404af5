package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Inner folds by the direct way: the weights R_v of {@link SmootherInverse} for all penalties of a fold on top of each
 * other, {@code [A n_v x n_t]}, so that the held-out predictions of a tile are one tall product, 2 A n_v n_t t flops.
 * One inverse is alive at a time.
 */
final class DirectFolds {
    private final PreparedFeatures x;
    private final BitSet train;
    private final List<Block> blocks;
    private final int alphas;
    private final MatrixScope scope;
    private Optional<List<DenseMatrix>> stacks = Optional.empty();

    /** Cells of one fold inside the training set. */
    private record Block(BitSet test, BitSet kept, int rows) {}

    /**
     * @param train cells of the training set around the folds
     * @param folds cells of each fold: test, then train
     * @param scope owns the weights
     */
    DirectFolds(PreparedFeatures x, BitSet train, List<BitSet[]> folds, int alphas, MatrixScope scope) {
        this.x = x;
        this.train = train;
        this.alphas = alphas;
        this.scope = scope;
        this.blocks = folds.stream()
                .map(f -> new Block(f[0], f[1], x.cells().rowsIn(f[0])))
                .toList();
    }

    /** Made with the first penalty, not before: the training set is factorised without them. */
    private synchronized DenseMatrix stack(int fold) {
        if (stacks.isEmpty()) {
            stacks = Optional.of(blocks.stream()
                    .map(b -> scope.zeros(
                            x.precision(), alphas * b.rows, x.cells().rowsIn(b.kept)))
                    .toList());
        }
        return stacks.orElseThrow().get(fold);
    }

    /**
     * Writes the weights of one penalty; threads may write different ones.
     *
     * @param inverse C of the training set at that penalty
     */
    void fill(int alpha, DenseMatrix inverse) {
        for (int f = 0; f < blocks.size(); f++) {
            Block block = blocks.get(f);
            BitSet purged = (BitSet) train.clone();
            purged.andNot(block.test);
            purged.andNot(block.kept);
            int[] removed = IntStream.concat(IntStream.of(positions(block.test)), IntStream.of(positions(purged)))
                    .toArray();
            SmootherInverse.weights(
                    inverse,
                    removed,
                    positions(block.kept),
                    stack(f).rowView(alpha * block.rows, (alpha + 1) * block.rows));
        }
    }

    /** Where the rows of some cells are among the training rows. */
    private int[] positions(BitSet cells) {
        int[] positions = new int[x.cells().rowsIn(cells)];
        int at = 0;
        int count = 0;
        for (int c = train.nextSetBit(0); c >= 0; c = train.nextSetBit(c + 1)) {
            int rows = x.cells().range(c).rows();
            for (int i = 0; i < rows && cells.get(c); i++) {
                positions[count++] = at + i;
            }
            at += rows;
        }
        return positions;
    }

    /** Scores of all penalties in each fold, [A x t]; NaN where the criterion is undefined. */
    List<DoubleMatrix> scores(TargetTile tile, Criterion criterion) {
        List<DoubleMatrix> scores = new ArrayList<>();
        int t = tile.targets();
        try (MatrixScope buffers = new MatrixScope()) {
            int most = blocks.stream()
                    .mapToInt(b -> x.cells().rowsIn(b.kept))
                    .max()
                    .orElse(0);
            int tallest = blocks.stream().mapToInt(b -> alphas * b.rows).max().orElse(0);
            DenseMatrix gathered = buffers.zeros(x.precision(), most, t);
            DenseMatrix product = buffers.zeros(x.precision(), tallest, t);
            for (int f = 0; f < blocks.size(); f++) {
                Block block = blocks.get(f);
                DenseMatrix predicted = product.rowView(0, alphas * block.rows);
                Blas.multiply(stack(f), tile.gather(x.cells().ranges(block.kept), gathered), predicted);
                HeldOutSums sums = new HeldOutSums(alphas, t, criterion);
                int at = 0;
                double[] y = new double[t];
                for (RowCells.Range range : x.cells().ranges(block.test)) {
                    DenseMatrix measured = tile.rows(range);
                    for (int i = 0; i < measured.rows(); i++) {
                        measured.readRow(i, y);
                        sums.addRow(y, predicted, at++);
                    }
                }
                scores.add(sums.scores());
            }
        }
        return scores;
    }
}
