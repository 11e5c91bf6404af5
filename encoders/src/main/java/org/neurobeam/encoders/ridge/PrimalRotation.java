package org.neurobeam.encoders.ridge;

import java.util.BitSet;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;

/** Rotates X'Y, which is formed once per cell and added: 2 n p t flops, then 2 r p t per spectrum. */
final class PrimalRotation implements TileRotation {
    private final MatrixScope scope = new MatrixScope();
    private final FeatureRows x;
    private final RowCells cells;
    private final TargetTile tile;
    private final DenseMatrix[] products;
    private final DenseMatrix outerSum;
    private final DenseMatrix otherSum;
    private BitSet summed = new BitSet();

    PrimalRotation(FeatureRows x, TargetTile tile) {
        this(x, tile, new DenseMatrix[x.cells().count()]);
        for (int c = 0; c < products.length; c++) {
            RowCells.Range range = cells.range(c);
            products[c] = scope.zeros(x.precision(), x.features(), tile.targets());
            Blas.multiply(x.rows(range).transposed(), tile.rows(range), products[c]);
        }
    }

    private PrimalRotation(FeatureRows x, TargetTile tile, DenseMatrix... products) {
        this.x = x;
        this.cells = x.cells();
        this.tile = tile;
        this.products = products;
        outerSum = scope.zeros(x.precision(), x.features(), tile.targets());
        otherSum = scope.zeros(x.precision(), x.features(), tile.targets());
    }

    private DenseMatrix total(BitSet set) {
        if (!summed.equals(set)) {
            sum(set, outerSum);
            summed = (BitSet) set.clone();
        }
        return outerSum;
    }

    /** The sum over cells; one cell is itself, uncopied. */
    private DenseMatrix other(BitSet set) {
        return set.cardinality() == 1 ? products[set.nextSetBit(0)] : sum(set, otherSum);
    }

    private DenseMatrix sum(BitSet set, DenseMatrix into) {
        int first = set.nextSetBit(0);
        into.copyRows(products[first], 0);
        for (int c = set.nextSetBit(first + 1); c >= 0; c = set.nextSetBit(c + 1)) {
            Blas.add(1, products[c], into);
        }
        return into;
    }

    @Override
    public void train(Spectrum spectrum, DenseMatrix a) {
        Blas.multiply(spectrum.vectors, total(spectrum.train), a);
        tile.subtractMean(spectrum, a);
    }

    @Override
    public void fold(BitSet outerTrain, ValidationFold fold, DenseMatrix a, DenseMatrix b) {
        Spectrum spectrum = fold.spectrum;
        Blas.multiply(spectrum.vectors, other(fold.test), b);
        BitSet rest = (BitSet) outerTrain.clone();
        rest.andNot(fold.test);
        if (rest.equals(spectrum.train)) {
            // training = outer training - validation, already rotated into b
            a.copyRows(b, 0);
            Blas.multiply(1, spectrum.vectors, total(outerTrain), -1, a);
        } else {
            Blas.multiply(spectrum.vectors, sum(spectrum.train, otherSum), a);
        }
        tile.subtractMean(spectrum, a);
        tile.subtractMean(fold, b);
    }

    @Override
    public TileRotation another() {
        return new PrimalRotation(x, tile, products);
    }

    @Override
    public void close() {
        scope.close();
    }
}
