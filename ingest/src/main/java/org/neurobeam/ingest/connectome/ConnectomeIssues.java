package org.neurobeam.ingest.connectome;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

/** The issue rows of connectomes. */
final class ConnectomeIssues {
    /** Code of a gap junction whose directions disagree. */
    static final String ASYMMETRIC_GAP = "ASYMMETRIC_GAP";

    private ConnectomeIssues() {}

    static Issue setAside(String path, String fileId, SetAside kind) {
        return issue(path, fileId, "", kind.code(), "info")
                .setMessage("holds " + kind.what())
                .build();
    }

    static Issue sheetNotImported(SourceContent file, String sheet) {
        return issue(file.path(), file.fileId(), sheet, "SHEET_NOT_IMPORTED", "info")
                .setMessage("no recipe reads this sheet")
                .build();
    }

    static Issue unidentified(SourceContent file, String layout) {
        return issue(file.path(), file.fileId(), "", "SOURCE_UNIDENTIFIED", "info")
                .setMessage("read with the layout of " + layout + ", which its header fits; citation and licence are"
                        + " unknown: describe the source with --recipe")
                .build();
    }

    static Issue unpinned(SourceContent file, String recipe) {
        return issue(file.path(), file.fileId(), "", "UNPINNED_CONTENT", "warn")
                .setMessage("by name and header a file of " + recipe
                        + ", but its SHA-256 is none that the recipe states;" + " the version of the source stays null")
                .build();
    }

    static Issue unrecognised(String path, String fileId, EdgeFormat format, List<String> names) {
        return issue(path, fileId, "", "UNRECOGNISED_LAYOUT", "error")
                .setMessage("expected what a recipe for this file name describes, found " + format.word() + " with "
                        + names + "; give a recipe for it with --recipe")
                .build();
    }

    static Issue refused(String path, Optional<String> fileId, DataException damaged) {
        return Issue.newBuilder()
                .setFileId(fileId.orElse(null))
                .setFile(path)
                .setPlace(damaged.place())
                .setCode(damaged.code())
                .setSeverity("error")
                .setMessage(damaged.problem())
                .build();
    }

    static Issue unknownCell(ConnectomeSource source, String name, String place) {
        return issue(source.path(), source.file().getFileId(), place, "UNKNOWN_CELL", "warn")
                .setMessage("expected the name of a cell, found one that no list has; kept as it stands in "
                        + source.connectomeId())
                .setRaw(name)
                .build();
    }

    static Issue unfinished(ConnectomeSource source) {
        return issue(source.path(), source.file().getFileId(), "last line", "UNFINISHED_LINE", "warn")
                .setMessage("the file ends without a newline, its last value may be cut; compare it with its source")
                .build();
    }

    static Issue asymmetric(ConnectomeSource source, Wiring.Asymmetry pair) {
        return issue(source.path(), source.file().getFileId(), pair.sourceRef(), ASYMMETRIC_GAP, "warn")
                .setMessage("expected one weight of the gap junction " + pair.pre() + " - " + pair.post()
                        + " in both directions, found " + weight(pair.forward()) + " and " + weight(pair.backward())
                        + "; the entries are averaged in " + source.connectomeId())
                .setRaw(source.connectomeId() + " " + pair.pre() + " " + pair.post() + " " + weight(pair.forward())
                        + " " + weight(pair.backward()))
                .build();
    }

    private static String weight(double weight) {
        return weight == 0 ? "none" : Double.toString(weight);
    }

    private static Issue.Builder issue(String path, String fileId, String place, String code, String severity) {
        return Issue.newBuilder()
                .setFileId(fileId)
                .setFile(path)
                .setPlace(place)
                .setCode(code)
                .setSeverity(severity);
    }
}
