package org.neurobeam.pipelines.report;

import java.util.function.IntBinaryOperator;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;

/** Carpets and design matrices as grey pictures; long axes are thinned evenly. */
public final class TimeRaster {
    /** Rows or columns of a picture at most. */
    static final int MOST_ROWS = 500;

    static final int MOST_COLUMNS = 1600;

    private static final double SPAN_SD = 2;
    private static final int COARSE = 4;

    private TimeRaster() {}

    /** Rows are voxels, each in units of its own standard deviation: -2 black, mean grey, +2 white. */
    public static Raster carpet(FloatMatrix values) {
        int rows = Math.min(MOST_ROWS, values.rows());
        float[] centre = new float[rows];
        float[] spread = new float[rows];
        for (int y = 0; y < rows; y++) {
            moments(values, source(y, rows, values.rows()), y, centre, spread);
        }
        return raster(values.columns(), rows, MOST_COLUMNS, (x, y) -> {
            float v = values.get(source(y, rows, values.rows()), x);
            if (!Float.isFinite(v)) {
                return ColourMap.MISSING;
            }
            double z = spread[y] > 0 ? (v - centre[y]) / spread[y] : 0;
            // noise does not compress: 32 greys look the same and make the file smaller
            return ColourMap.greyIndex(0.5 + z / (2 * SPAN_SD)) / COARSE * COARSE;
        });
    }

    private static void moments(FloatMatrix values, int row, int y, float[] centre, float[] spread) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int t = 0; t < values.columns(); t++) {
            float v = values.get(row, t);
            if (Float.isFinite(v)) {
                n++;
                double step = v - sum;
                sum += step / n;
                squares += step * (v - sum);
            }
        }
        centre[y] = (float) sum;
        spread[y] = n == 0 ? 0 : (float) Math.sqrt(squares / n);
    }

    /** Rows are time; each column is divided by its greatest absolute value: -1 black, 0 grey, +1 white. */
    static Raster design(RowSource values) {
        double[] greatest = new double[values.columns()];
        double[] row = new double[values.columns()];
        for (int t = 0; t < values.rows(); t++) {
            values.readRow(t, row);
            for (int c = 0; c < greatest.length; c++) {
                double v = Math.abs(row[c]);
                greatest[c] = v > greatest[c] && Double.isFinite(v) ? v : greatest[c];
            }
        }
        int rows = Math.min(MOST_ROWS, values.rows());
        return raster(values.columns(), rows, MOST_COLUMNS, (x, y) -> {
            if (x == 0) {
                values.readRow(source(y, rows, values.rows()), row);
            }
            double v = row[x];
            if (!Double.isFinite(v)) {
                return ColourMap.MISSING;
            }
            return ColourMap.greyIndex(greatest[x] > 0 ? 0.5 + v / greatest[x] / 2 : 0.5);
        });
    }

    private static Raster raster(int columns, int rows, int mostColumns, IntBinaryOperator colourOfColumnAndRow) {
        int width = Math.min(mostColumns, columns);
        Raster raster = new Raster(Math.max(1, width), Math.max(1, rows));
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < width; x++) {
                raster.set(x, y, colourOfColumnAndRow.applyAsInt(source(x, width, columns), y));
            }
        }
        return raster;
    }

    /** The source index that picture index n of {@code shown} stands for. */
    private static int source(int n, int shown, int all) {
        return (int) ((long) n * all / shown);
    }
}
