package org.neurobeam.ingest.fmri;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.neurobeam.ingest.surface.CiftiAxis;
import org.neurobeam.ingest.surface.Grayordinates;
import org.neurobeam.ingest.surface.VolumeSpace;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.table.Unit;

/**
 * The columns of a CIFTI matrix as units, made one by one.
 *
 * <p>A vertex has its structure as source label and {@code STRUCTURE/vertex} as label: it has neither voxel index nor
 * place. A voxel has i j k and mm. A parcel has its name.
 */
final class GrayordinateUnits {
    private static final int AXES = 3;

    private final String recordingId;
    private final Optional<VolumeSpace> volume;

    private GrayordinateUnits(String recordingId, Optional<VolumeSpace> volume) {
        this.recordingId = recordingId;
        this.volume = volume;
    }

    static Iterator<Unit> of(CiftiAxis columns, String recordingId) {
        if (columns instanceof CiftiAxis.Parcels parcels) {
            GrayordinateUnits units = new GrayordinateUnits(recordingId, parcels.volume());
            return IntStream.range(0, parcels.parcels().size())
                    .mapToObj(n -> units.parcel(n, parcels.parcels().get(n)))
                    .iterator();
        }
        CiftiAxis.BrainModels models = (CiftiAxis.BrainModels) columns;
        GrayordinateUnits units = new GrayordinateUnits(recordingId, models.volume());
        return models.models().stream().flatMap(units::members).iterator();
    }

    private Stream<Unit> members(CiftiAxis.BrainModel model) {
        Grayordinates members = model.members();
        return IntStream.range(0, members.size()).mapToObj(n -> {
            Unit.Builder unit = start(recordingId, model.offset() + n, members.structure());
            return (members.surface() ? vertex(unit, members.structure(), members.vertex(n)) : voxel(unit, members, n))
                    .build();
        });
    }

    /** A row with what every unit of a structure has. */
    static Unit.Builder start(String recordingId, int index, String structure) {
        Unit.Builder unit = Unit.newBuilder()
                .setUnitId(recordingId + "/" + index)
                .setRecordingId(recordingId)
                .setRoiIndex(index)
                .setCandidates(List.of());
        if (structure.isEmpty()) {
            return unit;
        }
        String side = structure.endsWith("_LEFT") ? "L" : structure.endsWith("_RIGHT") ? "R" : null;
        return unit.setSourceLabel(structure).setSide(side);
    }

    static Unit.Builder vertex(Unit.Builder unit, String structure, int vertex) {
        return unit.setLabel(structure + "/" + vertex);
    }

    private Unit.Builder voxel(Unit.Builder unit, Grayordinates members, int n) {
        int[] ijk = {members.voxel(n, 0), members.voxel(n, 1), members.voxel(n, 2)};
        unit.setI(ijk[0]).setJ(ijk[1]).setK(ijk[2]);
        volume.ifPresent(space ->
                unit.setXMm(mm(space, 0, ijk)).setYMm(mm(space, 1, ijk)).setZMm(mm(space, 2, ijk)));
        return unit;
    }

    private static double mm(VolumeSpace space, int row, int... ijk) {
        DoubleMatrix affine = space.ijkToMm();
        double sum = affine.get(row, AXES);
        for (int c = 0; c < AXES; c++) {
            sum += affine.get(row, c) * ijk[c];
        }
        return sum;
    }

    private Unit parcel(int index, CiftiAxis.Parcel parcel) {
        Set<String> structures =
                parcel.members().stream().map(Grayordinates::structure).collect(Collectors.toSet());
        String structure = structures.size() == 1 ? structures.iterator().next() : "";
        return start(recordingId, index, structure)
                .setLabel(parcel.name())
                .setLabelStatus("exact")
                .build();
    }
}
