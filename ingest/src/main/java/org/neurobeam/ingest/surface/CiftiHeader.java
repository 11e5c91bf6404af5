package org.neurobeam.ingest.surface;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.neurobeam.schemas.error.DataException;

/** The NIfTI-2 header of a CIFTI file, as far as CIFTI needs it, and the XML of its extension. */
final class CiftiHeader {
    static final int BYTES = 540;
    private static final int MAGIC_AT = 4;
    private static final int MAGIC_BYTES = 8;
    private static final int EXTENDER = 4;
    private static final int XML_CODE = 32;
    private static final int DIMENSIONS = 8;
    private static final int NAME_BYTES = 16;
    private static final int FIRST_INTENT = 3000;
    private static final int LAST_INTENT = 3099;
    private static final byte[] MAGIC = {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'};

    private final String file;
    private final ByteBuffer header;
    private final List<String> warnings = new ArrayList<>();
    private byte[] xml = new byte[0];
    private int extensions;

    private CiftiHeader(String file, ByteBuffer header) {
        this.file = file;
        this.header = header;
    }

    /** Whether the first bytes of a file are a NIfTI-2 header with a CIFTI intent. */
    static boolean recognises(byte[] first) {
        if (first.length < BYTES || !Arrays.equals(first, MAGIC_AT, MAGIC_AT + MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES)) {
            return false;
        }
        int intent = ordered(first).getInt(504);
        return intent >= FIRST_INTENT && intent <= LAST_INTENT;
    }

    private static ByteBuffer ordered(byte[] first) {
        ByteBuffer buffer = ByteBuffer.wrap(first, 0, BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.getInt(0) == BYTES ? buffer : buffer.order(ByteOrder.BIG_ENDIAN);
    }

    /** Reads header and extensions; the stream then stands somewhere before the data. */
    static CiftiHeader read(InputStream in, String file) throws IOException {
        byte[] first = in.readNBytes(BYTES);
        if (first.length < BYTES || !Arrays.equals(first, MAGIC_AT, MAGIC_AT + MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES)) {
            String found =
                    HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(first.length, MAGIC_AT + MAGIC_BYTES));
            throw new DataException(
                    file, "byte 0", "not_cifti", "expected a NIfTI-2 header of 540 bytes, found [" + found + "]");
        }
        CiftiHeader header = new CiftiHeader(file, ordered(first));
        header.check();
        header.readExtensions(in);
        return header;
    }

    private void check() {
        if (header.getInt(0) != BYTES) {
            warnings.add("sizeof_hdr is not 540 in either byte order; big endian is assumed");
        }
        if (dimension(0) != 6 && dimension(0) != 7) {
            throw bad("dim", "expected dim[0] = 6, found " + dimension(0));
        }
        for (int i = 1; i < 5; i++) {
            if (dimension(i) != 1) {
                throw bad("dim", "expected dim[1..4] = 1, found dim[" + i + "] = " + dimension(i));
            }
        }
        for (int i = 5; i < 7; i++) {
            if (dimension(i) < 1 || dimension(i) > Integer.MAX_VALUE) {
                throw bad("dim", "expected dim[" + i + "] of 1 to 2147483647, found " + dimension(i));
            }
        }
        type();
        if (voxOffset() < BYTES + EXTENDER) {
            throw bad("vox_offset", "expected data behind header and extension, found vox_offset " + voxOffset());
        }
    }

    private void readExtensions(InputStream in) throws IOException {
        long at = BYTES + EXTENDER;
        byte[] flag = in.readNBytes(EXTENDER);
        boolean more = flag.length == EXTENDER && flag[0] != 0;
        while (more && at + 2 * EXTENDER <= voxOffset()) {
            byte[] start = in.readNBytes(2 * EXTENDER);
            if (start.length < 2 * EXTENDER) {
                break;
            }
            ByteBuffer sizes = ByteBuffer.wrap(start).order(order());
            int size = sizes.getInt();
            int code = sizes.getInt();
            if (size < 2 * EXTENDER || at + size > voxOffset()) {
                throw bad("byte " + at, "extension of " + size + " bytes does not fit before the data");
            }
            byte[] content = in.readNBytes(size - 2 * EXTENDER);
            extensions++;
            xml = code == XML_CODE && xml.length == 0 ? content : xml;
            at += size;
        }
        if (xml.length == 0) {
            throw bad("byte " + (BYTES + EXTENDER), "expected an extension of code 32 with the CIFTI XML, found none");
        }
    }

    private DataException bad(String place, String problem) {
        return new DataException(file, place, "bad_cifti_header", problem);
    }

    String file() {
        return file;
    }

    ByteOrder order() {
        return header.order();
    }

    /** dim[i] as stored. */
    long dimension(int i) {
        return header.getLong(16 + Long.BYTES * i);
    }

    /** dim[5]: the axis that is fastest on disk. */
    int rows() {
        return (int) dimension(5);
    }

    /** dim[6]: the axis of brain models in most files. */
    int columns() {
        return (int) dimension(6);
    }

    ElementType type() {
        int code = header.getShort(12);
        return ElementType.of(code)
                .orElseThrow(() -> new DataException(
                        file, "datatype", "unsupported_type", "unsupported type: NIfTI datatype " + code));
    }

    double[] pixdim() {
        double[] pixdim = new double[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            pixdim[i] = header.getDouble(104 + Double.BYTES * i);
        }
        return pixdim;
    }

    long voxOffset() {
        return header.getLong(168);
    }

    double rawSlope() {
        return header.getDouble(176);
    }

    double rawIntercept() {
        return header.getDouble(184);
    }

    /** Slope and intercept apply: the slope is finite and not 0. */
    boolean scaled() {
        return Double.isFinite(rawSlope()) && rawSlope() != 0;
    }

    int qformCode() {
        return header.getInt(344);
    }

    int sformCode() {
        return header.getInt(348);
    }

    /** Element of the 3 x 4 sform. */
    double sform(int row, int column) {
        return header.getDouble(400 + Double.BYTES * (4 * row + column));
    }

    int xyztUnits() {
        return header.getInt(500);
    }

    int intentCode() {
        return header.getInt(504);
    }

    String intentName() {
        byte[] name = new byte[NAME_BYTES];
        header.get(508, name);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** The first four magic bytes in hex. */
    String magic() {
        byte[] magic = new byte[4];
        header.get(MAGIC_AT, magic);
        return HexFormat.of().formatHex(magic);
    }

    int extensions() {
        return extensions;
    }

    /** The XML without the zeros that fill its extension. */
    InputStream xml() {
        int end = xml.length;
        while (end > 0 && xml[end - 1] == 0) {
            end--;
        }
        return new java.io.ByteArrayInputStream(xml, 0, end);
    }

    List<String> warnings() {
        return warnings;
    }
}
