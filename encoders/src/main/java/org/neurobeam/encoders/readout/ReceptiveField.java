package org.neurobeam.encoders.readout;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Where a target looks: a round Gaussian on the map, or one point of it.
 *
 * <p>Coordinates follow align_corners = true: -1 is the centre of the first, 1 that of the last position of an axis.
 *
 * @param x centre along the columns, finite
 * @param y centre along the rows, finite
 * @param sigma standard deviation, finite, {@code >= 0}; 0 samples the map at the centre by bilinear interpolation, with
 *     zeros outside
 */
public record ReceptiveField(double x, double y, double sigma) {
    /** @throws IllegalArgumentException if a number is not finite or sigma is negative */
    public ReceptiveField {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new IllegalArgumentException(
                    "receptive field at (" + x + ", " + y + ") with sigma " + sigma + " must be finite, sigma >= 0");
        }
    }

    /** Weights of the positions, [positions]; a Gaussian has the sum 1. */
    double[] weights(FeatureMaps maps) {
        double[] alongX = sigma > 0 ? gaussian(x, maps.columns()) : hat(x, maps.columns());
        double[] alongY = sigma > 0 ? gaussian(y, maps.rows()) : hat(y, maps.rows());
        return outer(alongY, alongX);
    }

    /**
     * Derivatives of the bilinear weights of a point with respect to x and y, [2 x positions]; one-sided on the lines
     * between cells.
     *
     * @throws IllegalArgumentException if sigma is not 0
     */
    DoubleMatrix pointGradient(FeatureMaps maps) {
        if (sigma > 0) {
            throw new IllegalArgumentException("the gradient of a point is asked of " + this + "; sigma must be 0");
        }
        double[] hatX = hat(x, maps.columns());
        double[] hatY = hat(y, maps.rows());
        DoubleMatrix gradient = DoubleMatrix.zeros(2, maps.positions());
        System.arraycopy(outer(hatY, hatSlope(x, maps.columns())), 0, gradient.values(), 0, maps.positions());
        System.arraycopy(
                outer(hatSlope(y, maps.rows()), hatX), 0, gradient.values(), maps.positions(), maps.positions());
        return gradient;
    }

    private static double[] outer(double[] rows, double[] columns) {
        double[] product = new double[rows.length * columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                product[i * columns.length + j] = rows[i] * columns[j];
            }
        }
        return product;
    }

    /** Position from 0 on an axis of a length. */
    private static double position(double centre, int length) {
        return (centre + 1) / 2 * (length - 1);
    }

    private double[] gaussian(double centre, int length) {
        double[] weights = new double[length];
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            double distance = (length == 1 ? 0 : -1 + 2.0 * i / (length - 1)) - centre;
            weights[i] = distance * distance / (2 * sigma * sigma);
            least = Math.min(least, weights[i]);
        }
        for (int i = 0; i < length; i++) {
            // relative to the nearest position, so that a narrow field between positions does not vanish
            weights[i] = Math.exp(least - weights[i]);
            sum += weights[i];
        }
        for (int i = 0; i < length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double[] hat(double centre, int length) {
        double at = position(centre, length);
        double[] weights = new double[length];
        for (int i = 0; i < length; i++) {
            weights[i] = Math.max(0, 1 - Math.abs(at - i));
        }
        return weights;
    }

    private static double[] hatSlope(double centre, int length) {
        double at = position(centre, length);
        double scale = (length - 1) / 2.0;
        int cell = (int) Math.floor(at);
        double[] slope = new double[length];
        if (cell >= 0 && cell < length) {
            slope[cell] = -scale;
        }
        if (cell + 1 >= 0 && cell + 1 < length) {
            slope[cell + 1] = scale;
        }
        return slope;
    }
}
