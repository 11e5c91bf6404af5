package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Recognises the layout and the byte order by content and reads header and extensions, nothing behind them. */
final class HeaderReader {
    private static final int NIFTI1_BYTES = 348;
    private static final int NIFTI2_BYTES = 540;
    private static final int SHOWN_BYTES = 16;

    private final DataStore store;
    private final ImagePaths paths;
    private final String path;
    private final List<String> warnings = new ArrayList<>();

    HeaderReader(DataStore store, String path) {
        this.store = store;
        ImagePaths named = new ImagePaths(store, path);
        this.path = named.header();
        this.paths = new ImagePaths(store, this.path);
    }

    ImageHeader read() {
        try (ContentStream in = ContentStream.forHeader(store, path)) {
            if (in.isGzip() != ImagePaths.namesGzip(path)) {
                warnings.add("the name says " + (in.isGzip() ? "plain" : "gzip") + " but the content is "
                        + (in.isGzip() ? "gzip" : "plain") + "; read by content");
            }
            HeaderFields fields = fields(in);
            List<Extension> extensions = extensions(in, fields);
            return new HeaderInterpreter(store, paths, fields, warnings).interpret(path, extensions);
        } catch (NoSuchFileException e) {
            throw new DataException(path, "", "missing_file", "expected an image, found no such file", e);
        } catch (DamagedGzipException e) {
            throw notNifti("found a damaged gzip stream (" + e.getMessage() + ")", new byte[0]);
        } catch (IOException e) {
            throw new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e);
        }
    }

    private HeaderFields fields(ContentStream in) throws IOException {
        byte[] first = in.firstBytes(NIFTI1_BYTES);
        if (first.length < NIFTI1_BYTES) {
            throw notNifti(
                    first.length == 0
                            ? "the file is empty"
                            : "found " + first.length + " bytes where a header has at least " + NIFTI1_BYTES,
                    first);
        }
        NiftiFormat format = format(first);
        byte[] header = first;
        if (format.isNifti2()) {
            byte[] rest = in.firstBytes(NIFTI2_BYTES - NIFTI1_BYTES);
            header = Arrays.copyOf(first, NIFTI1_BYTES + rest.length);
            System.arraycopy(rest, 0, header, NIFTI1_BYTES, rest.length);
            if (header.length < NIFTI2_BYTES) {
                throw notNifti("found " + header.length + " bytes of the 540 of a NIfTI-2 header", first);
            }
        }
        return new HeaderFields(header, order(header, format), format);
    }

    private NiftiFormat format(byte[] first) {
        String magic1 = new String(first, 344, 4, StandardCharsets.ISO_8859_1);
        String magic2 = new String(first, 4, 4, StandardCharsets.ISO_8859_1);
        if (magic1.equals("n+1\0")) {
            return NiftiFormat.NIFTI1;
        }
        if (magic1.equals("ni1\0")) {
            return NiftiFormat.NIFTI1_PAIR;
        }
        if (magic2.equals("n+2\0") || magic2.equals("ni2\0")) {
            checkLineEnds(first);
            return magic2.equals("n+2\0") ? NiftiFormat.NIFTI2 : NiftiFormat.NIFTI2_PAIR;
        }
        if (paths.namesPair() && sizeIs(first, NIFTI1_BYTES)) {
            return NiftiFormat.ANALYZE;
        }
        throw notNifti(
                "expected the magic n+1, ni1 (byte 344), n+2 or ni2 (byte 4), found "
                        + HexFormat.ofDelimiter(" ").formatHex(first, 344, 348) + " and "
                        + HexFormat.ofDelimiter(" ").formatHex(first, 4, 8)
                        + "; check that the file is an image and was copied in binary mode",
                first);
    }

    private void checkLineEnds(byte[] first) {
        byte[] found = Arrays.copyOfRange(first, 8, 12);
        if (!Arrays.equals(found, new byte[] {0x0D, 0x0A, 0x1A, 0x0A}) && !Arrays.equals(found, new byte[4])) {
            throw notNifti(
                    "expected 0d0a1a0a at byte 8, found " + HexFormat.of().formatHex(found)
                            + ": line ends were converted; copy the file again in binary mode",
                    first);
        }
    }

    private ByteOrder order(byte[] header, NiftiFormat format) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            if (ByteBuffer.wrap(header).order(order).getInt(0) == format.headerBytes()) {
                return order;
            }
        }
        warnings.add("sizeof_hdr is " + new HeaderFields(header, ByteOrder.LITTLE_ENDIAN, format).sizeofHdr()
                + " instead of " + format.headerBytes() + "; byte order taken from dim[0]");
        long axes = new HeaderFields(header, ByteOrder.LITTLE_ENDIAN, format).dim(0);
        return axes >= 1 && axes <= 7 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private static boolean sizeIs(byte[] header, int bytes) {
        int size = ByteBuffer.wrap(header).getInt(0);
        return size == bytes || Integer.reverseBytes(size) == bytes;
    }

    private List<Extension> extensions(ContentStream in, HeaderFields fields) throws IOException {
        byte[] flag = in.firstBytes(4);
        if (fields.format() == NiftiFormat.ANALYZE || flag.length < 4 || flag[0] == 0) {
            return List.of();
        }
        long available = fields.format().isPair()
                ? Long.MAX_VALUE
                : (long) fields.voxOffset() - fields.format().headerBytes() - 4;
        try {
            return new ExtensionReader(in, fields.order()).read(available);
        } catch (ExtensionReader.BadExtensionException e) {
            warnings.add("header extensions dropped: " + e.getMessage());
            return List.of();
        }
    }

    private DataException notNifti(String problem, byte[] first) {
        String shown = first.length == 0
                ? ""
                : " (first bytes " + HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(SHOWN_BYTES, first.length))
                        + ")";
        return new DataException(path, "byte 0", "not_nifti", "not a NIfTI image: " + problem + shown);
    }
}
