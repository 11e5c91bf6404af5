package org.neurobeam.ingest.bids;

import java.io.IOException;
import org.neurobeam.schemas.io.DataStore;

/** Tells the state of an image from its header and size. */
@FunctionalInterface
public interface ImageStates {
    /** The state of the image at the path; asked only for files with at least one byte. */
    ImageState of(DataStore store, String path) throws IOException;
}
