package org.neurobeam.ingest.bids;

import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

/** Rows of the issues table. */
final class Issues {
    private Issues() {}

    static Issue warn(String file, String place, String code, String message) {
        return issue(file, place, code, "warn").setMessage(message).build();
    }

    static Issue error(String file, String place, String code, String message) {
        return issue(file, place, code, "error").setMessage(message).build();
    }

    static Issue warn(DataException e) {
        return warn(e.file(), e.place(), e.code(), e.problem());
    }

    private static Issue.Builder issue(String file, String place, String code, String severity) {
        return Issue.newBuilder().setFile(file).setPlace(place).setCode(code).setSeverity(severity);
    }
}
