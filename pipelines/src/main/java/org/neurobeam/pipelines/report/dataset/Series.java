package org.neurobeam.pipelines.report.dataset;

import java.util.Locale;

/** Values at times, drawn as the path of an SVG; where samples are many, least and greatest of each stretch. */
final class Series {
    private static final int STRETCHES = 560;

    private final double[] seconds;
    private final float[] values;

    /**
     * Handed over, not copied.
     *
     * @param seconds [samples], NaN where unknown: then samples are counted instead
     * @param values [samples], NaN where missing
     */
    Series(double[] seconds, float[] values) {
        if (seconds.length != values.length) {
            throw new IllegalArgumentException(
                    "seconds [" + seconds.length + " samples] but values [" + values.length + " samples]");
        }
        this.seconds = seconds;
        this.values = values;
    }

    /** Where a path is drawn: times from..to over x..x+width, values low..high over y+height..y. */
    record Frame(double from, double to, double x, double width, double y, double height, double low, double high) {
        double x(double t) {
            return x + (t - from) / (to - from) * width;
        }

        double y(double v) {
            return y + height - (high > low ? (v - low) / (high - low) : 0.5) * height;
        }
    }

    int length() {
        return values.length;
    }

    /** Whether the times are known. */
    boolean timed() {
        return seconds.length > 0 && Double.isFinite(seconds[0]) && Double.isFinite(seconds[seconds.length - 1]);
    }

    double time(int sample) {
        return timed() ? seconds[sample] : sample;
    }

    double end() {
        return values.length == 0 ? 0 : time(values.length - 1);
    }

    double low() {
        double low = Double.NaN;
        for (float v : values) {
            low = Float.isFinite(v) && !(v >= low) ? v : low;
        }
        return low;
    }

    double high() {
        double high = Double.NaN;
        for (float v : values) {
            high = Float.isFinite(v) && !(v <= high) ? v : high;
        }
        return high;
    }

    /** The path; a missing sample interrupts it. */
    String path(Frame frame) {
        StringBuilder path = new StringBuilder();
        int stretch = Math.max(1, (values.length + STRETCHES - 1) / STRETCHES);
        boolean open = false;
        for (int from = 0; from < values.length; from += stretch) {
            int to = Math.min(values.length, from + stretch);
            int least = -1;
            int most = -1;
            boolean gap = false;
            for (int n = from; n < to; n++) {
                gap |= !Float.isFinite(values[n]);
                if (Float.isFinite(values[n])) {
                    least = least < 0 || values[n] < values[least] ? n : least;
                    most = most < 0 || values[n] > values[most] ? n : most;
                }
            }
            if (least >= 0) {
                point(path, frame, Math.min(least, most), open);
                if (least != most) {
                    point(path, frame, Math.max(least, most), true);
                }
            }
            open = least >= 0 && !gap;
        }
        return path.toString();
    }

    private void point(StringBuilder path, Frame frame, int n, boolean open) {
        path.append(open ? 'L' : 'M')
                .append(String.format(Locale.ROOT, "%.1f %.1f", frame.x(time(n)), frame.y(values[n])));
    }
}
