package org.neurobeam.ingest.inspect;

import java.io.IOException;
import java.io.InputStream;
import org.neurobeam.ingest.bids.ImageState;
import org.neurobeam.ingest.bids.ImageStates;
import org.neurobeam.ingest.nifti.ContentStream;
import org.neurobeam.ingest.nifti.DamagedGzipException;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The state of an image from its header and its size; of a gzip file at most the first bytes of data are unpacked. */
public final class HeaderStates implements ImageStates {
    /** Deflate cannot make more of a byte than this. */
    private static final long LARGEST_RATIO = 1032;
    /** Data behind longer extensions are not looked for: their size speaks for them. */
    private static final long MOST_SKIPPED = 1 << 20;

    @Override
    public ImageState of(DataStore store, String path) throws IOException {
        ImageHeader header;
        try {
            header = ImageHeader.read(store, path);
        } catch (DataException refused) {
            // the state is the report; inspect of the file says why
            return ImageState.REFUSED;
        }
        if (header.format().isPair()) {
            return ImageState.HEADER_ONLY;
        }
        return hasData(store, path, header) ? ImageState.READABLE : ImageState.HEADER_ONLY;
    }

    private static boolean hasData(DataStore store, String path, ImageHeader header) throws IOException {
        long size = store.size(path);
        try (ContentStream in = ContentStream.forHeader(store, path)) {
            if (!in.isGzip()) {
                return size - header.dataOffset() >= header.dataBytes();
            }
            boolean plausible = header.dataBytes() / LARGEST_RATIO <= size;
            return plausible && (header.dataOffset() > MOST_SKIPPED || reaches(in, header.dataOffset()));
        } catch (DamagedGzipException e) {
            return false;
        }
    }

    private static boolean reaches(InputStream in, long offset) throws IOException {
        long left = offset + 1;
        byte[] skipped = new byte[4096];
        while (left > 0) {
            int n = in.read(skipped, 0, (int) Math.min(skipped.length, left));
            if (n <= 0) {
                return false;
            }
            left -= n;
        }
        return true;
    }
}
