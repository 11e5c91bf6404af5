package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;

/**
 * The row of a recording.
 *
 * @param times when samples were taken
 * @param units how many units
 * @param labelled units with a label: exact or normalised
 * @param ambiguous units with several candidates
 * @param unit unit of the raw signal
 * @param chain what was done
 * @param leftOut units of the source that are not there
 */
record RecordingRow(
        SampleTimes times, int units, int labelled, int ambiguous, String unit, List<String> chain, int leftOut) {
    Recording build(OpenRecording recording, CalciumDigest digest, List<Issue> issues) throws IOException {
        CalciumSource source = recording.source();
        Recipe recipe = source.recipe();
        RecordingWords words = new RecordingWords(recording);
        double[] steps = times.steps();
        List<String> reasons = issues.stream()
                .filter(i -> !i.getSeverity().equals("info"))
                .map(Issue::getCode)
                .distinct()
                .toList();
        return Recording.newBuilder()
                .setRecordingId(source.recordingId())
                .setDatasetId(source.datasetId())
                .setModality(recipe.kind().name().toLowerCase(Locale.ROOT))
                .setSubjectId(words.word("subject_id").orElse(source.name()))
                .setEntities(List.of())
                .setSourceFileIds(digest.ids())
                .setSpecies(recipe.species().isEmpty() ? null : recipe.species())
                .setStrain(words.word("strain").orElse(null))
                .setGenotype(words.word("genotype").orElse(null))
                .setSex(words.word("sex").orElse(null))
                .setStage(words.word("stage").orElse(null))
                .setCondition(words.conditions())
                .setIndicator(words.word("indicator").orElse(null))
                .setBodyRegion(words.word("body_region").orElse(null))
                .setImmobilised(recipe.recording().immobilised())
                .setBleachCorrected(recipe.recording().bleachCorrected())
                .setRecordingStart(words.word("recording_start").orElse(null))
                .setOriginalT0S(times.known() && times.samples() > 0 ? times.originSeconds() : null)
                .setDurationS(times.known() && times.samples() > 0 ? times.at(times.samples() - 1) : null)
                .setOriginalNSamples(times.samples())
                .setNSamples(times.samples())
                .setTimeSource(times.source())
                .setOriginalMedianDtS(steps.length == 0 ? null : Double.valueOf(SampleTimes.median(steps)))
                .setOriginalDtMinS(steps.length == 0 ? null : Double.valueOf(steps[0]))
                .setOriginalDtMaxS(steps.length == 0 ? null : Double.valueOf(steps[steps.length - 1]))
                .setIsRegular(times.isRegular())
                .setShape(List.of())
                .setAffine(List.of())
                .setNRois(units)
                .setNLabelled(labelled)
                .setNAmbiguous(ambiguous)
                .setSignalUnit(unit)
                .setTransformChain(chain)
                .setQcStatus(reasons.isEmpty() ? "pass" : "warn")
                .setQcReasons(reasons)
                .build();
    }
}
