package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.io.DataStore;

/**
 * The JSON files that apply to one image by inheritance, for who looks at one file of a large data set: lists the few
 * folders between the root and the image instead of the whole tree.
 */
public final class LocalSidecars {
    private static final Set<String> NONE = Set.of();

    private LocalSidecars() {}

    /**
     * The folder of the data set around a file: the nearest one above with {@code dataset_description.json}, else the
     * one that holds the {@code sub-*} folder, else the file's own.
     */
    public static Path root(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path implied = folder;
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(BidsDataset.DESCRIPTION))) {
                return at;
            }
            Path name = at.getFileName();
            if (name != null && name.toString().startsWith("sub-") && at.getParent() != null) {
                implied = at.getParent();
            }
        }
        return implied;
    }

    /**
     * The JSON files that apply, the farthest first; none for a name that does not follow BIDS.
     *
     * @param root folder of the data set
     * @param path the image below it, separated by {@code /}
     */
    public static List<String> of(Path root, String path) throws IOException {
        Optional<BidsName> image = BidsName.parse(path);
        List<String> found = new ArrayList<>();
        if (image.isEmpty()) {
            return found;
        }
        addApplicable(root, "", image.get(), found);
        String parent = BidsFile.parent(path);
        String folder = "";
        for (String step : parent.isEmpty() ? new String[0] : parent.split("/")) {
            folder = BidsFile.join(folder, step);
            addApplicable(root, folder, image.get(), found);
        }
        return found;
    }

    private static void addApplicable(Path root, String folder, BidsName image, List<String> found) throws IOException {
        record Candidate(String file, Map<String, String> entities) {}
        List<Candidate> here = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder), "*.json")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                BidsName.parse(name)
                        .filter(n -> n.suffix().equals(image.suffix())
                                && n.extension().equals(".json")
                                && Entities.subset(n.entities(), image.entities(), NONE))
                        .ifPresent(n -> here.add(new Candidate(BidsFile.join(folder, name), n.entities())));
            }
        }
        here.stream()
                .sorted(Comparator.comparingInt((Candidate c) -> c.entities().size())
                        .thenComparing(Candidate::file))
                .forEach(c -> found.add(c.file()));
    }

    /**
     * The files merged: of every key the last file's value.
     *
     * @throws org.neurobeam.schemas.error.DataException for a malformed file, with line and column
     */
    public static ObjectNode merge(DataStore store, List<String> files) throws IOException {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (String file : files) {
            merged.setAll(JsonFile.readObject(store, file));
        }
        return merged;
    }
}
