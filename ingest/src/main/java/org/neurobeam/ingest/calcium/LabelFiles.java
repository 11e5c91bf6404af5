package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.neurobeam.ingest.calcium.container.Container;
import org.neurobeam.ingest.calcium.container.Containers;
import org.neurobeam.ingest.recipe.Format;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Issue;

/** Files of labels that are keyed by recording: entries without a recording are named. */
final class LabelFiles {
    private static final String KEYED = "/{recording}/";

    private final DataStore store;
    private final List<Recipe> recipes;
    private final List<String> paths;

    LabelFiles(DataStore store, List<Recipe> recipes, List<String> paths) {
        this.store = store;
        this.recipes = recipes;
        this.paths = paths;
    }

    List<Issue> issues(List<CalciumSource> sources) throws IOException {
        List<Issue> issues = new ArrayList<>();
        for (Recipe recipe : recipes) {
            boolean keyed = recipe.ids().at().stream().anyMatch(at -> at.startsWith(KEYED));
            if (keyed && !recipe.ids().file().isEmpty()) {
                Set<String> known = sources.stream()
                        .filter(s -> s.recipe().id().equals(recipe.id()))
                        .map(CalciumSource::name)
                        .collect(Collectors.toSet());
                Glob glob = Glob.of(recipe.ids().file());
                for (String path : paths.stream().filter(glob::matches).toList()) {
                    issues.addAll(issues(recipe, path, known));
                }
            }
        }
        return issues;
    }

    private List<Issue> issues(Recipe recipe, String path, Set<String> known) throws IOException {
        try (Container container = Containers.open(store, path, Format.JSON)) {
            Set<String> left = new TreeSet<>(container.root().names());
            left.removeAll(known);
            return left.stream()
                    .map(name -> Issues.warn(
                            path,
                            "/" + name,
                            "LABELS_WITHOUT_RECORDING",
                            "labels of " + recipe.id() + " recording " + name + ", whose data file is absent"))
                    .toList();
        } catch (DataException damaged) {
            return List.of(Issues.error(damaged));
        }
    }
}
