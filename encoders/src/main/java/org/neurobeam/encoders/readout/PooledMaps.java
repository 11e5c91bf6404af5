package org.neurobeam.encoders.readout;

import java.util.List;
import org.neurobeam.preprocess.linalg.Blas;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;

/** Maps off the heap, and what receptive fields see of them: {@code z_c = sum_s g_s x_cs}. */
final class PooledMaps implements AutoCloseable {
    /** Candidates that are pooled by one product. */
    private static final int BLOCK = 32;

    private final FeatureMaps maps;
    private final DenseMatrix x;

    /** Copies maps, [n x p]. */
    PooledMaps(RowSource x, FeatureMaps maps, Precision precision) {
        maps.requireColumns(x.columns());
        this.maps = maps;
        this.x = DenseMatrix.copyOf(x, precision);
    }

    /** What happens to the pooled channels of one field. */
    @FunctionalInterface
    interface Use {
        /** Gets the number of the field and z [n x channels], to be changed at will but not kept. */
        void accept(int field, DenseMatrix pooled);
    }

    /** Pools all fields: 2 n p flops each. */
    void forEach(List<ReceptiveField> fields, Use use) {
        int block = Math.min(BLOCK, fields.size());
        DenseMatrix flat = x.reshapedView(x.rows() * maps.channels(), maps.positions());
        try (DenseMatrix weights = DenseMatrix.zeros(x.precision(), block, maps.positions());
                DenseMatrix pooled = DenseMatrix.zeros(x.precision(), block, x.rows() * maps.channels())) {
            for (int start = 0; start < fields.size(); start += block) {
                int count = Math.min(block, fields.size() - start);
                for (int k = 0; k < count; k++) {
                    weights.writeRow(k, fields.get(start + k).weights(maps));
                }
                Blas.multiply(weights.rowView(0, count), flat.transposed(), pooled.rowView(0, count));
                for (int k = 0; k < count; k++) {
                    use.accept(start + k, pooled.rowView(k, k + 1).reshapedView(x.rows(), maps.channels()));
                }
            }
        }
    }

    @Override
    public void close() {
        x.close();
    }
}
