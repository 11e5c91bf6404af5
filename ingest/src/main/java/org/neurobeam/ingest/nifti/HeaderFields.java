package org.neurobeam.ingest.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The fields of a header as they are stored, nothing repaired; NIfTI-1, NIfTI-2 and Analyze in one vocabulary. */
public final class HeaderFields {
    private static final int MAGIC_BYTES = 4;
    private static final int DESCRIPTION_BYTES = 80;

    private final ByteBuffer bytes;
    private final NiftiFormat format;

    HeaderFields(byte[] header, ByteOrder order, NiftiFormat format) {
        this.bytes = ByteBuffer.wrap(header).order(order);
        this.format = format;
    }

    /** The layout. */
    public NiftiFormat format() {
        return format;
    }

    /** Byte order of header and voxels. */
    public ByteOrder order() {
        return bytes.order();
    }

    /** Bytes that the header says it has; 348 or 540 in a sound file. */
    public int sizeofHdr() {
        return bytes.getInt(0);
    }

    /** Number of axes for i = 0, extent of axis i for i = 1 to 7. */
    public long dim(int i) {
        return format.isNifti2() ? bytes.getLong(16 + 8 * i) : bytes.getShort(40 + 2 * i);
    }

    /** Handedness of the quaternion for i = 0, step along axis i for i = 1 to 7, in {@link #xyztUnits()}. */
    public double pixdim(int i) {
        return number(76, 104, i);
    }

    /** Code of the voxel type. */
    public int datatype() {
        return bytes.getShort(format.isNifti2() ? 12 : 70);
    }

    /** Bits per voxel. */
    public int bitpix() {
        return bytes.getShort(format.isNifti2() ? 14 : 72);
    }

    /** First byte of voxel data; Analyze and NIfTI-1 store a float. */
    public double voxOffset() {
        return format.isNifti2() ? bytes.getLong(168) : bytes.getFloat(108);
    }

    /** Slope of the scaling; Analyze has it in funused1. */
    public double slope() {
        return number(112, 176, 0);
    }

    /** Intercept of the scaling; Analyze has none. */
    public double intercept() {
        return format == NiftiFormat.ANALYZE ? 0 : number(116, 184, 0);
    }

    /** Codes of the units of space (bits 0 to 2) and time (bits 3 to 5); 0 in Analyze. */
    public int xyztUnits() {
        if (format == NiftiFormat.ANALYZE) {
            return 0;
        }
        return format.isNifti2() ? bytes.getInt(500) : bytes.get(123) & 0xFF;
    }

    /** Code of the meaning of the values; 0 in Analyze. */
    public int intentCode() {
        if (format == NiftiFormat.ANALYZE) {
            return 0;
        }
        return format.isNifti2() ? bytes.getInt(504) : bytes.getShort(68);
    }

    /** Parameter 1 to 3 of the intent, e.g. degrees of freedom. */
    public double intentParameter(int i) {
        return number(56, 80, i - 1);
    }

    /** Code of the order of slice acquisition, whatever it is. */
    public int sliceCode() {
        return format.isNifti2() ? bytes.getInt(496) : bytes.get(122) & 0xFF;
    }

    /** Seconds (in time units of the header) between slices. */
    public double sliceDuration() {
        return number(132, 208, 0);
    }

    /** Code of the space of the quaternion; 0 = not set. */
    public int qformCode() {
        if (format == NiftiFormat.ANALYZE) {
            return 0;
        }
        return format.isNifti2() ? bytes.getInt(344) : bytes.getShort(252);
    }

    /** Code of the space of the affine rows; 0 = not set. */
    public int sformCode() {
        if (format == NiftiFormat.ANALYZE) {
            return 0;
        }
        return format.isNifti2() ? bytes.getInt(348) : bytes.getShort(254);
    }

    /** Quaternion b, c, d (i = 0 to 2). */
    double quaternion(int i) {
        return number(256, 352, i);
    }

    /** Offset of the quaternion, x, y, z (i = 0 to 2). */
    double quaternionOffset(int i) {
        return number(268, 376, i);
    }

    /** Affine rows, row-major [3 x 4]. */
    double affineRow(int i) {
        return number(280, 400, i);
    }

    /** Voxel at the origin of an Analyze image, 1-based, axis 0 to 2. */
    int originator(int axis) {
        return bytes.getShort(253 + 2 * axis);
    }

    /** Free text; bytes that are not UTF-8 are read as ISO-8859-1. */
    public String description() {
        byte[] text = new byte[DESCRIPTION_BYTES];
        bytes.get(format.isNifti2() ? 240 : 148, text);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, 0, end));
            return decoded.toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(text, 0, end, StandardCharsets.ISO_8859_1);
        }
    }

    /** The four bytes of the magic in hex. */
    public String magicHex() {
        byte[] magic = new byte[MAGIC_BYTES];
        bytes.get(format.isNifti2() ? 4 : 344, magic);
        return HexFormat.of().formatHex(magic);
    }

    private double number(int nifti1, int nifti2, int i) {
        return format.isNifti2() ? bytes.getDouble(nifti2 + 8 * i) : bytes.getFloat(nifti1 + 4 * i);
    }
}
