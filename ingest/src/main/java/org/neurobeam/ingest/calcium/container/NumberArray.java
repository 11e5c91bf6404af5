package org.neurobeam.ingest.calcium.container;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.neurobeam.schemas.error.DataException;

/** Numbers of any shape, read on demand; row-major, float64, NaN where missing. */
public final class NumberArray implements Item {
    /** More numbers than this are refused: they would not fit beside the rest of a recording. */
    public static final long MOST = 1L << 25;

    private final Supplier<List<Integer>> shape;
    private final Optional<String> unit;
    private final Supplier<double[]> values;

    private NumberArray(Supplier<List<Integer>> shape, Optional<String> unit, Supplier<double[]> values) {
        this.shape = shape;
        this.unit = unit;
        this.values = values;
    }

    /**
     * Numbers that are read when asked for.
     *
     * @param place where they are, for messages
     * @param shape extents; none for a single number
     * @param values row-major
     * @throws DataException {@code too_large} for more than {@link #MOST} numbers
     */
    static NumberArray lazy(Place place, List<Integer> shape, Supplier<double[]> values) {
        long count = 1;
        for (int extent : shape) {
            count = Math.multiplyExact(count, extent);
            if (extent < 0 || count > MOST) {
                throw place.bad(
                        "too_large",
                        "expected at most " + MOST + " numbers in an array, found the extents " + shape
                                + "; split the recording, or the file is damaged");
            }
        }
        List<Integer> extents = List.copyOf(shape);
        return new NumberArray(() -> extents, Optional.empty(), values);
    }

    /** Numbers of which not even the extents are known before somebody asks. */
    static NumberArray deferred(Supplier<List<Integer>> shape, Supplier<double[]> values) {
        return new NumberArray(shape, Optional.empty(), values);
    }

    /**
     * Numbers that stand in a file as texts.
     *
     * @param otherwise the failure for texts that are no numbers
     */
    public static NumberArray parsed(List<String> texts, DataException otherwise) {
        if (!texts.stream().allMatch(NumberText::isNumber)) {
            throw otherwise;
        }
        Place anywhere = new Place("", "");
        return of(
                List.of(texts.size()),
                texts.stream().mapToDouble(t -> NumberText.of(anywhere, t)).toArray());
    }

    /** Numbers that are there. */
    static NumberArray of(List<Integer> shape, double... values) {
        List<Integer> extents = List.copyOf(shape);
        return new NumberArray(() -> extents, Optional.empty(), () -> values);
    }

    /** The same numbers with the unit of measure that the file states. */
    NumberArray in(String statedUnit) {
        return new NumberArray(shape, Optional.of(statedUnit), values);
    }

    /** The same numbers times a factor plus an offset; the unit is kept. */
    NumberArray scaled(double factor, double offset) {
        if (factor == 1 && offset == 0) {
            return this;
        }
        return new NumberArray(
                shape,
                unit,
                () -> Arrays.stream(values.get()).map(x -> x * factor + offset).toArray());
    }

    /** Extents; none for a single number. */
    public List<Integer> shape() {
        return shape.get();
    }

    /** Unit of measure, where the file states it. */
    public Optional<String> unit() {
        return unit;
    }

    /** How many numbers there are. */
    public int count() {
        return shape().stream().reduce(1, Math::multiplyExact);
    }

    /** Rows of a matrix; of a vector or number, its length. */
    public int rows() {
        return shape().isEmpty() ? 1 : shape().get(0);
    }

    /** Numbers of a row. */
    public int columns() {
        return shape().stream().skip(1).reduce(1, Math::multiplyExact);
    }

    /**
     * The numbers, row-major: a new array, or one that the caller may only read.
     *
     * @throws DataException when they cannot be read
     */
    public double[] values() {
        return values.get();
    }

    /** Whether at most one extent is larger than 1. */
    public boolean isVector() {
        return shape().stream().filter(n -> n != 1).count() <= 1;
    }

    @Override
    public String toString() {
        return shape().toString().replace(", ", " x ");
    }
}
