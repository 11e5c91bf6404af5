package org.neurobeam.ingest.bids;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files that belong to an image, by folder, run and subject. */
final class Companions {
    private static final Set<String> MASK_ONLY = Set.of("desc", "label");
    private static final List<String> GRID = List.of("space", "res", "den", "hemi");

    private final Map<String, List<BidsFile>> byFolder = new HashMap<>();
    private final Map<String, List<BidsFile>> confoundsByRun = new HashMap<>();
    private final Map<String, List<BidsFile>> masksBySubject = new HashMap<>();

    Companions(List<BidsFile> files) {
        files.forEach(this::add);
    }

    private void add(BidsFile file) {
        BidsName name = file.name();
        String study = file.dataset().study();
        if (name.extension().equals(".json") || name.extension().startsWith(".tsv")) {
            put(byFolder, key(file.folder(), name.suffix(), name.extension()), file);
        }
        if (isConfounds(name)) {
            put(confoundsByRun, study + '\n' + Entities.runKey(name.entities()), file);
        } else if (isMask(file)) {
            put(masksBySubject, study + '\n' + name.entity("sub").orElse(""), file);
        }
    }

    private static boolean isConfounds(BidsName name) {
        return name.extension().equals(".tsv")
                && (name.suffix().equals("timeseries") || name.suffix().equals("regressors"))
                && name.entity("desc").filter("confounds"::equals).isPresent();
    }

    /** Masks of anatomy share the subject but not the grid. */
    private static boolean isMask(BidsFile file) {
        return file.name().suffix().equals("mask")
                && file.name().extension().startsWith(".nii")
                && !file.datatype().equals("anat");
    }

    private static void put(Map<String, List<BidsFile>> map, String key, BidsFile file) {
        map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(file);
    }

    private static String key(String folder, String suffix, String extension) {
        return folder + '\n' + suffix + '\n' + extension;
    }

    /**
     * The files that apply by inheritance, the farthest first: those of every folder from the data set's root to the
     * file whose entities are a subset of the file's, the more specific later within one folder.
     */
    List<BidsFile> inherited(BidsFile of, String suffix, String extension, Set<String> except) {
        String root = of.dataset().root();
        return inherited(of, root, suffix, extension, except);
    }

    /** As above, or the raw data's files when a derivative has none of its own. */
    List<BidsFile> inheritedOrRaw(BidsFile of, String suffix, String extension, Set<String> except) {
        List<BidsFile> own = inherited(of, suffix, extension, except);
        String study = of.dataset().study();
        return own.isEmpty() && !study.equals(of.dataset().root())
                ? inherited(of, study, suffix, extension, except)
                : own;
    }

    private List<BidsFile> inherited(BidsFile of, String root, String suffix, String extension, Set<String> except) {
        List<BidsFile> found = new ArrayList<>();
        String folder = root;
        addApplicable(of, key(folder, suffix, extension), except, found);
        String below = of.dataset().relative(of.folder());
        for (String step : below.isEmpty() ? new String[0] : below.split("/")) {
            folder = BidsFile.join(folder, step);
            addApplicable(of, key(folder, suffix, extension), except, found);
        }
        return found;
    }

    private void addApplicable(BidsFile of, String key, Set<String> except, List<BidsFile> found) {
        byFolder.getOrDefault(key, List.of()).stream()
                .filter(f -> Entities.subset(f.entities(), of.entities(), except))
                .sorted(Comparator.comparingInt((BidsFile f) -> f.entities().size())
                        .thenComparing(BidsFile::path))
                .forEach(found::add);
    }

    /** The confound table of the run: the image's own data set first, {@code timeseries} before {@code regressors}. */
    Optional<BidsFile> confounds(BidsFile of) {
        String key = of.dataset().study() + '\n' + Entities.runKey(of.entities());
        return confoundsByRun.getOrDefault(key, List.of()).stream()
                .filter(f -> Entities.subset(f.entities(), of.entities(), Set.of("desc")))
                .min(Comparator.comparing((BidsFile f) ->
                                !f.dataset().root().equals(of.dataset().root()))
                        .thenComparing(f -> f.name().suffix().equals("regressors"))
                        .thenComparing(BidsFile::path));
    }

    /** Masks on the image's grid, the brain first, then the more specific. */
    List<BidsFile> masks(BidsFile of) {
        List<BidsFile> found = new ArrayList<>();
        String study = of.dataset().study() + '\n';
        of.name().entity("sub").ifPresent(sub -> found.addAll(masksBySubject.getOrDefault(study + sub, List.of())));
        found.addAll(masksBySubject.getOrDefault(study, List.of()));
        return found.stream()
                .filter(m -> Entities.subset(m.entities(), of.entities(), MASK_ONLY) && sameGrid(m, of))
                .sorted(Comparator.comparing((BidsFile m) -> !brain(m))
                        .thenComparing(m -> -m.entities().size())
                        .thenComparing(BidsFile::path))
                .toList();
    }

    private static boolean sameGrid(BidsFile mask, BidsFile image) {
        return GRID.stream()
                .allMatch(g -> mask.name().entity(g).equals(image.name().entity(g)));
    }

    static boolean brain(BidsFile mask) {
        return mask.name()
                .entity("desc")
                .or(() -> mask.name().entity("label"))
                .filter("brain"::equals)
                .isPresent();
    }
}
