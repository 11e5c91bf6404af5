package org.neurobeam.ingest.calcium.container;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.Arrays;

/** Numbers as texts of tables have them. */
final class NumberText {
    private NumberText() {}

    /** Whether a cell is a number or says that there is none. */
    static boolean isNumber(String cell) {
        if (isMissing(cell)) {
            return true;
        }
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** NaN for a cell that says that there is no number. */
    static double of(Place place, String cell) {
        if (isMissing(cell)) {
            return Double.NaN;
        }
        try {
            return NumberInput.parseDouble(cell, true);
        } catch (NumberFormatException e) {
            throw place.bad("not_a_number", "expected a number, found '" + shortened(cell) + "'; mend the cell");
        }
    }

    private static String shortened(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) + "..." : cell;
    }

    private static boolean isMissing(String cell) {
        return switch (cell) {
            case "", "nan", "NaN", "NAN", "NA", "n/a", "null", "None" -> true;
            case "-nan" -> true;
            default -> false;
        };
    }

    /** Numbers that grow one by one. */
    static final class Growing {
        private static final int LEAST = 16;
        private static final int MOST_AT_ONCE = 1 << 20;

        private double[] values;
        private int size;

        /** @param expected how many there will be, roughly */
        Growing(long expected) {
            values = new double[(int) Math.max(LEAST, Math.min(MOST_AT_ONCE, expected))];
        }

        void add(Place place, double value) {
            if (size == values.length) {
                if (size >= NumberArray.MOST) {
                    throw place.bad(
                            "too_large", "expected at most " + NumberArray.MOST + " numbers; split the recording");
                }
                values = Arrays.copyOf(values, (int) Math.min(NumberArray.MOST, size * 2L));
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        double[] toArray() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }
}
