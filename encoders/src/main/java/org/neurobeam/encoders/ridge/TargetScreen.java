package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Which targets can be fitted, and why the others cannot: {@code non_finite} or {@code constant}. Immutable. */
public final class TargetScreen {
    /** A target whose range is below this share of its size is constant: the resolution of float32 data. */
    private static final double CONSTANT = 1e-7;

    private final List<Optional<String>> reasons;
    private final int[] fitted;
    private final double[] means;

    private TargetScreen(List<Optional<String>> reasons, double... means) {
        this.reasons = reasons;
        this.means = means;
        this.fitted = IntStream.range(0, reasons.size())
                .filter(v -> reasons.get(v).isEmpty())
                .toArray();
    }

    /**
     * Looks at every value once.
     *
     * @param y responses, [n samples x t targets]
     */
    public static TargetScreen of(RowSource y) {
        int t = y.columns();
        double[] row = new double[t];
        double[] low = new double[t];
        double[] high = new double[t];
        double[] sum = new double[t];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < y.rows(); i++) {
            y.readRow(i, row);
            for (int v = 0; v < t; v++) {
                low[v] = Math.min(low[v], row[v]);
                high[v] = Math.max(high[v], row[v]);
                sum[v] += row[v];
            }
        }
        List<Optional<String>> reasons = IntStream.range(0, t)
                .mapToObj(v -> reason(low[v], high[v], sum[v]))
                .toList();
        // rounded: the order of the rows must not show in the last bits
        return new TargetScreen(
                reasons,
                Arrays.stream(sum).map(total -> (float) (total / y.rows())).toArray());
    }

    /** Every one of t targets is fitted. */
    public static TargetScreen allFitted(int t) {
        return new TargetScreen(Collections.nCopies(t, Optional.empty()), new double[t]);
    }

    private static Optional<String> reason(double low, double high, double sum) {
        if (!Double.isFinite(sum) || !Double.isFinite(high - low)) {
            return Optional.of("non_finite");
        }
        boolean constant = high - low <= CONSTANT * Math.max(Math.abs(low), Math.abs(high));
        return constant ? Optional.of("constant") : Optional.empty();
    }

    /** Number of targets, t. */
    public int targets() {
        return reasons.size();
    }

    /** Number of targets that cannot be fitted. */
    public int excluded() {
        return reasons.size() - fitted.length;
    }

    /** Why a target cannot be fitted; empty for those that can. */
    public Optional<String> nullReason(int target) {
        return reasons.get(target);
    }

    /** Why each target cannot be fitted, [t]. */
    public List<Optional<String>> reasons() {
        return reasons;
    }

    /** Whether a target can be fitted. */
    public boolean fits(int target) {
        return reasons.get(target).isEmpty();
    }

    /** Mean of each target over the samples to float32, [t]; not finite for one that is not; a copy. */
    public double[] means() {
        return means.clone();
    }

    /** Numbers of the targets that can be fitted, ascending, a copy. */
    public int[] fitted() {
        return fitted.clone();
    }

    /** Number of targets that can be fitted. */
    public int fittedCount() {
        return fitted.length;
    }

    /** Picks the fitted targets of a row, [t] to [fitted]. */
    public void gather(double[] all, double[] into) {
        for (int k = 0; k < fitted.length; k++) {
            into[k] = all[fitted[k]];
        }
    }

    /** Values of the fitted targets among all targets, [t]; NaN for the others. */
    public double[] expand(double... values) {
        return expand(DoubleMatrix.wrap(1, fitted.length, values)).values();
    }

    /** Columns of the fitted targets among all targets, [rows x t]; NaN for the others. */
    public DoubleMatrix expand(DoubleMatrix values) {
        DoubleMatrix all = DoubleMatrix.zeros(values.rows(), reasons.size());
        Arrays.fill(all.values(), Double.NaN);
        for (int i = 0; i < values.rows(); i++) {
            for (int k = 0; k < fitted.length; k++) {
                all.set(i, fitted[k], values.get(i, k));
            }
        }
        return all;
    }

    /** The counts of the reasons, e.g. {@code TargetScreen[98 of 100 fitted]}. */
    @Override
    public String toString() {
        return "TargetScreen[" + fitted.length + " of " + reasons.size() + " fitted"
                + Stream.of("non_finite", "constant")
                        .map(why -> ", "
                                + reasons.stream()
                                        .filter(Optional.of(why)::equals)
                                        .count() + " " + why)
                        .reduce("", String::concat)
                + "]";
    }
}
