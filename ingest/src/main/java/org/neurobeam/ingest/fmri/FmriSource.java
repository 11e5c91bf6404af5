package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsRecording;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.ingest.bids.BidsTiming;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.schemas.io.DataStore;

/**
 * A run to ingest.
 *
 * @param recordingId dataset/stem of the file
 * @param datasetId name of the folder that was ingested
 * @param path the image in the store
 * @param entities BIDS entities in the order of the name; empty for an image alone
 * @param bids what belongs to it in a BIDS tree
 * @param beside other files it is made from, by name alone: voxels and matrix of a pair, JSON of an image alone
 */
public record FmriSource(
        String recordingId,
        String datasetId,
        String path,
        Map<String, String> entities,
        Optional<BidsRecording> bids,
        List<String> beside) {

    /** Copies the list. */
    public FmriSource {
        beside = List.copyOf(beside);
    }

    /**
     * The runs of a folder, as {@link FmriSources#of} finds them.
     *
     * @throws org.neurobeam.schemas.error.ConfigException when a selection matches nothing
     * @throws org.neurobeam.schemas.error.DataException when the folder has no time series
     */
    public static List<FmriSource> of(BidsIndex index, String datasetId, BidsSelection select) throws IOException {
        return FmriSources.of(index, datasetId, select).sources();
    }

    FmriSource named(String id) {
        return new FmriSource(id, datasetId, path, entities, bids, beside);
    }

    /**
     * What is known about its times beside the file: the BIDS sidecars, or the JSON beside a plain image.
     *
     * @throws org.neurobeam.schemas.error.DataException for malformed JSON
     */
    TimingSources timing(DataStore store) throws IOException {
        Optional<String> json = beside.stream().filter(p -> p.endsWith(".json")).findFirst();
        if (bids.isEmpty() && json.isEmpty()) {
            return TimingSources.NONE;
        }
        BidsTiming timing = bids.isPresent() ? bids.get().timing() : BidsTiming.read(store, json.get());
        return new TimingSources(OptionalDouble.empty(), timing.repetitionTimeSeconds(), timing.volumeTimingSeconds());
    }

    /** Files that the recording is made from, the image first. */
    public List<String> files() {
        List<String> files = new ArrayList<>(List.of(path));
        files.addAll(beside);
        bids.ifPresent(run -> {
            files.addAll(run.sidecars());
            run.events().ifPresent(files::add);
            run.confounds().ifPresent(files::add);
        });
        return files;
    }

    /** The short word that names a dataset: the last folder of a path, in the characters of file names. */
    public static String datasetId(DataStore store) {
        String[] names = store.location().replace('\\', '/').split("/+");
        String last = names.length == 0 ? "" : names[names.length - 1];
        String word = last.replaceAll("[^A-Za-z0-9._-]", "-");
        return word.isEmpty() || word.chars().allMatch(c -> c == '.') ? "dataset" : word;
    }
}
