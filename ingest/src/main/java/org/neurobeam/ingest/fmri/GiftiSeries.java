package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.ingest.surface.GiftiArray;
import org.neurobeam.ingest.surface.GiftiFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.table.Unit;

/**
 * The vertices of the TIME_SERIES arrays of a GIFTI file, one array for each sample. The format has a whole surface in
 * one array, so all arrays are in memory at once; files beyond the budget are refused.
 */
final class GiftiSeries implements SeriesSource {
    private static final String INTENT = "TIME_SERIES";
    private static final String TIME_STEP = "TimeStep";
    private static final double MS = 1000;

    private final DataStore store;
    private final String path;
    private final GiftiFile header;
    private final SeriesShape shape;
    private final List<String> warnings;
    private final OptionalDouble stepSeconds;

    private GiftiSeries(DataStore store, String path, GiftiFile header) {
        this.store = store;
        this.path = path;
        this.header = header;
        List<GiftiArray> arrays = header.arrays(INTENT);
        warnings = new ArrayList<>(header.warnings());
        stepSeconds = step(arrays, warnings);
        shape = new SeriesShape(
                arrays.get(0).size(),
                arrays.size(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                arrays.get(0).type().dtype());
    }

    /** @throws DataException when it has no TIME_SERIES array, or arrays of different lengths */
    static GiftiSeries open(DataStore store, String path) throws IOException {
        GiftiFile header = GiftiFile.readHeader(store, path);
        List<GiftiArray> arrays = header.arrays(INTENT);
        if (arrays.isEmpty()) {
            Set<String> intents = new TreeSet<>();
            header.arrays().forEach(a -> intents.add(a.intent()));
            throw new DataException(
                    path,
                    "DataArray",
                    NOT_A_SERIES,
                    "expected arrays of intent TIME_SERIES (.func.gii, .time.gii), found " + intents);
        }
        int vertices = arrays.get(0).size();
        for (int i = 0; i < arrays.size(); i++) {
            GiftiArray array = arrays.get(i);
            boolean flat = array.dimensions().stream().filter(n -> n != 1).count() <= 1;
            if (array.size() != vertices || !flat) {
                throw new DataException(
                        path,
                        "TIME_SERIES array " + i,
                        "bad_dimensions",
                        "expected one value for each of " + vertices + " vertices, found " + array.describe());
            }
        }
        return new GiftiSeries(store, path, header);
    }

    /** TimeStep is in ms; tools that do not know it write 0. */
    private static OptionalDouble step(List<GiftiArray> arrays, List<String> warnings) {
        Set<Double> found = new TreeSet<>();
        for (GiftiArray array : arrays) {
            String text = array.metadata().getOrDefault(TIME_STEP, "").strip();
            try {
                double step = text.isEmpty() ? 0 : Double.parseDouble(text);
                if (step > 0 && Double.isFinite(step)) {
                    found.add(step);
                }
            } catch (NumberFormatException e) {
                warnings.add("TimeStep is '" + text + "', which is no number: ignored");
                return OptionalDouble.empty();
            }
        }
        if (found.size() > 1) {
            warnings.add("TimeStep differs between arrays " + found + ": ignored");
        }
        return found.size() == 1 ? OptionalDouble.of(found.iterator().next() / MS) : OptionalDouble.empty();
    }

    @Override
    public SeriesShape shape() {
        return shape;
    }

    @Override
    public RepetitionTime timing(TimingSources beside) {
        return RepetitionTime.resolve(stepSeconds, shape.samples(), beside);
    }

    @Override
    public Iterable<Unit> units(FmriSource run) {
        String structure = structure(run);
        return () -> IntStream.range(0, shape.units())
                .mapToObj(vertex -> {
                    Unit.Builder unit = GrayordinateUnits.start(run.recordingId(), vertex, structure);
                    return (structure.isEmpty() ? unit : GrayordinateUnits.vertex(unit, structure, vertex)).build();
                })
                .iterator();
    }

    /** CORTEX_LEFT and the like: the entity of the name, else what the file says; empty for neither. */
    private String structure(FmriSource run) {
        String hemi = run.entities().getOrDefault("hemi", "");
        if (hemi.equals("L") || hemi.equals("R")) {
            return hemi.equals("L") ? "CORTEX_LEFT" : "CORTEX_RIGHT";
        }
        String key = "AnatomicalStructurePrimary";
        String written = header.metadata()
                .getOrDefault(key, header.arrays(INTENT).get(0).metadata().getOrDefault(key, ""));
        return written.strip().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<String> write(TraceWriter traces, SeriesMemory memory) throws IOException {
        long bytes = (long) shape.units() * shape.samples() * Float.BYTES;
        if (bytes > memory.budgetBytes()) {
            throw new DataException(
                    path,
                    "",
                    "too_large",
                    "a GIFTI file is read as a whole: expected at most " + memory.budgetBytes() + " bytes, found "
                            + bytes + "; raise memory_mb, or convert it to CIFTI, which is streamed");
        }
        List<GiftiArray> arrays = GiftiFile.read(store, path).arrays(INTENT);
        int atOnce = SeriesSource.unitsAtOnce(arrays.size());
        for (int first = 0; first < shape.units(); first += atOnce) {
            traces.append(first, block(arrays, first, Math.min(atOnce, shape.units() - first)));
        }
        return List.of();
    }

    private static FloatMatrix block(List<GiftiArray> arrays, int first, int count) {
        float[] values = new float[count * arrays.size()];
        for (int t = 0; t < arrays.size(); t++) {
            for (int v = 0; v < count; v++) {
                values[v * arrays.size() + t] = (float) arrays.get(t).at(first + v);
            }
        }
        return FloatMatrix.wrap(count, arrays.size(), values);
    }
}
