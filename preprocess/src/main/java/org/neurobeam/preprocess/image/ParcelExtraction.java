package org.neurobeam.preprocess.image;

import org.neurobeam.preprocess.image.ParcelOptions.Arithmetic;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * The extraction of one recording, chunk of voxels by chunk of voxels.
 *
 * <p>Memory: one series in float64 for each parcel (two for the variance), whatever the number of voxels; the median
 * holds the voxels of the parcels that are not complete yet. One thread.
 */
public final class ParcelExtraction {
    private final ParcelGrid parcels;
    private final Mask mask;
    private final ParcelOptions options;
    private final int volumes;
    private final double[] coverage;
    private final int[] voxelCounts;
    private final ParcelAccumulator accumulator;
    private int next;

    ParcelExtraction(ParcelGrid parcels, Mask mask, ParcelOptions options, int volumes) {
        if (volumes < 1) {
            throw new IllegalArgumentException("volumes must be >= 1 but is " + volumes);
        }
        this.parcels = parcels;
        this.mask = mask;
        this.options = options;
        this.volumes = volumes;
        this.coverage = parcels.coverage(mask);
        this.voxelCounts = parcels.voxelCounts(mask);
        this.accumulator = parcels.isMaps()
                ? new MapLeastSquares(parcels, mask, volumes)
                : ParcelAccumulator.of(options.statistic(), voxelCounts, volumes);
    }

    /**
     * Adds the next voxels of the mask.
     *
     * @param chunk [voxels x volumes], the voxels that follow those of the chunk before, in the order of the mask
     * @throws IllegalArgumentException if the chunk has another number of volumes or runs beyond the mask
     */
    public void add(FloatMatrix chunk) {
        if (chunk.columns() != volumes || next + chunk.rows() > mask.count()) {
            throw new IllegalArgumentException("chunk [" + chunk.rows() + " voxels x " + chunk.columns()
                    + " volumes] does not fit the rest of the recording [" + (mask.count() - next) + " voxels x "
                    + volumes + " volumes]");
        }
        for (int row = 0; row < chunk.rows(); row++) {
            int voxel = mask.index(next + row);
            int end = parcels.start(voxel + 1);
            for (int p = parcels.start(voxel); p < end; p++) {
                accumulator.add(parcels.parcel(p), parcels.weight(p), chunk.values(), row * volumes);
            }
        }
        next += chunk.rows();
    }

    /**
     * The series, after all voxels of the mask.
     *
     * @throws IllegalArgumentException if voxels are missing
     */
    public ParcelSeries finish() {
        if (next != mask.count()) {
            throw new IllegalArgumentException(
                    "the mask has " + mask.count() + " voxels but the chunks had only " + next);
        }
        int n = parcels.names().size();
        DoubleMatrix values = DoubleMatrix.zeros(volumes, n);
        double[] series = new double[volumes];
        for (int p = 0; p < n; p++) {
            boolean enough = voxelCounts[p] > 0 && coverage[p] >= options.minimumCoverage();
            if (enough) {
                accumulator.series(p, series);
            }
            for (int t = 0; t < volumes; t++) {
                values.set(t, p, enough ? rounded(series[t]) : Double.NaN);
            }
        }
        return new ParcelSeries(parcels.names(), values, coverage.clone(), voxelCounts.clone());
    }

    private double rounded(double x) {
        return options.arithmetic() == Arithmetic.INT16_COMPAT ? (short) (int) x : x;
    }
}
