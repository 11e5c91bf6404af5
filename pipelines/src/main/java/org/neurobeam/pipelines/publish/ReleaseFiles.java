package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.WrittenFile;

/** The files of a release folder: small texts, the list of checksums, and what an earlier release left behind. */
final class ReleaseFiles {
    /** Name of the list of checksums, as {@code sha256sum --check} reads it. */
    static final String CHECKSUMS = "SHA256SUMS";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataStore store;
    private final List<WrittenFile> files = new ArrayList<>();

    ReleaseFiles(DataStore store) {
        this.store = store;
    }

    DataStore store() {
        return store;
    }

    void add(List<WrittenFile> written) {
        files.addAll(written);
    }

    WrittenFile text(String path, String content) throws IOException {
        try (StagedFile file = new StagedFile(store, path)) {
            file.stream().write(content.getBytes(StandardCharsets.UTF_8));
            WrittenFile written = file.commit(0);
            files.add(written);
            return written;
        }
    }

    void json(String path, JsonNode content) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        text(path, JSON.writer(printer).writeValueAsString(content) + "\n");
    }

    /** Writes the list of all files so far, sorted by path. */
    void checksums() throws IOException {
        String lines = files.stream()
                .sorted(Comparator.comparing(WrittenFile::path))
                .map(file -> file.sha256() + "  " + file.path() + "\n")
                .collect(Collectors.joining());
        text(CHECKSUMS, lines);
    }

    long bytes() {
        return files.stream().mapToLong(WrittenFile::bytes).sum();
    }

    int count() {
        return files.size();
    }

    /**
     * Deletes what an earlier release left in a folder: rows of a source that is now excluded must not stay.
     *
     * @param names only files whose path matches, so that nothing foreign is touched
     */
    void deleteOthers(String folder, Pattern names) throws IOException {
        Set<String> own = files.stream().map(WrittenFile::path).collect(Collectors.toSet());
        for (String path : store.list(folder)) {
            if (!own.contains(path) && names.matcher(path).matches()) {
                store.delete(path);
            }
        }
    }
}
