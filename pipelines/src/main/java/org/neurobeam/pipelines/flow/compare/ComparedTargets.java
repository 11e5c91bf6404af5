package org.neurobeam.pipelines.flow.compare;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.neurobeam.encoders.score.FalseDiscovery;
import org.neurobeam.encoders.score.FamilywiseError;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.schemas.table.Comparison;
import org.neurobeam.schemas.table.Unit;

/** The numbers of all targets of a group, NaN where undefined: 13 of 8 bytes for each target. */
final class ComparedTargets {
    /** A number of a target. */
    enum Column {
        R_FIRST,
        R_SECOND,
        R2_FIRST,
        R2_SECOND,
        DELTA_R,
        DELTA_R_SE,
        DELTA_R_LOWER,
        DELTA_R_UPPER,
        P_FIRST_BETTER,
        Q_FIRST_BETTER,
        P_TWO_SIDED,
        Q_TWO_SIDED,
        /** What the test is about: positive where the first model is better. */
        STATISTIC
    }

    static final String FIRST = "first";
    static final String SECOND = "second";
    static final double LEVEL = 0.05;

    private final String group;
    private final int samples;
    private final int targets;
    private final Map<Column, double[]> columns = new EnumMap<>(Column.class);

    ComparedTargets(String group, int samples, int targets) {
        this.group = group;
        this.samples = samples;
        this.targets = targets;
        for (Column column : Column.values()) {
            double[] values = new double[targets];
            Arrays.fill(values, Double.NaN);
            columns.put(column, values);
        }
    }

    int targets() {
        return targets;
    }

    /** Sets the numbers of targets from, from + 1, ... */
    void put(Column column, int from, double... values) {
        System.arraycopy(values, 0, columns.get(column), from, values.length);
    }

    double get(Column column, int target) {
        return columns.get(column)[target];
    }

    /** Corrects the p-values of all targets together; undefined ones do not count. */
    void correct(CompareConfig.Correction correction) {
        UnaryOperator<double[]> adjust = switch (correction) {
            case BH -> FalseDiscovery::benjaminiHochberg;
            case BY -> FalseDiscovery::benjaminiYekutieli;
            case HOLM -> FamilywiseError::holm;
            case NONE -> p -> new double[0];
        };
        put(Column.Q_FIRST_BETTER, 0, adjust.apply(columns.get(Column.P_FIRST_BETTER)));
        put(Column.Q_TWO_SIDED, 0, adjust.apply(columns.get(Column.P_TWO_SIDED)));
    }

    /** Whether a target has a comparison. */
    boolean tested(int target) {
        return !Double.isNaN(get(Column.P_TWO_SIDED, target));
    }

    /** q, or p where nothing was corrected. */
    private double decisive(Column q, Column p, int target) {
        return Double.isNaN(get(q, target)) ? get(p, target) : get(q, target);
    }

    /** Whether the first model is better by the one-sided test. */
    boolean firstBetter(int target) {
        return decisive(Column.Q_FIRST_BETTER, Column.P_FIRST_BETTER, target) < LEVEL;
    }

    /** The winner of the two-sided test, null where there is none. */
    private String winner(int target) {
        if (!(decisive(Column.Q_TWO_SIDED, Column.P_TWO_SIDED, target) < LEVEL)) {
            return null;
        }
        return get(Column.STATISTIC, target) > 0 ? FIRST : SECOND;
    }

    /** Row of a target that is a column of an array. */
    Comparison row(int target) {
        return values(target).build();
    }

    /** Row of a target that is a unit. */
    Comparison row(int target, Unit unit) {
        return values(target)
                .setI(unit.getI().orElse(null))
                .setJ(unit.getJ().orElse(null))
                .setK(unit.getK().orElse(null))
                .setXMm(unit.getXMm().orElse(null))
                .setYMm(unit.getYMm().orElse(null))
                .setZMm(unit.getZMm().orElse(null))
                .setLabel(unit.getLabel().or(unit::getSourceLabel).orElse(null))
                .build();
    }

    private Comparison.Builder values(int target) {
        double delta = get(Column.DELTA_R, target);
        return Comparison.newBuilder()
                .setGroup(group)
                .setUnitId(group + "/" + target)
                .setTarget(target)
                .setRFirst(known(Column.R_FIRST, target))
                .setRSecond(known(Column.R_SECOND, target))
                .setR2First(known(Column.R2_FIRST, target))
                .setR2Second(known(Column.R2_SECOND, target))
                .setDeltaR(known(Column.DELTA_R, target))
                .setDeltaRSe(known(Column.DELTA_R_SE, target))
                .setDeltaRLower(known(Column.DELTA_R_LOWER, target))
                .setDeltaRUpper(known(Column.DELTA_R_UPPER, target))
                .setDeltaR2(finite(get(Column.R2_FIRST, target) - get(Column.R2_SECOND, target)))
                .setPFirstBetter(known(Column.P_FIRST_BETTER, target))
                .setQFirstBetter(known(Column.Q_FIRST_BETTER, target))
                .setPTwoSided(known(Column.P_TWO_SIDED, target))
                .setQTwoSided(known(Column.Q_TWO_SIDED, target))
                .setWinner(winner(target))
                .setNSamples(samples)
                .setNullReason(
                        Double.isNaN(get(Column.R_FIRST, target)) || Double.isNaN(get(Column.R_SECOND, target))
                                ? "not_fitted"
                                : Double.isNaN(delta) ? "constant_prediction" : null);
    }

    private Double known(Column column, int target) {
        return finite(get(column, target));
    }

    private static Double finite(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }
}
