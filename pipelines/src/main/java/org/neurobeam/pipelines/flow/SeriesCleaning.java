package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.cleaning.Cleaned;
import org.neurobeam.preprocess.cleaning.PscStatistics;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.preprocess.cleaning.VoxelStatistics;
import org.neurobeam.preprocess.image.ParcelSeries;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.TraceWriter;

/** Cleans the series of one run as they come, and writes them with a sample of what they were before, in one pass. */
final class SeriesCleaning {
    private static final int CARPET_UNITS = 400;

    private final String recordingId;
    private final boolean[] keep;
    private SignalCleaner cleaner;

    /** Cleaning of one run. */
    SeriesCleaning(String recordingId, RunCleaning cleaning) {
        this.recordingId = recordingId;
        this.keep = cleaning.keep();
        this.cleaner = cleaning.cleaner();
    }

    /**
     * Where series go.
     *
     * @param clean cleaned series of all units
     * @param sample raw series of some units, evenly spread: for the carpet plot of the report
     */
    record Traces(TraceWriter clean, TraceWriter sample) {}

    /** Takes the decision of percent signal change from all voxels, in a pass of its own. */
    void decidePsc(MaskedSeries series) {
        PscStatistics sum = null;
        int first = 0;
        for (FloatMatrix chunk : series.chunks()) {
            PscStatistics part = located(chunk, first, () -> cleaner.pscStatistics(chunk));
            sum = sum == null ? part : sum.plus(part);
            first += chunk.rows();
        }
        cleaner = cleaner.withPsc(sum);
    }

    /**
     * Cleans voxels.
     *
     * @return number of voxels that are constant after cleaning
     */
    int voxels(MaskedRun run, Traces traces) throws IOException {
        int first = 0;
        int constant = 0;
        int every = every(run.mask().count());
        for (FloatMatrix chunk : run.series().chunks()) {
            run.quality().add(chunk);
            int from = first;
            Cleaned<FloatMatrix> clean = located(chunk, from, () -> cleaner.cleanVoxelMajor(chunk));
            float[] values = clean.signals().values();
            for (int v = 0; v < chunk.rows(); v++) {
                int unit = first + v;
                traces.clean.append(unit, moments(clean.statistics(), v), values, v * cleaner.keptVolumes());
                if (unit % every == 0) {
                    traces.sample.append(TraceSeries.of(unit, chunk.row(v)));
                }
            }
            constant += clean.statistics().constantVoxels();
            first += chunk.rows();
        }
        return constant;
    }

    /**
     * Cleans parcels in float64; a parcel without series stays without.
     *
     * @return number of parcels that are constant after cleaning
     */
    int parcels(ParcelSeries parcels, int[] covered, Traces traces) throws IOException {
        DoubleMatrix raw = DoubleMatrix.zeros(parcels.values().rows(), covered.length);
        for (int t = 0; t < raw.rows(); t++) {
            for (int c = 0; c < covered.length; c++) {
                raw.set(t, c, parcels.values().get(t, covered[c]));
            }
        }
        Cleaned<DoubleMatrix> clean = cleaned(raw, parcels, covered);
        int every = every(covered.length);
        int next = 0;
        for (int p = 0; p < parcels.names().size(); p++) {
            boolean has = next < covered.length && covered[next] == p;
            TraceSeries.Moments moments =
                    has ? moments(clean.statistics(), next) : new TraceSeries.Moments(Double.NaN, Double.NaN);
            float[] values = column(clean.signals(), has ? next : -1);
            traces.clean.append(p, moments, values, 0);
            if (has && next % every == 0) {
                traces.sample.append(TraceSeries.of(p, column(raw, next)));
            }
            next += has ? 1 : 0;
        }
        return clean.statistics().constantVoxels();
    }

    private Cleaned<DoubleMatrix> cleaned(DoubleMatrix raw, ParcelSeries parcels, int[] covered) {
        try {
            return cleaner.clean(raw);
        } catch (DataException e) {
            for (int c = 0; c < raw.columns(); c++) {
                for (int t = 0; t < raw.rows(); t++) {
                    if (keep[t] && !Double.isFinite(raw.get(t, c))) {
                        String name = parcels.names().get(covered[c]);
                        throw new DataException(
                                recordingId, "parcel " + name + ", volume " + t, e.code(), e.problem(), e);
                    }
                }
            }
            throw new DataException(recordingId, e.file() + ", " + e.place(), e.code(), e.problem(), e);
        }
    }

    private static int every(int units) {
        return Math.max(1, units / CARPET_UNITS);
    }

    private static TraceSeries.Moments moments(VoxelStatistics statistics, int v) {
        return new TraceSeries.Moments(
                statistics.mean().get(0, v), statistics.sd().get(0, v));
    }

    /** NaN where there is no such column. */
    private static float[] column(DoubleMatrix m, int column) {
        float[] values = new float[m.rows()];
        for (int t = 0; t < values.length; t++) {
            values[t] = column < 0 ? Float.NaN : (float) m.get(t, column);
        }
        return values;
    }

    /** The cleaner counts voxels from the start of a chunk: the failure names the unit of the recording. */
    private <R> R located(FloatMatrix chunk, int first, Supplier<R> work) {
        try {
            return work.get();
        } catch (DataException e) {
            int at = IntStream.range(0, chunk.rows() * chunk.columns())
                    .filter(i -> keep[i % chunk.columns()] && !Float.isFinite(chunk.values()[i]))
                    .findFirst()
                    .orElse(-1);
            String place = at < 0
                    ? e.file() + ", " + e.place()
                    : "unit " + (first + at / chunk.columns()) + ", volume " + at % chunk.columns();
            throw new DataException(recordingId, place, e.code(), e.problem(), e);
        }
    }
}
