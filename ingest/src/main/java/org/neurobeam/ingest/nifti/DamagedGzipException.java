package org.neurobeam.ingest.nifti;

import java.io.IOException;

/** A gzip stream that is truncated, corrupt or fails its checksum. */
public final class DamagedGzipException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedGzipException(String problem) {
        super(problem);
    }
}
