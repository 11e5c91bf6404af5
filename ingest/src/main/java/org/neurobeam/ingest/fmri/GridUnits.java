package org.neurobeam.ingest.fmri;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.neurobeam.ingest.nifti.Affine;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.schemas.table.Unit;

/** The voxels of an image as units, first axis fastest, made one by one. */
final class GridUnits implements Iterable<Unit> {
    private final String recordingId;
    private final int[] shape;
    private final Affine affine;

    GridUnits(String recordingId, ImageHeader header) {
        this.recordingId = recordingId;
        this.shape = new int[] {
            Math.toIntExact(header.extent(0)), Math.toIntExact(header.extent(1)), Math.toIntExact(header.extent(2))
        };
        this.affine = header.affine();
    }

    @Override
    public Iterator<Unit> iterator() {
        int count = shape[0] * shape[1] * shape[2];
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public Unit next() {
                if (next == count) {
                    throw new NoSuchElementException("all " + count + " voxels were given");
                }
                return unit(next++);
            }
        };
    }

    private Unit unit(int index) {
        int i = index % shape[0];
        int j = index / shape[0] % shape[1];
        int k = index / shape[0] / shape[1];
        Unit.Builder unit = Unit.newBuilder()
                .setUnitId(recordingId + "/" + index)
                .setRecordingId(recordingId)
                .setRoiIndex(index)
                .setI(i)
                .setJ(j)
                .setK(k);
        unit.setCandidates(java.util.List.of());
        if (affine.isUsable()) {
            double[] mm = affine.apply(i, j, k);
            unit.setXMm(mm[0]).setYMm(mm[1]).setZMm(mm[2]);
        }
        return unit.build();
    }
}
