package org.neurobeam.ingest.bids;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Issue;

/**
 * The files of one BIDS data set, or of a folder of several, by name.
 *
 * <p>Made from one listing; no file is opened for it. {@code .bidsignore} is read when recordings or issues are asked
 * for, everything else when a recording or a data set is asked for it. Immutable.
 */
public final class BidsIndex {
    private static final Set<String> SERIES_SUFFIXES = Set.of("bold", "cbv");
    private static final Set<String> IMAGES = Set.of(".nii", ".nii.gz", ".hdr", ".hdr.gz");
    private static final Set<String> SURFACES =
            Set.of(".func.gii", ".func.gii.gz", ".time.gii", ".gii", ".gii.gz", ".dtseries.nii", ".ptseries.nii");
    private static final Set<String> CIFTI_SERIES = Set.of(".dtseries.nii", ".ptseries.nii");
    private static final String OLD_CONFOUNDS = "_bold_confounds.tsv";
    private static final Set<String> NOT_RECORDED = Set.of("sourcedata", "code");

    private final DataStore store;
    private final List<String> paths;
    private final DatasetRoots roots;
    private final List<BidsFile> files = new ArrayList<>();
    private final List<BidsFile> images = new ArrayList<>();
    private final List<Issue> nameIssues = new ArrayList<>();
    private final Companions companions;

    private BidsIndex(DataStore store, List<String> paths) {
        this.store = store;
        this.paths = paths;
        roots = new DatasetRoots(store, paths);
        paths.forEach(this::add);
        companions = new Companions(files);
    }

    /** Lists the store and takes the names apart. */
    public static BidsIndex of(DataStore store) throws IOException {
        List<String> visible =
                store.list("").stream().filter(path -> !hidden(path)).toList();
        return new BidsIndex(store, visible);
    }

    /** Version control keeps thousands of files in folders whose name starts with a dot. */
    private static boolean hidden(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0 && (path.startsWith(".") || path.substring(0, slash).contains("/."));
    }

    private void add(String path) {
        BidsDataset dataset = roots.of(BidsFile.parent(path));
        String relative = dataset.relative(path);
        Optional<BidsName> name = BidsName.parse(modern(path));
        if (name.isEmpty()) {
            if (BidsLocation.looksLikeData(relative)) {
                String what = "expected key-value parts, a suffix and an extension; the file is skipped";
                nameIssues.add(Issues.error(path, "file name", "bad_name", what));
            }
            return;
        }
        BidsFile file = new BidsFile(path, name.get(), dataset);
        Optional<Issue> misplaced = BidsLocation.misplaced(file, relative);
        if (misplaced.isPresent()) {
            nameIssues.add(misplaced.get());
            return;
        }
        files.add(file);
        if (isSeries(file.name()) && recorded(path, dataset)) {
            images.add(file);
        }
    }

    /** fMRIPrep up to 1.1 wrote {@code _bold_confounds.tsv}: two suffixes, which no later name has. */
    private static String modern(String path) {
        return path.endsWith(OLD_CONFOUNDS)
                ? path.substring(0, path.length() - OLD_CONFOUNDS.length()) + "_desc-confounds_regressors.tsv"
                : path;
    }

    private static boolean isSeries(BidsName name) {
        String extension = name.extension();
        boolean image = IMAGES.contains(extension) || SURFACES.contains(extension);
        return SERIES_SUFFIXES.contains(name.suffix())
                ? image
                : name.suffix().equals("timeseries") && CIFTI_SERIES.contains(extension);
    }

    /** Neither original scanner files nor code of the study are recordings. */
    private static boolean recorded(String path, BidsDataset dataset) {
        String study = dataset.study();
        String below = study.isEmpty() ? path : path.substring(study.length() + 1);
        for (String folder : BidsFile.parent(below).split("/")) {
            if (NOT_RECORDED.contains(folder)) {
                return false;
            }
        }
        return true;
    }

    /** The folder indexed. */
    public DataStore store() {
        return store;
    }

    /** All paths, sorted, without those in hidden folders. */
    public List<String> paths() {
        return paths;
    }

    /** The data sets, sorted by root. */
    public List<BidsDataset> datasets() {
        return roots.all();
    }

    /** Every file with a BIDS name that stands where it may, sorted by path. */
    public List<BidsFile> files() {
        return List.copyOf(files);
    }

    /**
     * Every BOLD or CBV image (a pair by its {@code .hdr}) and every surface or CIFTI time series, raw and derivative, sorted by path; without
     * {@code sourcedata/}, {@code code/} and what {@code .bidsignore} names.
     *
     * <p>In a derivative the ignore patterns that start with {@code *} do not count: fMRIPrep writes there what the
     * validator does not know, such as {@code *_bold.func.gii}.
     */
    public List<BidsRecording> recordings() throws IOException {
        Ignored ignored = new Ignored();
        List<BidsRecording> recordings = new ArrayList<>();
        for (BidsFile image : images) {
            if (!ignored.contains(image.dataset(), image.path())) {
                recordings.add(new BidsRecording(store, image, companions));
            }
        }
        return recordings;
    }

    /**
     * The recordings chosen.
     *
     * @throws org.neurobeam.schemas.error.ConfigException for an unknown key or an empty choice
     */
    public List<BidsRecording> recordings(BidsSelection selection) throws IOException {
        return selection.of(recordings());
    }

    /** Files left out because of their name or place, of severity error. */
    public List<Issue> issues() throws IOException {
        Ignored ignored = new Ignored();
        List<Issue> issues = new ArrayList<>();
        for (Issue issue : nameIssues) {
            if (!ignored.contains(roots.of(BidsFile.parent(issue.getFile())), issue.getFile())) {
                issues.add(issue);
            }
        }
        return issues;
    }

    /** {@link #issues()}, and what descriptions, participant tables and the sets of runs show; reads those files. */
    public List<Issue> check() throws IOException {
        List<Issue> issues = new ArrayList<>(issues());
        issues.addAll(BidsChecks.of(this));
        return issues;
    }

    /** The ignore files, each read at most once for one question. */
    private final class Ignored {
        private final Map<String, BidsIgnore> byRoot = new HashMap<>();

        boolean contains(BidsDataset dataset, String path) throws IOException {
            BidsIgnore rules = byRoot.get(dataset.root());
            if (rules == null) {
                rules = rules(dataset);
                byRoot.put(dataset.root(), rules);
            }
            return rules.ignores(dataset.relative(path));
        }

        private BidsIgnore rules(BidsDataset dataset) throws IOException {
            String path = BidsFile.join(dataset.root(), BidsIgnore.FILE);
            if (!store.exists(path)) {
                return BidsIgnore.nothing();
            }
            return BidsIgnore.read(store, path, dataset.derivative());
        }
    }
}
