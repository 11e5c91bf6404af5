package org.neurobeam.ingest.calcium.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a tree holds, for people and for issue rows. */
public final class Contents {
    private static final int MOST_VISITS = 20_000;
    private static final int MOST_LISTED = 40;
    private static final int MOST_DEPTH = 12;
    private static final Set<String> REFUSED = Set.of("OBJECT_DTYPE", "UNSUPPORTED_MATLAB_OBJECT");

    private final Map<String, Item.Opaque> refused = new TreeMap<>();
    private final List<Supplier<String>> variables = new ArrayList<>();
    private int visits;

    private Contents() {}

    /** Walks a tree; in a large one, its beginning. */
    public static Contents of(Item.Folder root) {
        Contents contents = new Contents();
        contents.walk("", root, 0);
        return contents;
    }

    /** Parts that are not read because they hold code or objects, by place. */
    public Map<String, Item.Opaque> refused() {
        return refused;
    }

    /** Names and shapes, at most forty; read now, so the file must still be open. */
    public String variables() {
        String list = variables.stream().limit(MOST_LISTED).map(Supplier::get).collect(Collectors.joining(", "));
        return variables.size() > MOST_LISTED ? list + ", and " + (variables.size() - MOST_LISTED) + " more" : list;
    }

    /** How many variables there are. */
    public int size() {
        return variables.size();
    }

    private void walk(String at, Item item, int depth) {
        if (++visits > MOST_VISITS || depth > MOST_DEPTH) {
            return;
        }
        if (item instanceof Referenced.Folder) {
            variables.add(() -> at + " (reference)");
        } else if (item instanceof Referenced.Cells cells) {
            variables.add(() -> at + " [" + cells.size() + " references]");
        } else if (item instanceof Item.Folder folder) {
            for (String name : folder.names()) {
                folder.child(name).ifPresent(child -> walk(at.isEmpty() ? name : at + "/" + name, child, depth + 1));
            }
        } else if (item instanceof Item.Cells cells) {
            variables.add(() -> at + " [" + cells.size() + " elements]");
            int listed = variables.size();
            for (int i = 0; i < cells.size(); i++) {
                walk(at + "(" + (i + 1) + ")", cells.get(i), depth + 1);
            }
            // the elements were looked at for objects only
            variables.subList(listed, variables.size()).clear();
        } else if (item instanceof Item.Opaque opaque) {
            if (REFUSED.contains(opaque.code())) {
                refused.put(at, opaque);
            }
            variables.add(() -> at + " (not read)");
        } else if (item instanceof Item.Texts texts) {
            variables.add(() -> at + " [" + texts.values().size() + " texts]");
        } else {
            variables.add(() -> at + " " + item);
        }
    }
}
