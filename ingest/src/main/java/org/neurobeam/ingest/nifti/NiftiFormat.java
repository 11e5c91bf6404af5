package org.neurobeam.ingest.nifti;

/** The five layouts that this package reads. */
public enum NiftiFormat {
    /** One file, 348-byte header, magic n+1. */
    NIFTI1("nifti1", 348, false),
    /** One file, 540-byte header, magic n+2. */
    NIFTI2("nifti2", 540, false),
    /** Header and image apart, 348-byte header, magic ni1. */
    NIFTI1_PAIR("nifti1_pair", 348, true),
    /** Header and image apart, 540-byte header, magic ni2. */
    NIFTI2_PAIR("nifti2_pair", 540, true),
    /** Header and image apart, 348-byte header without magic. */
    ANALYZE("analyze", 348, true);

    private final String label;
    private final int headerBytes;
    private final boolean pair;

    NiftiFormat(String label, int headerBytes, boolean pair) {
        this.label = label;
        this.headerBytes = headerBytes;
        this.pair = pair;
    }

    /** The word used in reports, e.g. {@code nifti1_pair}. */
    public String label() {
        return label;
    }

    /** Bytes of the fixed part of the header: 348 or 540. */
    public int headerBytes() {
        return headerBytes;
    }

    /** Whether voxels live in a file of their own. */
    public boolean isPair() {
        return pair;
    }

    /** Whether fields have the layout of NIfTI-2. */
    public boolean isNifti2() {
        return headerBytes == 540;
    }

    /** First byte of a single file that may hold voxels: header and extension flag come before it. */
    int firstDataByte() {
        return pair ? 0 : headerBytes + 4;
    }
}
