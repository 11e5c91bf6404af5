package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.ingest.nifti.VolumeReader;
import org.neurobeam.ingest.nifti.VoxelSeries;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceWriter;
import org.neurobeam.schemas.table.Unit;

/** The voxels of a NIfTI or Analyze image: one forward pass, transposed once within the memory budget. */
final class VolumeSeries implements SeriesSource {
    private static final int AFFINE = 4;

    private final NiftiImage image;
    private final SeriesShape shape;

    private VolumeSeries(NiftiImage image) {
        this.image = image;
        ImageHeader header = image.header();
        shape = new SeriesShape(
                Math.toIntExact(header.voxelsPerVolume()),
                Math.toIntExact(header.volumes()),
                0,
                grid(header),
                affine(header),
                Optional.of(header.affineSource().label()),
                header.type().label(header.isBigEndian()));
    }

    static VolumeSeries open(DataStore store, String path) throws IOException {
        NiftiImage image = NiftiImage.open(store, path);
        ImageHeader header = image.header();
        if (header.volumes() > Integer.MAX_VALUE || header.voxelsPerVolume() > Integer.MAX_VALUE) {
            // a file too short for its header says so first
            image.volumes().close();
            throw new DataException(
                    path,
                    "field dim",
                    "unsupported_shape",
                    "expected at most 2147483647 volumes of as many voxels, found " + header.shapeLabel()
                            + "; the header may be damaged");
        }
        return new VolumeSeries(image);
    }

    @Override
    public SeriesShape shape() {
        return shape;
    }

    @Override
    public RepetitionTime timing(TimingSources beside) {
        return RepetitionTime.resolve(image.header(), beside);
    }

    @Override
    public Optional<String> space() {
        return Optional.of("native");
    }

    @Override
    public Iterable<Unit> units(FmriSource run) {
        return new GridUnits(run.recordingId(), image.header());
    }

    @Override
    public List<String> warnings() {
        return image.header().warnings();
    }

    @Override
    public List<String> write(TraceWriter traces, SeriesMemory memory) throws IOException {
        try (VolumeReader reader = image.volumes();
                VoxelSeries series = VoxelSeries.transpose(reader, memory)) {
            SeriesTraces.write(series, traces);
            return reader.warnings();
        }
    }

    private static List<Integer> grid(ImageHeader header) {
        return List.of(
                Math.toIntExact(header.extent(0)),
                Math.toIntExact(header.extent(1)),
                Math.toIntExact(header.extent(2)));
    }

    private static List<Double> affine(ImageHeader header) {
        if (!header.affine().isUsable()) {
            return List.of();
        }
        List<Double> values = new ArrayList<>();
        for (int r = 0; r < AFFINE; r++) {
            for (int c = 0; c < AFFINE; c++) {
                values.add(header.affine().get(r, c));
            }
        }
        return values;
    }
}
