package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import java.util.List;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;

/** Rotates the targets themselves: 2 r n t flops per spectrum. */
final class DualRotation implements TileRotation {
    private final MatrixScope scope = new MatrixScope();
    private final PreparedFeatures x;
    private final RowCells cells;
    private final TargetTile tile;
    private DenseMatrix gathered;

    DualRotation(PreparedFeatures x, TargetTile tile) {
        this.x = x;
        this.cells = x.cells();
        this.tile = tile;
        this.gathered = scope.zeros(x.precision(), 0, tile.targets());
    }

    @Override
    public void train(Spectrum spectrum, DenseMatrix a) {
        Blas.multiply(spectrum.vectors, trainingRows(spectrum), a);
        tile.subtractMean(spectrum, a);
    }

    private DenseMatrix trainingRows(Spectrum spectrum) {
        List<RowCells.Range> ranges = cells.ranges(spectrum.train);
        if (ranges.size() > 1 && gathered.rows() < spectrum.rows) {
            scope.release(gathered);
            gathered = scope.zeros(gathered.precision(), spectrum.rows, tile.targets());
        }
        return tile.gather(ranges, gathered);
    }

    @Override
    public void fold(BitSet outerTrain, ValidationFold fold, DenseMatrix a, DenseMatrix b) {
        train(fold.spectrum, a);
        int at = 0;
        List<RowCells.Range> ranges = cells.ranges(fold.test);
        for (RowCells.Range range : ranges) {
            DenseMatrix p = fold.projection.rowView(at, at + range.rows());
            Blas.multiply(1, p.transposed(), tile.rows(range), at == 0 ? 0 : 1, b);
            at += range.rows();
        }
        tile.subtractMean(fold, b);
    }

    @Override
    public TileRotation another() {
        return new DualRotation(x, tile);
    }

    @Override
    public void close() {
        scope.close();
    }
}
