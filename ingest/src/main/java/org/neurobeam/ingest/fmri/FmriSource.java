package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsRecording;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * A run to ingest.
 *
 * @param recordingId dataset/stem of the file
 * @param datasetId name of the folder that was ingested
 * @param path the image in the store
 * @param entities BIDS entities in the order of the name; empty for an image alone
 * @param bids what belongs to it in a BIDS tree
 */
public record FmriSource(
        String recordingId, String datasetId, String path, Map<String, String> entities, Optional<BidsRecording> bids) {

    /**
     * The runs of a folder: those of its BIDS trees, or every image of several volumes where no name follows BIDS.
     *
     * @param datasetId name of the dataset, a short word
     * @param select entities that a run must have
     * @throws org.neurobeam.schemas.error.ConfigException when a selection matches nothing
     * @throws DataException when the folder has no image
     */
    public static List<FmriSource> of(BidsIndex index, String datasetId, BidsSelection select) throws IOException {
        List<FmriSource> sources = new ArrayList<>();
        if (index.recordings().isEmpty()) {
            for (String path : index.paths()) {
                if (isImage(path)) {
                    sources.add(
                            new FmriSource(datasetId + "/" + stem(path), datasetId, path, Map.of(), Optional.empty()));
                }
            }
        } else {
            for (BidsRecording run : index.recordings(select)) {
                sources.add(
                        new FmriSource(id(datasetId, run), datasetId, run.path(), run.entities(), Optional.of(run)));
            }
        }
        if (sources.isEmpty()) {
            throw new DataException(
                    index.store().location(),
                    "",
                    "no_recordings",
                    "expected at least one image of several volumes (.nii, .nii.gz, .hdr), found none among "
                            + index.paths().size() + " files; give the folder that holds them");
        }
        return sources;
    }

    /** Files that the recording is made from, the image first. */
    public List<String> files() {
        List<String> files = new ArrayList<>(List.of(path));
        bids.ifPresent(run -> {
            files.addAll(run.sidecars());
            run.events().ifPresent(files::add);
            run.confounds().ifPresent(files::add);
        });
        return files;
    }

    private static String id(String datasetId, BidsRecording run) {
        String suffix = run.file().name().suffix();
        String root = run.dataset().root();
        String within = root.isEmpty() ? "" : root.replace('/', '.') + "/";
        // several images of one run (spaces, hemispheres, echoes) differ in entities; a suffix other than bold tells
        // apart
        return datasetId + "/" + within + run.stem() + ("bold".equals(suffix) ? "" : "_" + suffix);
    }

    private static boolean isImage(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".nii") || name.endsWith(".nii.gz") || name.endsWith(".hdr") || name.endsWith(".hdr.gz");
    }

    private static String stem(String path) {
        return path.replaceFirst("(?i)\\.(nii|hdr)(\\.gz)?$", "");
    }

    /** The short word that names a dataset: the last folder of a path, in the characters of file names. */
    public static String datasetId(DataStore store) {
        String[] names = store.location().replace('\\', '/').split("/+");
        String last = names.length == 0 ? "" : names[names.length - 1];
        String word = last.replaceAll("[^A-Za-z0-9._-]", "-");
        return word.isEmpty() || word.chars().allMatch(c -> c == '.') ? "dataset" : word;
    }
}
