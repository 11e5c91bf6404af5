package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** The raw series as they lie on disk, read chunk by chunk. */
final class RawSeries implements MaskedSeries {
    private static final int CHUNK_FLOATS = 1 << 20;

    private final Mask mask;
    private final int[] indices;
    private final boolean ensureFinite;
    private final TraceReader traces;

    private RawSeries(Mask mask, boolean ensureFinite, TraceReader traces) {
        this.mask = mask;
        this.indices = mask.indices();
        this.ensureFinite = ensureFinite;
        this.traces = traces;
    }

    /**
     * Opens the raw series of a recording.
     *
     * @param ensureFinite whether NaN and infinite values become 0
     * @throws DataException if the dataset has not the series of every voxel
     */
    static RawSeries open(Dataset input, Recording recording, Mask mask, boolean ensureFinite) throws IOException {
        TraceReader traces = input.traces(recording.getRecordingId(), FmriIngest.ORIGINAL, FmriIngest.RAW);
        if (traces.rows() != mask.grid().voxels()) {
            int rows = traces.rows();
            traces.close();
            throw new DataException(
                    recording.getRecordingId(),
                    "traces",
                    "not_all_voxels",
                    "expected the raw series of all " + mask.grid().voxels() + " voxels, found " + rows
                            + "; give the dataset that ingest wrote");
        }
        return new RawSeries(mask, ensureFinite, traces);
    }

    /** Number of volumes. */
    int volumes() {
        return traces.samples();
    }

    /** The units in the mask, numbered anew from 0. */
    static List<Unit> units(Dataset input, Recording recording, Mask mask) throws IOException {
        List<Unit> units = new ArrayList<>(mask.count());
        input.forEach(
                Table.UNITS,
                unit -> {
                    if (mask.contains(unit.getRoiIndex())) {
                        int index = units.size();
                        units.add(Unit.newBuilder(unit)
                                .setRoiIndex(index)
                                .setUnitId(recording.getRecordingId() + "/" + index)
                                .build());
                    }
                },
                recording.getRecordingId());
        return units;
    }

    /**
     * Reads some volumes whole, also outside the mask; one pass over all voxels.
     *
     * @param first first volume
     * @param block [volumes][voxels], filled
     * @param count volumes to read
     */
    void readVolumes(int first, float[][] block, int count) throws IOException {
        int samples = traces.samples();
        int step = step();
        for (int row = 0; row < traces.rows(); row += step) {
            TraceBlock chunk = traces.read(row, Math.min(row + step, traces.rows()));
            float[] values = chunk.values().values();
            replaceNonFinite(values);
            int[] voxels = chunk.roiIndices();
            for (int t = 0; t < count; t++) {
                float[] volume = block[t];
                for (int u = 0; u < voxels.length; u++) {
                    volume[voxels[u]] = values[u * samples + first + t];
                }
            }
        }
    }

    private int step() {
        return Math.max(1, CHUNK_FLOATS / Math.max(1, traces.samples()));
    }

    private void replaceNonFinite(float[] values) {
        if (ensureFinite) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.isFinite(values[i]) ? values[i] : 0;
            }
        }
    }

    /** How many voxels of the mask lie before a place in the volume. */
    private int firstAtOrAfter(int index) {
        int found = Arrays.binarySearch(indices, index);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public Iterable<FloatMatrix> chunks() {
        return Chunks::new;
    }

    private final class Chunks implements Iterator<FloatMatrix> {
        private final int step = step();
        private int row;
        private FloatMatrix ready;

        @Override
        public boolean hasNext() {
            while (ready == null && row < traces.rows()) {
                int to = Math.min(row + step, traces.rows());
                ready = masked(row, to);
                row = to;
            }
            return ready != null;
        }

        @Override
        public FloatMatrix next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all voxels were given");
            }
            FloatMatrix chunk = ready;
            ready = null;
            return chunk;
        }

        private FloatMatrix masked(int from, int to) {
            int count = firstAtOrAfter(to) - firstAtOrAfter(from);
            if (count == 0) {
                return null;
            }
            int samples = traces.samples();
            try {
                TraceBlock block = traces.read(from, to);
                FloatMatrix inside = FloatMatrix.zeros(count, samples);
                int v = 0;
                for (int u = 0; u < block.units(); u++) {
                    if (mask.contains(block.roiIndex(u))) {
                        System.arraycopy(block.values().values(), u * samples, inside.values(), v++ * samples, samples);
                    }
                }
                replaceNonFinite(inside.values());
                return inside;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        traces.close();
    }
}
