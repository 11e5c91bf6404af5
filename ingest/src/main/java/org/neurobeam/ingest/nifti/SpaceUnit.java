package org.neurobeam.ingest.nifti;

/** Unit of the three axes of space. */
public enum SpaceUnit {
    /** Not given, or an undefined code. */
    UNKNOWN(0, "unknown"),
    /** Metre. */
    METER(1, "m"),
    /** Millimetre. */
    MILLIMETER(2, "mm"),
    /** Micrometre. */
    MICROMETER(3, "um");

    private final int code;
    private final String label;

    SpaceUnit(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The unit in an xyzt_units field; undefined codes are unknown. */
    public static SpaceUnit ofCode(int xyztUnits) {
        for (SpaceUnit unit : values()) {
            if (unit.code == (xyztUnits & 7)) {
                return unit;
            }
        }
        return UNKNOWN;
    }

    /** Its symbol, or {@code unknown}. */
    public String label() {
        return label;
    }
}
