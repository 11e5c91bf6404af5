package org.neurobeam.ingest.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * Files of a source that are known and not read: each gives a row of files and an issue of severity info.
 *
 * @param files globs
 * @param code code of the issue
 * @param role data, labels, reference or documentation
 * @param reason message of the issue
 */
public record SetAside(List<String> files, String code, String role, String reason) implements Serializable {
    /** Fills what is left out. */
    public SetAside {
        files = Given.list(files);
        code = Given.or(code, "NOT_DATA");
        role = Given.oneOf(
                "role", Given.or(role, "documentation"), List.of("data", "labels", "reference", "documentation"));
        reason = Given.or(reason, "set aside by the recipe");
    }
}
