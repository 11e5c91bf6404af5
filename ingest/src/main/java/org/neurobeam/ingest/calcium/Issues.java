package org.neurobeam.ingest.calcium;

import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

/** Rows of the issues table. */
final class Issues {
    static final String UNFINISHED_LINE = "UNFINISHED_LINE";
    static final String MAY_BE_CUT =
            "the file ends without a newline, its last value may be cut; compare it with its source";

    private Issues() {}

    static Issue info(String file, String place, String code, String message) {
        return issue("info", file, place, code, message);
    }

    static Issue warn(String file, String place, String code, String message) {
        return issue("warn", file, place, code, message);
    }

    static Issue error(String file, String place, String code, String message) {
        return issue("error", file, place, code, message);
    }

    static Issue error(DataException e) {
        return error(e.file(), e.place(), e.code(), e.problem());
    }

    private static Issue issue(String severity, String file, String place, String code, String message) {
        return Issue.newBuilder()
                .setFile(file)
                .setPlace(place)
                .setCode(code)
                .setSeverity(severity)
                .setMessage(message)
                .build();
    }
}
