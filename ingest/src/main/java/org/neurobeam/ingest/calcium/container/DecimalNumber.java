package org.neurobeam.ingest.calcium.container;

/**
 * Short decimal numbers in ASCII: a mantissa below 2^53 and a power of ten up to 22 are exact in float64, so that one
 * multiplication or division rounds as {@link Double#parseDouble} does.
 *
 * @see <a href="https://doi.org/10.1145/93542.93557">Clinger 1990</a>
 */
final class DecimalNumber {
    private static final long MOST = 1L << 53;
    private static final int MOST_DIGITS = 18;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private DecimalNumber() {}

    /**
     * The number in bytes [from, to), such as {@code -12.345}.
     *
     * @return NaN for everything else, exponents and longer numbers included: another reader has to look at it
     */
    static double of(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        i += negative ? 1 : 0;
        long mantissa = 0;
        int first = i;
        int point = -1;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = 10 * mantissa + digit;
            } else if (bytes[i] == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int digits = to - first - (point < 0 ? 0 : 1);
        if (digits < 1 || digits > MOST_DIGITS || mantissa > MOST) {
            return Double.NaN;
        }
        double value = point < 0 ? mantissa : mantissa / POWERS[to - point - 1];
        return negative ? -value : value;
    }
}
