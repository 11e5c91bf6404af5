package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.neurobeam.ingest.calcium.container.Containers;
import org.neurobeam.ingest.calcium.container.Contents;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.RecipeChoice;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.ingest.recipe.SetAside;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Issue;

/** Looks at every file of a folder and says what it is. */
final class SourceSearch {
    private static final Pattern DOCUMENTATION = Pattern.compile(
            "(?i)(origin|readme|licen[cs]e|changelog|citation|notice|authors)([._-].*)?|.*\\.(md|rst|pdf|docx?|html?)"
                    + "|.*schema.*\\.json|\\..*");
    private static final Pattern DATA = Pattern.compile("(?i).*\\.(h5|hdf5?|mat|nwb|npy|npz|json|csv|wcon|zip)");

    private final DataStore store;
    private final List<Recipe> given;
    private final List<Recipe> shipped;
    private final List<String> paths;
    private final IngestMode mode;
    private final List<CalciumSource> sources = new ArrayList<>();
    private final List<Issue> issues = new ArrayList<>();
    private final Map<String, FileRole> others = new LinkedHashMap<>();
    private final Map<String, List<String>> unpinned = new LinkedHashMap<>();
    private final List<String> deferred = new ArrayList<>();
    private final RecordingGroups groups = new RecordingGroups();
    private final Map<String, FileLook> undecided = new LinkedHashMap<>();

    SourceSearch(DataStore store, List<Recipe> given, List<Recipe> shipped, IngestMode mode) throws IOException {
        this.store = store;
        this.given = given.stream().filter(SourceSearch::isOurs).toList();
        this.shipped = shipped.stream().filter(SourceSearch::isOurs).toList();
        this.paths = store.list("");
        this.mode = mode;
    }

    private static boolean isOurs(Recipe recipe) {
        return recipe.kind() != Kind.CONNECTOME;
    }

    CalciumSources run() throws IOException {
        for (String path : paths) {
            look(path);
        }
        // what belongs to a known recording is no recording of its own
        Set<String> companions = companions();
        for (String path :
                deferred.stream().filter(p -> !companions.contains(p)).toList()) {
            choose(path, true);
        }
        groups.join(sources::add, path -> withoutTraces(path, "its group has none either"), (path, failure) -> {
            others.put(path, FileRole.of("data"));
            issues.add(Issues.error(path, failure.place(), failure.code(), failure.problem()));
        });
        unpinned();
        return result(companions());
    }

    private Set<String> companions() {
        Set<String> companions = new TreeSet<>();
        sources.forEach(s -> companions.addAll(s.files()));
        return companions;
    }

    private CalciumSources result(Set<String> companions) throws IOException {
        Map<String, String> unclaimed = new LinkedHashMap<>();
        for (Map.Entry<String, FileLook> file : undecided.entrySet()) {
            String path = file.getKey();
            if (companions.contains(path)) {
                continue;
            }
            if (isLabels(path)) {
                others.put(path, FileRole.of("labels"));
            } else {
                others.put(path, FileRole.of("data"));
                undescribed(path, file.getValue(), unclaimed);
            }
        }
        new LabelFiles(store, recipes(), paths).issues(sources).forEach(issues::add);
        companions.forEach(others::remove);
        return new CalciumSources(CalciumSources.unique(sources), issues, others, unclaimed);
    }

    private List<Recipe> recipes() {
        List<Recipe> all = new ArrayList<>(given);
        all.addAll(shipped);
        return all;
    }

