package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.table.Unit;

/** The series of one file, whatever its format: opened by its header, written unit by unit in one pass. */
sealed interface SeriesSource permits VolumeSeries, CiftiSeries, GiftiSeries {
    /** The code of files that hold no time series. */
    String NOT_A_SERIES = "not_a_time_series";

    /** Bytes of one block of units. */
    int CHUNK_BYTES = 8 << 20;

    /**
     * Opens a file by what it holds: reads its header and no values.
     *
     * @throws DataException when it cannot be read, or holds no time series ({@link #NOT_A_SERIES})
     */
    static SeriesSource open(DataStore store, String path) throws IOException {
        return switch (SeriesFormat.of(store, path)) {
            case CIFTI -> CiftiSeries.open(store, path);
            case GIFTI -> GiftiSeries.open(store, path);
            case VOLUMES -> VolumeSeries.open(store, path);
        };
    }

    /** Units, samples, grid and type. */
    SeriesShape shape();

    /** The time between samples: JSON before the file's own word. */
    RepetitionTime timing(TimingSources beside);

    /** Time of the first sample in s, where the file says so. */
    default OptionalDouble startSeconds() {
        return OptionalDouble.empty();
    }

    /** The space that units lie in when no name says so. */
    default Optional<String> space() {
        return Optional.empty();
    }

    /** The rows of the units, made one by one; some need an entity ({@code hemi}) of the run. */
    Iterable<Unit> units(FmriSource run);

    /** Doubts about the header, one sentence each. */
    List<String> warnings();

    /**
     * Reads all values once and appends them unit by unit.
     *
     * @return doubts about the data, one sentence each
     * @throws DataException when the values cannot be read whole
     */
    List<String> write(TraceWriter traces, SeriesMemory memory) throws IOException;

    /** Units of one block. */
    static int unitsAtOnce(int samples) {
        return Math.max(1, CHUNK_BYTES / Float.BYTES / Math.max(1, samples));
    }
}
