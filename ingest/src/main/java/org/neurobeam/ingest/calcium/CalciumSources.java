package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.SourceFile;

/**
 * The recordings of a folder, each with an id of its own, and what every other file is.
 *
 * @param sources recordings to ingest
 * @param issues one for each file, or part of one, that gives no recording
 * @param others role of each file that no recording is read from, by path
 * @param unclaimed files of a known format that no recipe describes, by path, with what they hold
 */
public record CalciumSources(
        List<CalciumSource> sources, List<Issue> issues, Map<String, FileRole> others, Map<String, String> unclaimed) {
    /** Copies the collections. */
    public CalciumSources {
        sources = List.copyOf(sources);
        issues = List.copyOf(issues);
        others = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(others));
        unclaimed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(unclaimed));
    }

    /**
     * Looks at every file of a folder. Damaged files, and files that two recipes fit equally well, become issues.
     *
     * @param given recipes of the user, which win over the shipped ones
     * @param mode whether recordings have the names of the published data set
     * @throws org.neurobeam.schemas.error.ConfigException when a pattern of a recipe takes too long
     */
    public static CalciumSources of(DataStore store, List<Recipe> given, IngestMode mode) throws IOException {
        return new SourceSearch(store, given, Recipes.shipped(), mode).run();
    }

    /** Issues of the files that nobody claimed: for when no other kind of source does either. */
    public List<Issue> unclaimedIssues() {
        return unclaimed.entrySet().stream()
                .map(e -> Issues.warn(
                        e.getKey(),
                        "",
                        "NO_RECIPE",
                        "no recipe describes this file; give one with --recipe (it holds " + e.getValue() + ")"))
                .toList();
    }

    /**
     * Rows of the files that no recording is read from: reads each once.
     *
     * @throws DataException if one of them cannot be read
     */
    public List<SourceFile> files(DataStore store) throws IOException {
        List<SourceFile> rows = new java.util.ArrayList<>();
        for (Map.Entry<String, FileRole> other : others.entrySet()) {
            rows.add(CalciumDigest.row(store, other.getKey(), other.getValue(), java.util.Optional.empty()));
        }
        return rows;
    }

    /** The sources of the recordings, for {@code dataset.json}: of an unidentified one only its name. */
    public List<Source> origins() {
        Map<String, Source> origins = new LinkedHashMap<>();
        for (CalciumSource source : sources) {
            Source own = source.recipe().source(source.datasetId());
            // one recording of another release, and the version of the source is unknown
            origins.merge(
                    source.datasetId(),
                    own,
                    (first, next) -> first.version().equals(next.version()) ? first : first.withoutVersion());
        }
        return List.copyOf(origins.values());
    }

    /** Recordings whose ids agree get the path of their file for an id. */
    static List<CalciumSource> unique(List<CalciumSource> sources) {
        Map<String, Integer> counts = new HashMap<>();
        sources.forEach(s -> counts.merge(s.recordingId(), 1, Integer::sum));
        List<CalciumSource> named = sources.stream()
                .map(s -> counts.get(s.recordingId()) == 1 ? s : s.named(longId(s)))
                .toList();
        Set<String> ids = new HashSet<>();
        for (CalciumSource source : named) {
            if (!ids.add(source.recordingId())) {
                throw new DataException(
                        source.path(),
                        "",
                        "repeated_id",
                        "expected an id of its own, found " + source.recordingId()
                                + " for another recording too; state recording.id in the recipe");
            }
        }
        return named;
    }

    private static String longId(CalciumSource source) {
        String each = source.words().getOrDefault("each", "");
        return source.datasetId() + "/" + source.path() + (each.isEmpty() ? "" : "/" + each);
    }
}
