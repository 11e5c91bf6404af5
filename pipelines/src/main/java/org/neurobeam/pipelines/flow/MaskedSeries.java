package org.neurobeam.pipelines.flow;

import java.io.IOException;
import org.neurobeam.schemas.array.FloatMatrix;

/** The series of the voxels in a mask, in the mask's order; may be read as often as wanted. */
interface MaskedSeries extends AutoCloseable {
    /** The voxels in chunks [voxels x volumes]. */
    Iterable<FloatMatrix> chunks();

    @Override
    void close() throws IOException;
}
