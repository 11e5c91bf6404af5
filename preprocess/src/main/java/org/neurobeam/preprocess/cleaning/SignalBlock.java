package org.neurobeam.preprocess.cleaning;

import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Signals in some orientation and precision, read and written in tiles of voxel-major double. */
interface SignalBlock {
    int voxels();

    int volumes();

    double get(int volume, int voxel);

    /** Series of voxels [first, first + count) to tile[count * volumes]. */
    void load(int first, int count, double[] tile);

    /** Series of voxels [first, first + count) from tile[count * volumes]. */
    void store(int first, int count, double[] tile);

    /** Signals [volumes x voxels]. */
    record Doubles(DoubleMatrix matrix) implements SignalBlock {
        @Override
        public int voxels() {
            return matrix.columns();
        }

        @Override
        public int volumes() {
            return matrix.rows();
        }

        @Override
        public double get(int volume, int voxel) {
            return matrix.get(volume, voxel);
        }

        @Override
        public void load(int first, int count, double[] tile) {
            double[] x = matrix.values();
            for (int t = 0; t < volumes(); t++) {
                for (int v = 0; v < count; v++) {
                    tile[v * volumes() + t] = x[t * voxels() + first + v];
                }
            }
        }

        @Override
        public void store(int first, int count, double[] tile) {
            double[] x = matrix.values();
            for (int t = 0; t < volumes(); t++) {
                for (int v = 0; v < count; v++) {
                    x[t * voxels() + first + v] = tile[v * volumes() + t];
                }
            }
        }
    }

    /** Signals [volumes x voxels]. */
    record Floats(FloatMatrix matrix) implements SignalBlock {
        @Override
        public int voxels() {
            return matrix.columns();
        }

        @Override
        public int volumes() {
            return matrix.rows();
        }

        @Override
        public double get(int volume, int voxel) {
            return matrix.get(volume, voxel);
        }

        @Override
        public void load(int first, int count, double[] tile) {
            float[] x = matrix.values();
            for (int t = 0; t < volumes(); t++) {
                for (int v = 0; v < count; v++) {
                    tile[v * volumes() + t] = x[t * voxels() + first + v];
                }
            }
        }

        @Override
        public void store(int first, int count, double[] tile) {
            float[] x = matrix.values();
            for (int t = 0; t < volumes(); t++) {
                for (int v = 0; v < count; v++) {
                    x[t * voxels() + first + v] = (float) tile[v * volumes() + t];
                }
            }
        }
    }

    /** Signals [voxels x volumes], the layout on disk. */
    record VoxelMajor(FloatMatrix matrix) implements SignalBlock {
        @Override
        public int voxels() {
            return matrix.rows();
        }

        @Override
        public int volumes() {
            return matrix.columns();
        }

        @Override
        public double get(int volume, int voxel) {
            return matrix.get(voxel, volume);
        }

        @Override
        public void load(int first, int count, double[] tile) {
            float[] x = matrix.values();
            int from = first * volumes();
            for (int i = 0; i < count * volumes(); i++) {
                tile[i] = x[from + i];
            }
        }

        @Override
        public void store(int first, int count, double[] tile) {
            float[] x = matrix.values();
            int from = first * volumes();
            for (int i = 0; i < count * volumes(); i++) {
                x[from + i] = (float) tile[i];
            }
        }
    }
}