    private void look(String path) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!store.exists(path)) {
            issues.add(Issues.error(path, "", "no_content", DataStore.NO_CONTENT));
        } else if (DOCUMENTATION.matcher(Glob.plain(name)).matches()) {
            others.put(path, FileRole.of("documentation"));
            issues.add(Issues.info(path, "", "NOT_DATA", "documentation or description, not a recording"));
        } else if (!setAside(path)) {
            choose(path, false);
        }
    }

    private boolean setAside(String path) {
        for (Recipe recipe : recipes()) {
            for (SetAside aside : recipe.setAside()) {
                if (aside.files().stream().anyMatch(glob -> Glob.of(glob).matches(path))) {
                    others.put(path, new FileRole(aside.role(), recipe.id(), "set_aside"));
                    issues.add(Issues.info(path, "", aside.code(), aside.reason()));
                    return true;
                }
            }
        }
        return false;
    }

    private void choose(String path, boolean bySignature) throws IOException {
        try (FileLook look = new FileLook(store, path, paths, mode)) {
            Optional<RecipeChoice> choice = RecipeChoice.of(path, given, shipped, (recipe, p) -> look.fits(recipe))
                    .map(chosen -> credited(chosen, look));
            if (choice.isEmpty()) {
                undecided.put(path, look);
                return;
            }
            if (!choice.get().identified() && !bySignature) {
                look.forget();
                deferred.add(path);
                return;
            }
            describe(path, look, choice.get());
        } catch (DataException e) {
            others.put(path, FileRole.of("data"));
            issues.add(Issues.error(e));
        }
    }

    /** Names are claims: how much of them holds is seen in the content. Who gives a recipe answers for it. */
    private RecipeChoice credited(RecipeChoice choice, FileLook look) {
        Recipe recipe = choice.recipe();
        boolean isVouched = given.contains(recipe) && recipe.pins().isEmpty();
        boolean isPinned = choice.identified() && (isVouched || look.isPinned(recipe));
        return choice.credited(isPinned, look.isSimulated(recipe));
    }

    private void describe(String path, FileLook look, RecipeChoice choice) throws IOException {
        Recipe recipe = choice.recipe();
        Contents contents = look.contents(recipe);
        contents.refused().forEach((place, item) -> issues.add(Issues.error(path, place, item.code(), item.problem())));
        String datasetId = datasetId(path, choice);
        List<CalciumSource> found = look.recordings(choice, datasetId);
        if (found.stream().anyMatch(source -> source.companions().containsValue(path))) {
            // the layout fits, but this is the neuropil or the labels of a recording, which itself is missing
            undecided.put(path, look);
            return;
        }
        if (groups.take(path, choice, datasetId, found)) {
            return;
        }
        if (found.isEmpty()) {
            others.put(path, new FileRole("data", recipe.id(), choice.reason()));
            if (contents.refused().isEmpty()) {
                withoutTraces(path, "it holds " + CalciumIngest.variables(contents));
            }
            return;
        }
        if (choice.identified() && !choice.simulated() && !recipe.pins().isEmpty() && !look.isPinned(recipe)) {
            unpinned.computeIfAbsent(recipe.id(), id -> new ArrayList<>()).add(path);
        }
        if (!choice.identified() && !choice.simulated()) {
            issues.add(Issues.info(
                    path,
                    "",
                    "SOURCE_UNIDENTIFIED",
                    "the layout is that of recipe " + recipe.id() + ", the source is not known"));
        }
        sources.addAll(found);
    }

    private void withoutTraces(String path, String why) {
        others.putIfAbsent(path, FileRole.of("data"));
        issues.add(Issues.info(path, "", "NO_TRACES", "read, no traces; " + why));
    }

    /** One row a source: which of its releases these files are is not known. */
    private void unpinned() {
        unpinned.forEach((id, files) -> issues.add(Issues.warn(
                files.get(0),
                "",
                "UNPINNED_CONTENT",
                "by name and layout " + files.size() + " files are of " + id
                        + ", but their SHA-256 is none that its recipe states; the version of the source stays null")));
    }

    private String datasetId(String path, RecipeChoice choice) {
        if (choice.simulated()) {
            return RecipeChoice.SIMULATED;
        }
        if (choice.identified()) {
            return choice.recipe().id();
        }
        String[] folders = (store.location().replace('\\', '/') + "/" + path).split("/+");
        int depth = path.split("/").length;
        // the top folder under the input, or the input itself for a file that lies directly in it
        String top = depth > 1 ? path.substring(0, path.indexOf('/')) : folders[folders.length - 2];
        String id = top.replaceAll("[^A-Za-z0-9._-]", "-");
        // a folder that has the name of a source is not that source
        return isTaken(id) ? id + "-unidentified" : id;
    }

    private boolean isTaken(String id) {
        Stream<Recipe> known = Stream.concat(given.stream(), Recipes.shipped().stream());
        return id.equals(RecipeChoice.SIMULATED)
                || known.anyMatch(recipe -> recipe.isOfSource() && recipe.id().equals(id));
    }

    private boolean isLabels(String path) {
        return recipes().stream()
                .map(recipe -> recipe.ids().file())
                .anyMatch(glob ->
                        !glob.isEmpty() && !glob.contains("{") && Glob.of(glob).matches(path));
    }

    private void undescribed(String path, FileLook look, Map<String, String> unclaimed) {
        if (look.failure().isPresent()) {
            issues.add(Issues.error(look.failure().get()));
        } else if (look.content() == Containers.Content.OTHER) {
            String name = Glob.plain(path);
            issues.add(
                    DATA.matcher(name).matches()
                            ? Issues.error(
                                    path,
                                    "byte 0",
                                    "unknown_format",
                                    "expected the format that its name says,"
                                            + " found another content; copy the file again")
                            : Issues.info(path, "", "NOT_DATA", "of no format that is read"));
        } else {
            look.refused().forEach((place, item) -> issues.add(Issues.error(path, place, item.code(), item.problem())));
            if (look.refused().isEmpty()) {
                unclaimed.put(path, look.summary());
            }
        }
    }
}
