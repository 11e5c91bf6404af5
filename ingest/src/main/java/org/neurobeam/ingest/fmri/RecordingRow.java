package org.neurobeam.ingest.fmri;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.schemas.table.Recording;

/** The row of a run in the recordings table. */
final class RecordingRow {
    private static final double REGULAR = 1e-6;

    private RecordingRow() {}

    static Recording of(
            FmriSource source, SeriesSource series, Frames frames, SourceDigest digest, List<String> warnings) {
        Map<String, String> entities = source.entities();
        SeriesShape shape = series.shape();
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
                                ? Double.valueOf(series.startSeconds().orElse(0))
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
                .setHeaderTrS(boxed(series.timing(TimingSources.NONE).trSeconds()))
                .setShape(shape.grid())
                .setAffine(shape.affine())
                .setAffineSource(shape.affineSource().orElse(null))
                .setSpace(entities.getOrDefault("space", series.space().orElse(null)))
                .setDatatype(shape.datatype())
                .setNRois(shape.units())
                .setNLabelled(shape.labelled())
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
}
