package org.neurobeam.pipelines.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.neurobeam.pipelines.config.ParcellationConfig;
import org.neurobeam.preprocess.image.ParcelExtraction;
import org.neurobeam.preprocess.image.ParcelGrid;
import org.neurobeam.preprocess.image.ParcelOptions;
import org.neurobeam.preprocess.image.ParcelSeries;
import org.neurobeam.preprocess.image.ParcelStatistic;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** The parcels of one run: one unit for every parcel of the atlas, whatever the mask covers. */
final class RunParcels {
    private final String recordingId;
    private final ParcelSeries series;
    private final DoubleMatrix centresMm;
    private final List<String> sourceLabels;

    private RunParcels(String recordingId, ParcelSeries series, DoubleMatrix centresMm, List<String> sourceLabels) {
        this.recordingId = recordingId;
        this.series = series;
        this.centresMm = centresMm;
        this.sourceLabels = sourceLabels;
    }

    /**
     * Gathers voxels into parcels.
     *
     * @throws DataException if no parcel is covered
     */
    static RunParcels of(Recording recording, ParcellationConfig config, ParcelAtlas atlas, MaskedRun run) {
        ParcelGrid grid = atlas.onGrid(run.mask().grid());
        ParcelOptions options = new ParcelOptions(
                ParcelStatistic.valueOf(config.statistic().toUpperCase(Locale.ROOT)),
                config.minCoverage(),
                ParcelOptions.Arithmetic.FLOATING);
        ParcelExtraction extraction = grid.extraction(run.mask(), options, recording.getNSamples());
        for (FloatMatrix chunk : run.series().chunks()) {
            run.quality().add(chunk);
            extraction.add(chunk);
        }
        RunParcels parcels =
                new RunParcels(recording.getRecordingId(), extraction.finish(), grid.centresMm(), atlas.sourceLabels());
        parcels.requireCovered(config.minCoverage());
        return parcels;
    }

    private void requireCovered(double minCoverage) {
        if (covered().length == 0) {
            double best = IntStream.range(0, series.names().size())
                    .mapToDouble(series::coverage)
                    .max()
                    .orElse(0);
            throw new DataException(
                    recordingId,
                    "parcels",
                    "no_parcel",
                    "expected a parcel with at least " + minCoverage
                            + " of its voxels in the mask, found none among "
                            + series.names().size()
                            + ", the best has " + best + "; give an atlas in the space of the images,"
                            + " a larger mask or a smaller parcellation.minCoverage");
        }
    }

    /** The series, NaN columns where the coverage is too small. */
    ParcelSeries series() {
        return series;
    }

    /** Parcels that have a series, ascending. */
    int[] covered() {
        return IntStream.range(0, series.names().size()).filter(p -> !isNan(p)).toArray();
    }

    /** Names of the parcels without series. */
    List<String> missing() {
        return IntStream.range(0, series.names().size())
                .filter(this::isNan)
                .mapToObj(series.names()::get)
                .toList();
    }

    /** A single NaN is a fault of the data that cleaning reports; a whole column is a parcel that is not covered. */
    private boolean isNan(int p) {
        DoubleMatrix values = series.values();
        return IntStream.range(0, values.rows()).allMatch(t -> Double.isNaN(values.get(t, p)));
    }

    /** One unit for each parcel; the place is the centre of mass of the whole parcel on the grid of the data. */
    List<Unit> units() {
        List<Unit> units = new ArrayList<>();
        for (int p = 0; p < series.names().size(); p++) {
            Unit.Builder unit = Unit.newBuilder()
                    .setUnitId(recordingId + "/" + p)
                    .setRecordingId(recordingId)
                    .setRoiIndex(p)
                    .setLabel(series.names().get(p))
                    .setCandidates(List.of())
                    .setCoverage(series.coverage(p))
                    .setNVoxels(series.voxelCount(p));
            if (!sourceLabels.isEmpty()) {
                unit.setSourceLabel(sourceLabels.get(p));
            }
            if (!Double.isNaN(centresMm.get(p, 0))) {
                unit.setXMm(centresMm.get(p, 0)).setYMm(centresMm.get(p, 1)).setZMm(centresMm.get(p, 2));
            }
            units.add(unit.build());
        }
        return units;
    }
}
