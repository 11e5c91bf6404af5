package org.neurobeam.pipelines.publish;

import java.util.HashSet;
import java.util.Set;

/** Names of variables that every netCDF reader takes, each once in a file. */
final class VariableNames {
    private final Set<String> used = new HashSet<>();

    /** Letters, digits and underscores, a letter first. */
    static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_]", "_");
        return safe.isEmpty() || !Character.isLetter(safe.charAt(0)) ? "v" + safe : safe;
    }

    /** A name that is not in use yet. */
    String fresh(String name) {
        String safe = safe(name);
        String fresh = safe;
        for (int i = 2; !used.add(fresh); i++) {
            fresh = safe + "_" + i;
        }
        return fresh;
    }

    void use(String names) {
        used.addAll(Set.of(names.split(" ", -1)));
    }
}
