package org.neurobeam.ingest.calcium;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.neurobeam.ingest.recipe.Recipe;

/**
 * A recording to ingest.
 *
 * @param recordingId dataset/id, unique in the folder
 * @param datasetId id of the recipe, name of the top folder where only the layout is known, or {@code simulated}
 * @param path the file of its traces in the store
 * @param words what selectors may refer to: recording, each, stem, name, dir
 * @param recipe how to read it, with no more facts of a source than the files deserve
 * @param chosenBecause why this recipe
 * @param companions other files it is read from: glob of the recipe to path
 * @param others files of its group, in which selectors look after the first
 */
public record CalciumSource(
        String recordingId,
        String datasetId,
        String path,
        Map<String, String> words,
        Recipe recipe,
        String chosenBecause,
        Map<String, String> companions,
        List<String> others)
        implements Serializable {
    /** Copies the maps. */
    public CalciumSource {
        words = Map.copyOf(words);
        companions = Map.copyOf(companions);
        others = List.copyOf(others);
    }

    CalciumSource named(String id) {
        return new CalciumSource(id, datasetId, path, words, recipe, chosenBecause, companions, others);
    }

    /** The same recording with the other files of its group. */
    CalciumSource joined(List<String> group) {
        return new CalciumSource(recordingId, datasetId, path, words, recipe, chosenBecause, companions, group);
    }

    /** Its name within the source. */
    public String name() {
        return words.getOrDefault("recording", "");
    }

    /** Files that the recording is made from, that of the traces first. */
    public List<String> files() {
        LinkedHashSet<String> files = new LinkedHashSet<>(List.of(path));
        files.addAll(others);
        files.addAll(new java.util.TreeSet<>(companions.values()));
        return new ArrayList<>(files);
    }
}
