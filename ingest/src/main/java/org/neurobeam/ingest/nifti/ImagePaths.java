package org.neurobeam.ingest.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The names of the files of a pair: {@code x.hdr}, {@code x.img} and {@code x.mat}, each gzipped or not. */
final class ImagePaths {
    private final DataStore store;
    private final String path;
    private final String stem;
    private final String extension;

    ImagePaths(DataStore store, String path) {
        this.store = store;
        this.path = path;
        boolean gz = namesGzip(path);
        String plain = gz ? path.substring(0, path.length() - 3) : path;
        int dot = plain.lastIndexOf('.');
        boolean hasExtension = dot > plain.lastIndexOf('/');
        this.stem = hasExtension ? plain.substring(0, dot) : plain;
        this.extension = hasExtension ? plain.substring(dot) : "";
    }

    /** Whether a name ends in .gz. */
    static boolean namesGzip(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** The file that holds the header: the path itself, or the .hdr beside an .img. */
    String header() {
        return extension.equalsIgnoreCase(".img") ? partner(".hdr", "missing_header") : path;
    }

    /** The file that holds the voxels of a pair. */
    String image() {
        return partner(".img", "missing_img");
    }

    /** Whether the name is that of a header of a pair, or of its image. */
    boolean namesPair() {
        return extension.equalsIgnoreCase(".hdr") || extension.equalsIgnoreCase(".img");
    }

    /** The MATLAB file beside an Analyze image, whether it exists or not. */
    String matrix() {
        return stem + ".mat";
    }

    private String partner(String wanted, String code) {
        List<String> names = new ArrayList<>();
        for (String ending : List.of(wanted, wanted.toUpperCase(Locale.ROOT))) {
            names.add(stem + ending);
            names.add(stem + ending + ".gz");
        }
        return names.stream()
                .filter(store::exists)
                .findFirst()
                .orElseThrow(() -> new DataException(
                        path,
                        "",
                        code,
                        "expected " + names.get(0) + " or " + names.get(1) + " beside it, found neither"));
    }
}
