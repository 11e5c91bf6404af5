package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.SourceFile;

/** Sorts the files of a folder: connectomes, what is set aside beside them, and everything else. Not thread-safe. */
final class SourceFinder {
    /** Larger files whose name says nothing are not opened to look for a signature. */
    private static final long LARGEST_UNNAMED = 16L << 20;

    private static final String TABLES = ".*\\.(csv|tsv|txt|xls|xlsx|json|graphml)(\\.gz)?";

    private final DataStore store;
    private final RecipeClaims choice;
    private final List<ConnectomeSource> sources = new ArrayList<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final List<Issue> issues = new ArrayList<>();
    private final Map<String, SetAside> aside = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();
    private final Set<String> folders = new HashSet<>();

    SourceFinder(DataStore store, List<Recipe> own) {
        this.store = store;
        this.choice = new RecipeClaims(own);
    }

    void visit(String path) throws IOException {
        if (hidden(path)) {
            return;
        }
        Optional<SetAside> known = SetAside.of(path);
        if (known.isPresent()) {
            aside.put(path, known.get());
        } else if (choice.isNamed(path)) {
            named(path);
        } else if (!path.toLowerCase(Locale.ROOT).matches(TABLES)
                || !store.exists(path)
                || store.size(path) > LARGEST_UNNAMED
                || !signed(path)) {
            others.add(path);
        }
    }

    private static boolean hidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private void named(String path) throws IOException {
        folders.add(folder(path));
        Optional<SourceContent> read = Optional.empty();
        try {
            SourceContent file = SourceContent.read(store, path);
            read = Optional.of(file);
            EdgeFormat format = EdgeFormat.of(file);
            List<String> names = format.reader().names(file);
            List<String> sheets = format.reader().sheets(file);
            List<Recipe> recipes = choice.byNameAndContent(path, format, names, sheets);
            if (recipes.isEmpty()) {
                refuse(path, read, ConnectomeIssues.unrecognised(path, file.fileId(), format, names));
                return;
            }
            recipes.forEach(recipe -> add(file, credited(file, recipe), format, "glob and signature"));
            leftOver(file, recipes, sheets);
        } catch (DataException damaged) {
            refuse(path, read, ConnectomeIssues.refused(path, read.map(SourceContent::fileId), damaged));
        }
    }

    /** Names are claims: which release a file is of is known where its content is. */
    private Recipe credited(SourceContent file, Recipe recipe) {
        boolean isVouched = choice.isOwn(recipe) && recipe.pins().isEmpty();
        if (isVouched || file.isOneOf(recipe.pins())) {
            return recipe;
        }
        if (!recipe.pins().isEmpty()) {
            issues.add(ConnectomeIssues.unpinned(file, recipe.id()));
        }
        return recipe.withoutVersion();
    }

    private void add(SourceContent file, Recipe recipe, EdgeFormat format, String because) {
        String id = recipe.recording()
                .id()
                .ofPath(Glob.plain(file.path()))
                .orElseThrow(() -> new ConfigException("recording.id of recipe " + recipe.id() + " does not occur in "
                        + file.path() + "; correct its regex"));
        sources.add(new ConnectomeSource(id, row(file, recipe, format, "data"), recipe, because));
    }

    private static SourceFile row(SourceContent file, Recipe recipe, EdgeFormat format, String role) {
        return SourceFile.newBuilder()
                .setFileId(file.fileId())
                .setPath(file.path())
                .setRole(role)
                .setBytes(file.fileBytes())
                .setFormat(format.word())
                .setRetrievedFrom(stated(recipe.sourceUrl()))
                .setVersion(stated(recipe.version()))
                .setLicence(stated(recipe.licence().id()))
                .build();
    }

    /** Null, as the tables have it, for what the recipe leaves out. */
    private static String stated(String word) {
        return word.isEmpty() ? null : word;
    }

    private void leftOver(SourceContent file, List<Recipe> recipes, List<String> sheets) {
        Set<String> read = new HashSet<>();
        recipes.forEach(recipe -> recipe.edges().forEach(layout -> read.addAll(layout.sheetsRead(sheets))));
        sheets.stream()
                .filter(sheet -> !read.contains(sheet))
                .forEach(sheet -> issues.add(ConnectomeIssues.sheetNotImported(file, sheet)));
    }

    private void refuse(String path, Optional<SourceContent> read, Issue issue) throws IOException {
        issues.add(issue);
        if (read.isPresent()) {
            SourceContent file = read.get();
            files.add(unread(
                    path,
                    file.fileId(),
                    file.fileBytes(),
                    "data",
                    EdgeFormat.of(file).word()));
        }
    }

    private static SourceFile unread(String path, String fileId, long bytes, String role, String format) {
        return SourceFile.newBuilder()
                .setFileId(fileId)
                .setPath(path)
                .setRole(role)
                .setBytes(bytes)
                .setFormat(format)
                .build();
    }

    /** A file that nobody described but whose header says how to read it. */
    private boolean signed(String path) throws IOException {
        try {
            SourceContent file = SourceContent.read(store, path);
            EdgeFormat format = EdgeFormat.of(file);
            Optional<Recipe> layout = choice.byContent(format, format.reader().names(file));
            if (layout.isEmpty()) {
                return false;
            }
            int slash = path.indexOf('/');
            String stem = Path.of(path).getFileName().toString().replaceFirst("\\..*$", "");
            String id = slash < 0 ? stem : path.substring(0, slash) + "/" + stem;
            folders.add(folder(path));
            add(
                    file,
                    layout.get().layout(id),
                    format,
                    "signature of " + layout.get().id());
            issues.add(ConnectomeIssues.unidentified(file, layout.get().id()));
            return true;
        } catch (DataException notOurs) {
            // another reader may know the file; it stays among the others, which somebody must account for
            return false;
        }
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Only its identity is taken: what is damaged inside hurts nobody. */
    private void setAside(String path, SetAside kind) throws IOException {
        try {
            String fileId = Sha256.ofFile(store, path);
            String name = path.replaceFirst("\\.gz$", "");
            String format = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "text";
            files.add(unread(path, fileId, store.size(path), kind.role(), format));
            issues.add(ConnectomeIssues.setAside(path, fileId, kind));
        } catch (DataException unreadable) {
            issues.add(ConnectomeIssues.refused(path, Optional.empty(), unreadable));
        }
    }

    /** Documentation counts beside connectomes only; elsewhere it belongs to what lies there. */
    ConnectomeSources found() throws IOException {
        aside.forEach((path, kind) -> {
            if (kind != SetAside.DOCUMENTATION) {
                folders.add(folder(path));
            }
        });
        for (Map.Entry<String, SetAside> entry : aside.entrySet()) {
            if (!folders.contains(folder(entry.getKey()))) {
                others.add(entry.getKey());
                continue;
            }
            setAside(entry.getKey(), entry.getValue());
        }
        sources.sort(Comparator.comparing(ConnectomeSource::connectomeId));
        others.sort(Comparator.naturalOrder());
        return new ConnectomeSources(sources, files, issues, others);
    }
}
