package org.neurobeam.ingest.nifti;

/** Unit of the fourth axis; it need not be time. */
public enum TimeUnit {
    /** Not given, or an undefined code. */
    UNKNOWN(0, "unknown", 1),
    /** Second. */
    SECOND(8, "s", 1),
    /** Millisecond. */
    MILLISECOND(16, "ms", 1e-3),
    /** Microsecond. */
    MICROSECOND(24, "us", 1e-6),
    /** Hertz. */
    HERTZ(32, "Hz", Double.NaN),
    /** Parts per million. */
    PPM(40, "ppm", Double.NaN),
    /** Radian per second. */
    RADIAN_PER_SECOND(48, "rad/s", Double.NaN);

    private final int code;
    private final String label;
    private final double seconds;

    TimeUnit(int code, String label, double seconds) {
        this.code = code;
        this.label = label;
        this.seconds = seconds;
    }

    /** The unit in an xyzt_units field; undefined codes are unknown. */
    public static TimeUnit ofCode(int xyztUnits) {
        for (TimeUnit unit : values()) {
            if (unit.code == (xyztUnits & 56)) {
                return unit;
            }
        }
        return UNKNOWN;
    }

    /** Its symbol, or {@code unknown}. */
    public String label() {
        return label;
    }

    /** Whether the axis is time, or may be. */
    public boolean mayBeTime() {
        return !Double.isNaN(seconds);
    }

    /** Seconds in one unit; 1 where it is unknown, NaN where it is not time. */
    public double seconds() {
        return seconds;
    }
}
