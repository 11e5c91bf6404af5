package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.Iterator;
import org.neurobeam.ingest.nifti.VoxelChunk;
import org.neurobeam.ingest.nifti.VoxelSeries;
import org.neurobeam.schemas.io.TraceWriter;

/**
 * Moves a series to a file of traces, voxel by voxel in disk order.
 *
 * @param transposeSeconds wall seconds in which chunks [voxels x volumes] were gathered
 * @param writeSeconds wall seconds in which they were handed to the writer, waiting for it included
 */
public record SeriesTraces(double transposeSeconds, double writeSeconds) {
    private static final int CHUNK_BYTES = 8 << 20;
    private static final double NANO = 1e-9;

    /**
     * Appends every voxel; memory is one chunk of 8 MB, or one voxel where that is more. The writer stays open.
     *
     * @throws IllegalArgumentException if the writer's series have another length
     */
    public static SeriesTraces write(VoxelSeries series, TraceWriter traces) throws IOException {
        int voxels = Math.max(1, CHUNK_BYTES / Float.BYTES / Math.max(1, series.volumes()));
        Iterator<VoxelChunk> chunks = series.chunks(voxels).iterator();
        long gathering = 0;
        long writing = 0;
        while (chunks.hasNext()) {
            long start = System.nanoTime();
            VoxelChunk chunk = chunks.next();
            long gathered = System.nanoTime();
            traces.append(chunk.firstVoxel(), chunk.values());
            gathering += gathered - start;
            writing += System.nanoTime() - gathered;
        }
        return new SeriesTraces(gathering * NANO, writing * NANO);
    }
}
