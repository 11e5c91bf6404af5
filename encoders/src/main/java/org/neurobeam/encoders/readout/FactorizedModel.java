package org.neurobeam.encoders.readout;

import org.neurobeam.encoders.linear.LinearModel;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * A factorised readout, {@code y_o = sum_c f_oc sum_s m_os x_cs + b_o}. Immutable; targets not fitted are NaN.
 *
 * @see <a href="https://arxiv.org/abs/2410.14031">Saha, Chadha and Khosla 2024</a>
 */
public final class FactorizedModel {
    /** Keeps a mask without a positive value at zero, as published. */
    private static final double MASK_OFFSET = 1e-6;

    private final FeatureMaps maps;
    private final DoubleMatrix space;
    private final DoubleMatrix channels;
    private final LinearModel linear;

    FactorizedModel(FeatureMaps maps, DoubleMatrix space, DoubleMatrix channels, LinearModel linear) {
        this.maps = maps;
        this.space = space;
        this.channels = channels;
        this.linear = linear;
    }

    /**
     * The readout of given masks, rectified and normalised as published: {@code m = relu(mask)/(||relu(mask)|| +
     * 1e-6)}.
     *
     * @param masks [t x positions]
     * @param channels weights of the channels, [t x channels]
     * @param intercept [t]
     * @throws IllegalArgumentException if shapes disagree
     */
    public static FactorizedModel ofMasks(
            FeatureMaps maps, DoubleMatrix masks, DoubleMatrix channels, double... intercept) {
        if (masks.columns() != maps.positions()
                || channels.columns() != maps.channels()
                || masks.rows() != channels.rows()) {
            throw new IllegalArgumentException("masks [" + masks.rows() + " targets x " + masks.columns()
                    + " positions] and channels [" + channels.rows() + " targets x " + channels.columns()
                    + " channels] for " + maps);
        }
        DoubleMatrix space = DoubleMatrix.zeros(masks.rows(), masks.columns());
        for (int v = 0; v < masks.rows(); v++) {
            double sum = 0;
            for (double m : masks.row(v)) {
                sum += Math.max(0, m) * Math.max(0, m);
            }
            for (int s = 0; s < masks.columns(); s++) {
                space.set(v, s, Math.max(0, masks.get(v, s)) / (Math.sqrt(sum) + MASK_OFFSET));
            }
        }
        DoubleMatrix coef = product(maps, space, channels);
        return new FactorizedModel(
                maps, space, channels, LinearModel.of(coef, intercept, TargetScreen.allFitted(masks.rows())));
    }

    /** Weights of the features, [p x t], from both factors of each target. */
    static DoubleMatrix product(FeatureMaps maps, DoubleMatrix space, DoubleMatrix channels) {
        int t = space.rows();
        DoubleMatrix coef = DoubleMatrix.zeros(maps.features(), t);
        for (int c = 0; c < maps.channels(); c++) {
            for (int s = 0; s < maps.positions(); s++) {
                for (int v = 0; v < t; v++) {
                    coef.set(c * maps.positions() + s, v, channels.get(v, c) * space.get(v, s));
                }
            }
        }
        return coef;
    }

    /** The shape of the maps. */
    public FeatureMaps maps() {
        return maps;
    }

    /** Where: maps of unit length, [t x positions]; the largest weight is positive. */
    public DoubleMatrix space() {
        return space;
    }

    /** What: weights of the channels, [t x channels]. */
    public DoubleMatrix channels() {
        return channels;
    }

    /** The same model as weights of all features, [p x t]. */
    public LinearModel linear() {
        return linear;
    }

    /** Predicts: maps [n x p] to [n x t]. */
    public DoubleMatrix predict(RowSource x) {
        return linear.predict(x);
    }
}
