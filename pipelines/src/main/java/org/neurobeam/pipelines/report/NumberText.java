package org.neurobeam.pipelines.report;

import java.util.Locale;

/** Numbers as a reader wants them; unknown is a dash. */
public final class NumberText {
    /** What stands for an unknown number. */
    public static final String UNKNOWN = "–";

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final double GB = 1024;

    private NumberText() {}

    /** A fixed number of decimals. */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        // -0.00 is no number that anybody wants to read
        return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9') ? text.substring(1) : text;
    }

    /** A count with thousands apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202F');
    }

    /** A fraction as percent. */
    public static String percent(double fraction) {
        return Double.isNaN(fraction) ? UNKNOWN : fixed(100 * fraction, 1) + "\u202F%";
    }

    /** Three significant digits, plain between 0.001 and 100 000. */
    public static String compact(double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e");
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        String text = fixed(value, decimals);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** A duration. */
    public static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return UNKNOWN;
        }
        if (seconds < MINUTE) {
            return fixed(seconds, 1) + " s";
        }
        long s = Math.round(seconds);
        return s < HOUR ? s / MINUTE + " min " + s % MINUTE + " s" : s / HOUR + " h " + s % HOUR / MINUTE + " min";
    }

    /** Memory. */
    public static String megabytes(double mb) {
        if (Double.isNaN(mb)) {
            return UNKNOWN;
        }
        return mb < GB ? fixed(mb, 0) + " MB" : fixed(mb / GB, 2) + " GB";
    }
}
