package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a recording.
 *
 * @param id name of the recording within its source
 * @param each selectors of cells, structs or keys of which every one is a recording; {@code {each}} in other selectors
 *     stands for its key or 1-based number; several selectors are as many recordings
 * @param group regex on the path: files in whose paths its first group is the same are one recording
 * @param subjectId the animal; the recording's id when left out
 * @param strain strain
 * @param genotype genotype
 * @param sex O hermaphrodite, M male
 * @param stage developmental stage
 * @param condition experimental conditions
 * @param indicator calcium indicator
 * @param bodyRegion head, tail or whole
 * @param immobilised true or false
 * @param bleachCorrected true or false
 * @param recordingStart ISO-8601
 * @param signalUnit unit of the raw signal where the file states it
 * @param timeH connectomes: hours after hatching
 * @param animal connectomes: the animal, where it is one
 * @param includesNmj connectomes: whether muscles are among the cells
 * @param region connectomes: head, tail, pharynx or whole
 * @param derivedFrom connectomes: those of the same animals, so that they are not counted twice
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RecordingKeys(
        Value id,
        List<String> each,
        String group,
        Value subjectId,
        Value strain,
        Value genotype,
        Value sex,
        Value stage,
        List<Value> condition,
        Value indicator,
        Value bodyRegion,
        Boolean immobilised,
        Boolean bleachCorrected,
        Value recordingStart,
        Value signalUnit,
        Double timeH,
        Value animal,
        Boolean includesNmj,
        Value region,
        List<String> derivedFrom)
        implements Serializable {
    /** Fills what is left out and checks the pattern. */
    public RecordingKeys {
        id = Given.or(id, new Value(null, null, null, "stem", null, null, null));
        each = Given.list(each);
        group = Given.or(group, "");
        TimedRegex.check(group);
        condition = Given.list(condition);
        includesNmj = Given.or(includesNmj, false);
        derivedFrom = Given.list(derivedFrom);
    }

    static RecordingKeys defaults() {
        return of(null, null);
    }

    static RecordingKeys ofConnectome(String id, boolean includesNmj) {
        return of(Value.of(id), includesNmj);
    }

    private static RecordingKeys of(Value id, Boolean includesNmj) {
        return new RecordingKeys(
                id,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                includesNmj,
                null,
                null);
    }

    /** What the files say of a recording; nothing that holds for all recordings of a source alone. */
    RecordingKeys withoutConstants() {
        return new RecordingKeys(
                id,
                each,
                group,
                stated(subjectId),
                stated(strain),
                stated(genotype),
                stated(sex),
                stated(stage),
                condition.stream().filter(value -> !value.isConstant()).toList(),
                stated(indicator),
                stated(bodyRegion),
                null,
                null,
                stated(recordingStart),
                stated(signalUnit),
                null,
                stated(animal),
                includesNmj,
                stated(region),
                null);
    }

    private static Value stated(Value value) {
        return value == null || value.isConstant() ? null : value;
    }

    /** What the files of one recording have in common; empty where files are recordings of their own. */
    public Optional<String> groupOf(String path) {
        return group.isEmpty() ? Optional.empty() : TimedRegex.find(group, Glob.plain(path), "$1");
    }

    /** Hours after hatching, where they are known. */
    public Optional<Double> hours() {
        return Optional.ofNullable(timeH);
    }

    /** A word by its column that the path of the file or the recipe tells. */
    public Optional<String> word(String column, String path) {
        return Optional.ofNullable(words().get(column)).flatMap(value -> value.ofPath(Glob.plain(path)));
    }

    /** The optional words by their column in the table of recordings or of connectomes. */
    public Map<String, Value> words() {
        Map<String, Value> words = new java.util.LinkedHashMap<>();
        put(words, "subject_id", subjectId);
        put(words, "strain", strain);
        put(words, "genotype", genotype);
        put(words, "sex", sex);
        put(words, "stage", stage);
        put(words, "indicator", indicator);
        put(words, "body_region", bodyRegion);
        put(words, "recording_start", recordingStart);
        put(words, "signal_unit", signalUnit);
        put(words, "animal", animal);
        put(words, "region", region);
        return words;
    }

    private static void put(Map<String, Value> words, String key, Value value) {
        if (value != null) {
            words.put(key, value);
        }
    }
}
