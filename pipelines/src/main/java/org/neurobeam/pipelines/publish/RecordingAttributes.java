package org.neurobeam.pipelines.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/** What a netCDF file says of its recording: citation, licence, animal, and how the numbers came to be. */
final class RecordingAttributes {
    private final Recording recording;
    private final ReleasedSource source;
    private final Map<String, Step> steps;
    private final Map<String, SourceFile> files;

    RecordingAttributes(
            Recording recording, ReleasedSource source, Map<String, Step> steps, Map<String, SourceFile> files) {
        this.recording = recording;
        this.source = source;
        this.steps = steps;
        this.files = files;
    }

    Recording recording() {
        return recording;
    }

    /** Attributes of the file, in order; those without a value are left out. */
    Map<String, String> of(Set<String> stepIds) {
        Source about = source.source();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("title", "Recording " + recording.getRecordingId() + " of " + about.title());
        all.put("source", "neurobeam " + BuildInfo.version());
        all.put("references", about.citation().orElse(""));
        all.put("doi", about.doi().orElse(""));
        all.put("license", source.terms());
        all.put("license_url", about.licenceUrl().orElse(""));
        all.put("source_id", source.id());
        all.put("source_url", about.sourceUrl().orElse(""));
        all.put("source_version", about.version().orElse(""));
        animal(all);
        all.put("quality", recording.getQcStatus());
        all.put("quality_reasons", String.join(", ", recording.getQcReasons()));
        all.put("time_source", recording.getTimeSource());
        all.put("history", String.join("\n", recording.getTransformChain()));
        all.put(
                "source_files",
                recording.getSourceFileIds().stream().map(this::file).collect(Collectors.joining("\n")));
        all.put(
                "processing_steps",
                new TreeSet<>(stepIds).stream().map(this::step).collect(Collectors.joining("\n")));
        all.values().removeIf(String::isEmpty);
        return all;
    }

    private void animal(Map<String, String> all) {
        all.put("recording_id", recording.getRecordingId());
        all.put("subject_id", recording.getSubjectId());
        all.put("modality", recording.getModality());
        all.put("species", recording.getSpecies().or(source.source()::species).orElse(""));
        all.put("strain", recording.getStrain().orElse(""));
        all.put("genotype", recording.getGenotype().orElse(""));
        all.put("sex", recording.getSex().orElse(""));
        all.put("stage", recording.getStage().orElse(""));
        all.put("condition", String.join(", ", recording.getCondition()));
        all.put("indicator", recording.getIndicator().orElse(""));
        all.put("recording_start", recording.getRecordingStart().orElse(""));
    }

    private String file(String id) {
        SourceFile file = files.get(id);
        return "sha256 " + id + (file == null ? "" : " " + file.getPath());
    }

    private String step(String id) {
        Step step = steps.get(id);
        return step == null ? id : id + ": " + step.getName() + " " + step.getVersion() + " " + step.getParams();
    }
}
