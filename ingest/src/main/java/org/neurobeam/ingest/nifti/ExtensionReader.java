package org.neurobeam.ingest.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the extensions between header and voxels; their bytes grow as they arrive, never by what a size field says. */
final class ExtensionReader {
    private static final int HEAD_BYTES = 8;
    private static final long LARGEST_BYTES = 128L << 20;

    private final InputStream in;
    private final ByteOrder order;

    ExtensionReader(InputStream in, ByteOrder order) {
        this.in = in;
        this.order = order;
    }

    /** A size that cannot be, or bytes that end too early. */
    static final class BadExtensionException extends Exception {
        private static final long serialVersionUID = 1L;

        BadExtensionException(String problem) {
            super(problem);
        }
    }

    List<Extension> read(long available) throws IOException, BadExtensionException {
        List<Extension> extensions = new ArrayList<>();
        long left = available;
        long kept = 0;
        while (left >= HEAD_BYTES) {
            byte[] head = bytes(HEAD_BYTES);
            if (head.length == 0) {
                break;
            }
            int size = size(head, left);
            byte[] content = bytes(size - HEAD_BYTES);
            if (content.length < size - HEAD_BYTES) {
                throw new BadExtensionException("extension " + (extensions.size() + 1) + " ends too early");
            }
            extensions.add(new Extension(ByteBuffer.wrap(head).order(order).getInt(4), content));
            left -= size;
            kept += size;
            if (kept > LARGEST_BYTES) {
                throw new BadExtensionException("more than " + LARGEST_BYTES + " bytes");
            }
        }
        return extensions;
    }

    private int size(byte[] head, long left) throws BadExtensionException {
        if (head.length < HEAD_BYTES) {
            throw new BadExtensionException("an extension ends too early");
        }
        int size = ByteBuffer.wrap(head).order(order).getInt(0);
        if (size < HEAD_BYTES || size % 16 != 0 || size > left || size > LARGEST_BYTES) {
            throw new BadExtensionException("esize " + size + " is not a multiple of 16 that ends before vox_offset");
        }
        return size;
    }

    private byte[] bytes(int count) throws IOException, BadExtensionException {
        try {
            return in.readNBytes(count);
        } catch (DamagedGzipException e) {
            throw new BadExtensionException(e.getMessage());
        }
    }
}
