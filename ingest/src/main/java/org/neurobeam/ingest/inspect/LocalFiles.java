package org.neurobeam.ingest.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.neurobeam.ingest.bids.LocalSidecars;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * Describes files on the local disk, of every format, each in its data set: external data are read and JSON is
 * inherited within that and not outside.
 */
public final class LocalFiles {
    private LocalFiles() {}

    /**
     * Describes a file.
     *
     * @param shownAs its path as the user gave it
     * @param headerOnly whether to leave the data alone
     */
    public static FileDescription describe(Path file, String shownAs, boolean headerOnly) {
        Path absolute = file.toAbsolutePath().normalize();
        Path root = LocalSidecars.root(absolute);
        String path = root.relativize(absolute).toString().replace('\\', '/');
        FileInspector inspector = new FileInspector(List.of(
                SurfaceDescriber.CIFTI,
                SurfaceDescriber.GIFTI,
                new NpyDescriber(),
                new ImageDescriber(image -> timing(root, image))));
        return inspector.inspect(DataStore.local(root), path, shownAs, headerOnly);
    }

    private static SidecarTiming timing(Path root, InspectedFile image) {
        try {
            List<String> files = LocalSidecars.of(root, image.path());
            return files.isEmpty()
                    ? SidecarTiming.beside(image)
                    : SidecarTiming.of(LocalSidecars.merge(image.store(), files));
        } catch (DataException | IOException e) {
            return new SidecarTiming(TimingSources.NONE, List.of("JSON beside the image ignored: " + e.getMessage()));
        }
    }
}
