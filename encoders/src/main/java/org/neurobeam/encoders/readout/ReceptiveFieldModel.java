package org.neurobeam.encoders.readout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** A readout {@code y_o = sum_c f_oc sum_s g_os x_cs + b_o} with a receptive field g for each target. Immutable. */
public final class ReceptiveFieldModel {
    private final FeatureMaps maps;
    private final List<Optional<ReceptiveField>> fields;
    private final DoubleMatrix channels;
    private final double[] intercept;

    /**
     * A readout with given weights.
     *
     * @param fields receptive field of each target; empty for targets not fitted, which are predicted as NaN
     * @param channels weights of the pooled channels, [channels x t], not copied
     * @param intercept [t]
     * @throws IllegalArgumentException if shapes disagree
     */
    public ReceptiveFieldModel(
            FeatureMaps maps, List<Optional<ReceptiveField>> fields, DoubleMatrix channels, double... intercept) {
        if (channels.rows() != maps.channels()
                || channels.columns() != fields.size()
                || intercept.length != fields.size()) {
            throw new IllegalArgumentException("channels [" + channels.rows() + " channels x " + channels.columns()
                    + " targets] but " + fields.size() + " receptive fields, " + intercept.length
                    + " intercepts and " + maps);
        }
        this.maps = maps;
        this.fields = List.copyOf(fields);
        this.channels = channels;
        this.intercept = intercept.clone();
    }

    /** Receptive field of a target; empty for targets not fitted. */
    public Optional<ReceptiveField> field(int target) {
        return fields.get(target);
    }

    /** Weights of the pooled channels, [channels x t]; not a copy. */
    public DoubleMatrix channels() {
        return channels;
    }

    /** Intercepts, [t]. */
    public double[] intercept() {
        return intercept.clone();
    }

    /**
     * Predicts: 2 n p flops for each distinct receptive field.
     *
     * @param x flattened maps, [n samples x p features]
     * @return predictions, [n samples x t targets]
     * @throws IllegalArgumentException if the features do not match the maps
     */
    public DoubleMatrix predict(RowSource x) {
        Map<ReceptiveField, List<Integer>> targets = new LinkedHashMap<>();
        for (int v = 0; v < fields.size(); v++) {
            int target = v;
            fields.get(v)
                    .ifPresent(f -> targets.computeIfAbsent(f, field -> new ArrayList<>())
                            .add(target));
        }
        DoubleMatrix y = DoubleMatrix.zeros(x.rows(), fields.size());
        Arrays.fill(y.values(), Double.NaN);
        List<ReceptiveField> distinct = List.copyOf(targets.keySet());
        try (PooledMaps pooled = new PooledMaps(x, maps, Precision.FLOAT64)) {
            double[] row = new double[maps.channels()];
            pooled.forEach(distinct, (field, z) -> {
                for (int i = 0; i < x.rows(); i++) {
                    z.readRow(i, row);
                    for (int v : targets.get(distinct.get(field))) {
                        y.set(i, v, intercept[v] + dot(row, v));
                    }
                }
            });
        }
        return y;
    }

    private double dot(double[] pooled, int target) {
        double sum = 0;
        for (int c = 0; c < pooled.length; c++) {
            sum += channels.get(c, target) * pooled[c];
        }
        return sum;
    }

    /**
     * How the predictions of point targets, summed over samples, change with the position of the point; for refining a
     * position by gradient.
     *
     * @param x flattened maps, [n samples x p features]
     * @return derivatives with respect to x and y, [t x 2]
     * @throws IllegalArgumentException if the features do not match, or a target is not fitted or not a point
     */
    public DoubleMatrix positionGradient(RowSource x) {
        maps.requireColumns(x.columns());
        double[] sums = new double[maps.features()];
        double[] row = new double[maps.features()];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                sums[j] += row[j];
            }
        }
        DoubleMatrix gradient = DoubleMatrix.zeros(fields.size(), 2);
        for (int v = 0; v < fields.size(); v++) {
            int target = v;
            DoubleMatrix slope = fields.get(v)
                    .orElseThrow(() -> new IllegalArgumentException("target " + target + " is not fitted"))
                    .pointGradient(maps);
            for (int axis = 0; axis < 2; axis++) {
                gradient.set(v, axis, along(slope, axis, sums, v));
            }
        }
        return gradient;
    }

    private double along(DoubleMatrix slope, int axis, double[] sums, int target) {
        double total = 0;
        for (int c = 0; c < maps.channels(); c++) {
            double sum = 0;
            for (int s = 0; s < maps.positions(); s++) {
                sum += slope.get(axis, s) * sums[c * maps.positions() + s];
            }
            total += channels.get(c, target) * sum;
        }
        return total;
    }
}
