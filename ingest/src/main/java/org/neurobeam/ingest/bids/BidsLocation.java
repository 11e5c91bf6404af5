package org.neurobeam.ingest.bids;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.neurobeam.schemas.table.Issue;

/** Whether the folders above a file agree with its name. */
final class BidsLocation {
    private static final List<String> DATA =
            List.of(".nii", ".nii.gz", ".hdr", ".hdr.gz", ".tsv", ".tsv.gz", ".gii", ".gii.gz");

    private BidsLocation() {}

    /** The issue of a file in sub-X or ses-Y whose name has another subject or session. */
    static Optional<Issue> misplaced(BidsFile file, String relative) {
        for (String key : List.of("sub", "ses")) {
            Optional<String> folder = level(relative, key);
            Optional<String> named = file.name().entity(key);
            if (folder.isPresent() && named.isPresent() && !folder.equals(named)) {
                String what = "expected " + key + "-" + folder.get() + " as the folder, found " + key + "-"
                        + named.get() + " in the name; the file is skipped";
                String code = key.equals("sub") ? "subject_mismatch" : "session_mismatch";
                return Optional.of(Issues.error(file.path(), "file name", code, what));
            }
        }
        return Optional.empty();
    }

    /** X of the first folder {@code key-X} of a path. */
    static Optional<String> level(String relative, String key) {
        String start = key + "-";
        String[] parts = relative.split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            if (parts[i].startsWith(start)) {
                return Optional.of(parts[i].substring(start.length()));
            }
        }
        return Optional.empty();
    }

    /** A file in a subject's folder, named after a subject, of a kind that is read. */
    static boolean looksLikeData(String relative) {
        String name = relative.substring(relative.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return relative.startsWith("sub-")
                && name.startsWith("sub-")
                && DATA.stream().anyMatch(name::endsWith);
    }
}
