package org.neurobeam.ingest.nifti;

/** Unit of the fourth axis; it need not be time. */
public enum TimeUnit {
    /** Not given, or an undefined code. */
    UNKNOWN(0, "unknown", true),
    /** Second. */
    SECOND(8, "s", true),
    /** Millisecond. */
    MILLISECOND(16, "ms", true),
    /** Microsecond. */
    MICROSECOND(24, "us", true),
    /** Hertz. */
    HERTZ(32, "Hz", false),
    /** Parts per million. */
    PPM(40, "ppm", false),
    /** Radian per second. */
    RADIAN_PER_SECOND(48, "rad/s", false);

    private final int code;
    private final String label;
    private final boolean time;

    TimeUnit(int code, String label, boolean time) {
        this.code = code;
        this.label = label;
        this.time = time;
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
        return time;
    }
}
