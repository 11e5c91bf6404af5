package org.neurobeam.ingest.bids;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neurobeam.schemas.io.DataStore;

/**
 * Finds the data sets below a folder from the paths alone.
 *
 * <p>A root is a folder with {@code dataset_description.json}, a folder {@code derivatives/NAME} of such a folder, or,
 * outside of all those, a folder that holds {@code sub-*} folders.
 */
final class DatasetRoots {
    private final Map<String, BidsDataset> datasets = new TreeMap<>();
    private final Map<String, BidsDataset> ofFolder = new HashMap<>();
    private final BidsDataset top;

    DatasetRoots(DataStore store, List<String> paths) {
        Set<String> described = new HashSet<>();
        for (String path : paths) {
            if (path.equals(BidsDataset.DESCRIPTION) || path.endsWith("/" + BidsDataset.DESCRIPTION)) {
                described.add(BidsFile.parent(path));
            }
        }
        Set<String> roots = new TreeSet<>(described);
        addImplied(paths, roots);
        for (String root : roots) {
            datasets.put(root, new BidsDataset(store, root, study(root, roots), described.contains(root)));
        }
        // loose files above all data sets still belong somewhere
        top = datasets.getOrDefault("", new BidsDataset(store, "", "", false));
    }

    private static void addImplied(List<String> paths, Set<String> roots) {
        Set<String> seen = new HashSet<>();
        for (String path : paths) {
            String folder = BidsFile.parent(path);
            if (!seen.add(folder)) {
                continue;
            }
            int subject = ("/" + folder).indexOf("/sub-");
            if (subject >= 0) {
                String parent = subject == 0 ? "" : folder.substring(0, subject - 1);
                if (!inside(parent, roots) || derivative(parent, roots)) {
                    roots.add(parent);
                }
            }
        }
    }

    /** derivatives/NAME (or derivatives itself) right below a root. */
    private static boolean derivative(String folder, Set<String> roots) {
        String parent = BidsFile.parent(folder);
        String container = folder.endsWith("derivatives") ? folder : parent;
        boolean named = container.equals("derivatives") || container.endsWith("/derivatives");
        return named && inside(BidsFile.parent(container), roots);
    }

    private static boolean inside(String folder, Set<String> roots) {
        return !outermost(folder, roots).isEmpty() || roots.contains("") || roots.contains(folder);
    }

    private static String study(String root, Set<String> roots) {
        return roots.contains("") ? "" : outermost(root, roots);
    }

    /** The shortest root at or above the folder; empty for none. */
    private static String outermost(String folder, Set<String> roots) {
        for (int slash = folder.indexOf('/'); slash > 0; slash = folder.indexOf('/', slash + 1)) {
            if (roots.contains(folder.substring(0, slash))) {
                return folder.substring(0, slash);
            }
        }
        return roots.contains(folder) ? folder : "";
    }

    List<BidsDataset> all() {
        return List.copyOf(datasets.values());
    }

    /** The innermost data set around a folder. */
    BidsDataset of(String folder) {
        BidsDataset known = ofFolder.get(folder);
        if (known == null) {
            known = datasets.get(folder);
            if (known == null) {
                known = folder.isEmpty() ? top : of(BidsFile.parent(folder));
            }
            ofFolder.put(folder, known);
        }
        return known;
    }
}
