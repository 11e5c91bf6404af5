package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.neurobeam.ingest.calcium.CalciumSources;
import org.neurobeam.ingest.connectome.ConnectomeSource;
import org.neurobeam.ingest.connectome.ConnectomeSources;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.SourceFile;

/** What recipes and signatures find in a folder: connectomes, recordings, and what every other file is. */
final class RecipeSources {
    private static final Pattern DESCRIPTION = Pattern.compile("(.*/)?(truth\\.json|[^/]*\\.ya?ml)");

    private final DataStore store;
    private final Set<String> paths;
    private final ConnectomeSources connectomes;
    private final CalciumSources calcium;

    private RecipeSources(DataStore store, Set<String> paths, ConnectomeSources connectomes, CalciumSources calcium) {
        this.store = store;
        this.paths = paths;
        this.connectomes = connectomes;
        this.calcium = calcium;
    }

    /**
     * Looks at every file that is wanted.
     *
     * @param recipes files of the user's recipes
     * @param mode whether recordings have the names of the published data set
     */
    static RecipeSources find(DataStore store, Predicate<String> wanted, List<String> recipes, IngestMode mode)
            throws IOException {
        List<Recipe> own = recipes.stream().map(RecipeSources::read).toList();
        ConnectomeSources connectomes = ConnectomeSources.find(new SelectedFiles(store, wanted), own);
        Set<String> left = new HashSet<>(connectomes.others());
        CalciumSources calcium = CalciumSources.of(new SelectedFiles(store, left::contains), own, mode);
        Set<String> paths = new TreeSet<>();
        store.list("").stream().filter(wanted).forEach(paths::add);
        return new RecipeSources(store, paths, connectomes, calcium);
    }

    private static Recipe read(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new ConfigException("recipe: " + file + " does not exist; give a YAML file");
        }
        return Recipes.read(path);
    }

    /** Nothing was found, and nothing is wrong. */
    boolean isEmpty() {
        return calcium.sources().isEmpty() && connectomes.sources().isEmpty() && errors() == 0;
    }

    private long errors() {
        return indexIssues().stream()
                .filter(i -> i.getSeverity().equals("error"))
                .count();
    }

    /** Settings, recipes and the truth of a simulation describe data and hold none. */
    private static boolean isDescription(String path) {
        return DESCRIPTION.matcher(path).matches();
    }

    /** @throws DataException when there are data files but nobody described any of them */
    void requireRecipe(String input) {
        List<String> unknown = calcium.unclaimed().keySet().stream()
                .filter(path -> !isDescription(path))
                .toList();
        if (isEmpty() && !unknown.isEmpty()) {
            throw new DataException(
                    input,
                    unknown.get(0),
                    "no_recordings",
                    "expected images, or files that a recipe describes, found none; describe these " + unknown.size()
                            + " files with --recipe FILE (the first holds "
                            + calcium.unclaimed().get(unknown.get(0)) + ")");
        }
    }

    CalciumSources calcium() {
        return calcium;
    }

    /** The connectomes; a file of several of them has one row. */
    List<ConnectomeSource> connectomes() {
        Map<String, Set<String>> recipes = new TreeMap<>();
        Map<String, Set<String>> reasons = new TreeMap<>();
        for (ConnectomeSource source : connectomes.sources()) {
            String path = source.path();
            recipes.computeIfAbsent(path, p -> new TreeSet<>())
                    .add(source.recipe().id());
            reasons.computeIfAbsent(path, p -> new TreeSet<>()).add(source.chosenBecause());
        }
        return connectomes.sources().stream()
                .map(source -> new ConnectomeSource(
                        source.connectomeId(),
                        SourceFile.newBuilder(source.file())
                                .setRecipe(String.join(", ", recipes.get(source.path())))
                                .setChosenBecause(String.join(", ", reasons.get(source.path())))
                                .build(),
                        source.recipe(),
                        source.chosenBecause()))
                .toList();
    }

    /** Issues about files and parts of files that give no rows. */
    List<Issue> indexIssues() {
        List<Issue> issues = new ArrayList<>(connectomes.issues());
        issues.addAll(calcium.issues());
        for (Issue issue : calcium.unclaimedIssues()) {
            issues.add(
                    isDescription(issue.getFile())
                            ? Issue.newBuilder(issue)
                                    .setCode("NOT_DATA")
                                    .setSeverity("info")
                                    .setMessage("settings, a recipe or a truth, not a recording")
                                    .build()
                            : issue);
        }
        return issues;
    }

    /** Rows of files that give no rows of data. */
    List<SourceFile> indexFiles() throws IOException {
        List<SourceFile> files = new ArrayList<>(connectomes.files());
        files.addAll(calcium.files(store));
        return files;
    }

    /** Sources for {@code dataset.json}. */
    List<Source> origins() {
        List<Source> origins = new ArrayList<>(calcium.origins());
        origins.addAll(connectomes.datasetSources());
        return origins;
    }

    /** Whether a record that was refused is one of these. */
    boolean concerns(Issue issue) {
        return paths.contains(issue.getFile())
                || calcium.sources().stream().anyMatch(s -> s.recordingId().equals(issue.getFile()))
                || connectomes.sources().stream().anyMatch(s -> s.connectomeId().equals(issue.getFile()));
    }
}
