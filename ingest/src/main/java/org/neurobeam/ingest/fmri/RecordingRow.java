package org.neurobeam.ingest.fmri;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.schemas.table.Recording;

/** The row of a run in the recordings table. */
final class RecordingRow {
    private static final int AFFINE = 4;
    private static final double REGULAR = 1e-6;

    private RecordingRow() {}

    static Recording of(
            FmriSource source, ImageHeader header, Frames frames, SourceDigest digest, List<String> warnings) {
        Map<String, String> entities = source.entities();
        double[] steps = frames.steps();
        Double median = steps.length == 0 ? null : steps[steps.length / 2];
        Double smallest = steps.length == 0 ? null : steps[0];
        Double largest = steps.length == 0 ? null : steps[steps.length - 1];
        return Recording.newBuilder()
                .setRecordingId(source.recordingId())
                .setDatasetId(source.datasetId())
                .setModality("fmri")
                .setSubjectId(entities.getOrDefault("sub", "unknown"))
                .setSession(entities.get("ses"))
                .setTask(entities.get("task"))
                .setRun(entities.get("run"))
                .setEntities(entities.entrySet().stream()
                        .map(e -> e.getKey() + "-" + e.getValue())
                        .toList())
                .setSourceFileIds(digest.ids())
                .setCondition(List.of())
                .setOriginalT0S(
                        frames.starts().isEmpty()
                                ? Double.valueOf(0)
                                : frames.starts().get(0))
                .setDurationS(frames.durationSeconds())
                .setOriginalNSamples(frames.volumes())
                .setNSamples(frames.volumes())
                .setTimeSource(frames.source())
                .setOriginalMedianDtS(median)
                .setOriginalDtMinS(smallest)
                .setOriginalDtMaxS(largest)
                .setIsRegular(median != null && (largest - smallest) / median < REGULAR)
                .setTrS(boxed(frames.trSeconds()))
                .setHeaderTrS(
                        boxed(RepetitionTime.resolve(header, TimingSources.NONE).trSeconds()))
                .setShape(shape(header))
                .setAffine(affine(header))
                .setAffineSource(header.affineSource().label())
                .setSpace(entities.getOrDefault("space", "native"))
                .setDatatype(header.type().label(header.isBigEndian()))
                .setNRois(Math.toIntExact(header.voxelsPerVolume()))
                .setNLabelled(0)
                .setNAmbiguous(0)
                .setSignalUnit("raw")
                .setTransformChain(List.of("ingest"))
                .setQcStatus(warnings.isEmpty() ? "pass" : "warn")
                .setQcReasons(warnings)
                .build();
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }

    private static List<Integer> shape(ImageHeader header) {
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
