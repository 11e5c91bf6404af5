package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.SourceFile;

/**
 * The connectomes of a folder, each with an id of its own, and what was set aside.
 *
 * @param sources connectomes to ingest, in the order of their ids
 * @param files files that give no rows: documentation, metadata, references, damaged ones
 * @param issues why: files and sheets set aside, damaged files, sources nobody described
 * @param others paths that are no business of this reader
 */
public record ConnectomeSources(
        List<ConnectomeSource> sources, List<SourceFile> files, List<Issue> issues, List<String> others) {
    /** Copies the lists. */
    public ConnectomeSources {
        sources = List.copyOf(sources);
        files = List.copyOf(files);
        issues = List.copyOf(issues);
        others = List.copyOf(others);
    }

    /** Finds the connectomes of all files below a folder by the recipes of the program. */
    public static ConnectomeSources find(DataStore store) throws IOException {
        return find(store, List.of());
    }

    /**
     * Finds the connectomes of all files below a folder.
     *
     * @param own recipes of the user, which come before those of the program
     * @throws ConfigException when two recipes claim the same part of a file, or two connectomes one id
     */
    public static ConnectomeSources find(DataStore store, List<Recipe> own) throws IOException {
        SourceFinder finder = new SourceFinder(store, own);
        for (String path : store.list("")) {
            finder.visit(path);
        }
        ConnectomeSources found = finder.found();
        Map<String, String> paths = new LinkedHashMap<>();
        for (ConnectomeSource source : found.sources) {
            String before = paths.put(source.connectomeId(), source.path());
            if (before != null) {
                throw new ConfigException("connectome " + source.connectomeId() + ": expected one file, found " + before
                        + " and " + source.path() + "; remove one of them or give it a recipe of its own");
            }
        }
        return found;
    }

    /** The sources for {@code dataset.json}, one per recipe. */
    public List<Source> datasetSources() {
        Map<String, Source> all = new LinkedHashMap<>();
        for (ConnectomeSource source : sources) {
            Recipe recipe = source.recipe();
            all.putIfAbsent(recipe.id(), recipe.isOfSource() ? recipe.source() : Source.of(recipe.id(), recipe.id()));
        }
        return new ArrayList<>(all.values());
    }

    /** The connectome of an id. */
    public Optional<ConnectomeSource> source(String connectomeId) {
        return sources.stream()
                .filter(source -> source.connectomeId().equals(connectomeId))
                .findFirst();
    }
}
