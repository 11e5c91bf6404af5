package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** The raw series of the voxels in a mask, in chunks [voxels x volumes] that may be read again. */
final class RawSeries implements AutoCloseable {
    private static final int CHUNK_FLOATS = 1 << 20;

    private final Dataset input;
    private final Recording recording;
    private final Mask mask;
    private final int[] indices;
    private final TraceReader traces;

    private RawSeries(Dataset input, Recording recording, Mask mask, TraceReader traces) {
        this.input = input;
        this.recording = recording;
        this.mask = mask;
        this.indices = mask.indices();
        this.traces = traces;
    }

    static RawSeries open(Dataset input, Recording recording, Mask mask, PreprocessConfig config) throws IOException {
        TraceReader traces = input.traces(recording.getRecordingId(), FmriIngest.ORIGINAL, FmriIngest.RAW);
        return new RawSeries(input, recording, mask, traces);
    }

    int unitCount() {
        return mask.count();
    }

    /** The units in the mask, numbered anew from 0. */
    List<Unit> units() throws IOException {
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

    /** How many voxels of the mask lie before a place in the volume. */
    private int firstAtOrAfter(int index) {
        int found = Arrays.binarySearch(indices, index);
        return found >= 0 ? found : -found - 1;
    }

    /** The voxels of the mask in file order. */
    Iterable<FloatMatrix> chunks() {
        return Chunks::new;
    }

    private final class Chunks implements Iterator<FloatMatrix> {
        private final int step = Math.max(1, CHUNK_FLOATS / Math.max(1, traces.samples()));
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
            int first = firstAtOrAfter(from);
            int count = firstAtOrAfter(to) - first;
            if (count == 0) {
                return null;
            }
            try {
                TraceBlock block = traces.read(from, to);
                FloatMatrix inside = FloatMatrix.zeros(count, traces.samples());
                int v = 0;
                for (int u = 0; u < block.units(); u++) {
                    if (mask.contains(block.roiIndex(u))) {
                        System.arraycopy(
                                block.values().values(),
                                u * traces.samples(),
                                inside.values(),
                                v++ * traces.samples(),
                                traces.samples());
                    }
                }
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
