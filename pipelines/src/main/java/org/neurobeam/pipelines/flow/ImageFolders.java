package org.neurobeam.pipelines.flow;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders that hold fMRI: BIDS data sets with images, and folders of images. All files below them belong to that
 * reader, all others to the recipes.
 */
final class ImageFolders {
    private static final String DESCRIPTION = "dataset_description.json";
    private static final String IMAGE = "(?i).*\\.(nii|hdr|img|gii)(\\.gz)?";

    private final Set<String> prefixes = new TreeSet<>();

    private ImageFolders() {}

    static ImageFolders of(List<String> paths) {
        ImageFolders folders = new ImageFolders();
        Set<String> described = new TreeSet<>();
        for (String path : paths) {
            if (path.equals(DESCRIPTION) || path.endsWith("/" + DESCRIPTION)) {
                described.add(folder(path));
            }
        }
        paths.stream().filter(path -> path.matches(IMAGE)).forEach(path -> folders.prefixes.add(root(path, described)));
        return folders;
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String root(String image, Set<String> described) {
        // the outermost data set; else the folder of the subjects, else that of the image
        return described.stream().filter(image::startsWith).findFirst().orElseGet(() -> {
            int subject = ("/" + image).indexOf("/sub-");
            boolean isFolder = subject >= 0 && image.indexOf('/', subject) >= 0;
            return isFolder ? image.substring(0, subject) : folder(image);
        });
    }

    boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /** Whether a file belongs to fMRI. */
    boolean has(String path) {
        return prefixes.stream().anyMatch(path::startsWith);
    }
}
