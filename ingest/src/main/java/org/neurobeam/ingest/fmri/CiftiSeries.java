package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.ingest.surface.CiftiAxis;
import org.neurobeam.ingest.surface.CiftiFile;
import org.neurobeam.ingest.surface.VolumeSpace;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.table.Unit;

/**
 * The grayordinates or parcels of a CIFTI-2 series. All values of one grayordinate are contiguous on disk, so the file
 * is streamed as it stands: memory is one block of units.
 */
final class CiftiSeries implements SeriesSource {
    private static final int AFFINE = 4;

    private final CiftiFile file;
    private final CiftiAxis.Series time;
    private final SeriesShape shape;

    private CiftiSeries(CiftiFile file, CiftiAxis.Series time) {
        this.file = file;
        this.time = time;
        Optional<VolumeSpace> volume =
                file.columnAxis() instanceof CiftiAxis.BrainModels models ? models.volume() : Optional.empty();
        shape = new SeriesShape(
                file.columns(),
                file.rows(),
                file.columnAxis() instanceof CiftiAxis.Parcels ? file.columns() : 0,
                volume.map(VolumeSpace::dimensions).orElse(List.of()),
                volume.map(CiftiSeries::affine).orElse(List.of()),
                volume.map(v -> "cifti"),
                file.datatype());
    }

    /** @throws DataException unless rows are points in time, and columns grayordinates or parcels */
    static CiftiSeries open(DataStore store, String path) throws IOException {
        CiftiFile file = CiftiFile.open(store, path);
        boolean places =
                file.columnAxis() instanceof CiftiAxis.BrainModels || file.columnAxis() instanceof CiftiAxis.Parcels;
        if (places
                && file.rowAxis() instanceof CiftiAxis.Series time
                && time.startSeconds().isPresent()) {
            return new CiftiSeries(file, time);
        }
        throw new DataException(
                path,
                "MatrixIndicesMap",
                NOT_A_SERIES,
                "expected a series in seconds of grayordinates or parcels (.dtseries.nii, .ptseries.nii), found "
                        + kind(file.rowAxis()) + " of " + kind(file.columnAxis()));
    }

    private static String kind(CiftiAxis axis) {
        if (axis instanceof CiftiAxis.Series series) {
            return "a series in " + series.unit();
        }
        if (axis instanceof CiftiAxis.NamedMaps maps) {
            return maps.labels() ? "label maps" : "scalar maps";
        }
        return axis instanceof CiftiAxis.Parcels ? "parcels" : "grayordinates";
    }

    @Override
    public SeriesShape shape() {
        return shape;
    }

    @Override
    public RepetitionTime timing(TimingSources beside) {
        return RepetitionTime.resolve(time.trSeconds(), file.rows(), beside);
    }

    @Override
    public OptionalDouble startSeconds() {
        return time.startSeconds();
    }

    @Override
    public Iterable<Unit> units(FmriSource run) {
        return () -> GrayordinateUnits.of(file.columnAxis(), run.recordingId());
    }

    @Override
    public List<String> warnings() {
        return file.warnings();
    }

    @Override
    public List<String> write(TraceWriter traces, SeriesMemory memory) throws IOException {
        file.forEachColumns(SeriesSource.unitsAtOnce(file.rows()), traces::append);
        return List.of();
    }

    private static List<Double> affine(VolumeSpace space) {
        List<Double> values = new ArrayList<>();
        for (int r = 0; r < AFFINE; r++) {
            for (int c = 0; c < AFFINE; c++) {
                values.add(space.ijkToMm().get(r, c));
            }
        }
        return values;
    }
}
