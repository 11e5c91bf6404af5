package org.neurobeam.ingest.inspect;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.nifti.ContentStream;
import org.neurobeam.ingest.nifti.DamagedGzipException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Asks describers in turn whether a file's content is theirs; the last one takes what nobody wants. */
public final class FileInspector {
    private final List<FileDescriber> describers;

    /**
     * @param describers special formats first (CIFTI-2 before NIfTI-2); the last one is asked to describe the rest
     * @throws IllegalArgumentException if there is none
     */
    public FileInspector(List<FileDescriber> describers) {
        if (describers.isEmpty()) {
            throw new IllegalArgumentException("describers must have at least 1 element but has 0");
        }
        this.describers = List.copyOf(describers);
    }

    /** Describes NIfTI and Analyze images alone. */
    public static FileInspector forImages() {
        return new FileInspector(List.of(new ImageDescriber()));
    }

    /**
     * Describes a file.
     *
     * @param shownAs the path as the user gave it
     * @param headerOnly whether to leave the data alone
     */
    public FileDescription inspect(DataStore store, String path, String shownAs, boolean headerOnly) {
        InspectedFile file = new InspectedFile(store, path, shownAs, 0);
        try {
            InspectedFile sized = new InspectedFile(store, path, shownAs, store.size(path));
            file = sized;
            FileHead head = head(sized);
            return describers.stream()
                    .filter(d -> d.accepts(sized, head))
                    .findFirst()
                    .orElse(describers.get(describers.size() - 1))
                    .describe(sized, headerOnly);
        } catch (NoSuchFileException e) {
            String why = Optional.ofNullable(e.getReason()).orElse("expected a file, found none; check the path");
            return file.unreadable(new DataException(path, "", "missing_file", why, e));
        } catch (IOException e) {
            return file.unreadable(new DataException(path, "", "unreadable", "cannot be read: " + e.getMessage(), e));
        }
    }

    private static FileHead head(InspectedFile file) throws IOException {
        try (ContentStream in = ContentStream.forHeader(file.store(), file.path())) {
            return new FileHead(in.firstBytes(FileHead.BYTES));
        } catch (DamagedGzipException e) {
            // a describer says what is wrong with it
            return new FileHead(new byte[0]);
        }
    }
}
