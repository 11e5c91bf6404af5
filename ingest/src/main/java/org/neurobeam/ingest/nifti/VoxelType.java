package org.neurobeam.ingest.nifti;

import java.util.Optional;

/** What is stored per voxel: the NIfTI datatype codes that hold numbers or colours. */
public enum VoxelType {
    UINT8(2, 1, 1, Kind.INTEGER, "uint8", "u1"),
    INT16(4, 2, 1, Kind.INTEGER, "int16", "i2"),
    INT32(8, 4, 1, Kind.INTEGER, "int32", "i4"),
    FLOAT32(16, 4, 1, Kind.FLOAT, "float32", "f4"),
    COMPLEX64(32, 4, 2, Kind.COMPLEX, "complex64", "c8"),
    FLOAT64(64, 8, 1, Kind.FLOAT, "float64", "f8"),
    RGB24(128, 1, 3, Kind.COLOUR, "[('R', 'u1'), ('G', 'u1'), ('B', 'u1')]", ""),
    INT8(256, 1, 1, Kind.INTEGER, "int8", "i1"),
    UINT16(512, 2, 1, Kind.INTEGER, "uint16", "u2"),
    UINT32(768, 4, 1, Kind.INTEGER, "uint32", "u4"),
    INT64(1024, 8, 1, Kind.INTEGER, "int64", "i8"),
    UINT64(1280, 8, 1, Kind.INTEGER, "uint64", "u8"),
    COMPLEX128(1792, 8, 2, Kind.COMPLEX, "complex128", "c16"),
    RGBA32(2304, 1, 4, Kind.COLOUR, "[('R', 'u1'), ('G', 'u1'), ('B', 'u1'), ('A', 'u1')]", "");

    /** How the components of a voxel are to be read. */
    public enum Kind {
        /** One integer. */
        INTEGER,
        /** One floating-point number. */
        FLOAT,
        /** Real and imaginary part. */
        COMPLEX,
        /** Red, green, blue and perhaps alpha, 0 to 255. */
        COLOUR
    }

    private final int code;
    private final int componentBytes;
    private final int components;
    private final Kind kind;
    private final String label;
    private final String shortLabel;

    VoxelType(int code, int componentBytes, int components, Kind kind, String label, String shortLabel) {
        this.code = code;
        this.componentBytes = componentBytes;
        this.components = components;
        this.kind = kind;
        this.label = label;
        this.shortLabel = shortLabel;
    }

    /** The type of a NIfTI datatype code; empty for unknown codes, float128, complex256 and binary. */
    public static Optional<VoxelType> ofCode(int code) {
        for (VoxelType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The NIfTI datatype code. */
    public int code() {
        return code;
    }

    /** Bytes of one component. */
    public int componentBytes() {
        return componentBytes;
    }

    /** Numbers per voxel: 1, or 2 for complex, 3 for RGB, 4 for RGBA. */
    public int components() {
        return components;
    }

    /** Bytes of one voxel. */
    public int voxelBytes() {
        return componentBytes * components;
    }

    /** How the components are to be read. */
    public Kind kind() {
        return kind;
    }

    /** The name as numpy spells it: {@code int16}, or {@code >i2} where bytes are big-endian. */
    public String label(boolean bigEndian) {
        return bigEndian && componentBytes > 1 ? ">" + shortLabel : label;
    }
}
