package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

/**
 * The runs of a folder, each with an id of its own, and what was left out.
 *
 * @param sources runs to ingest
 * @param issues images that are no time series, of severity info
 */
public record FmriSources(List<FmriSource> sources, List<Issue> issues) {
    /** Copies the lists. */
    public FmriSources {
        sources = List.copyOf(sources);
        issues = List.copyOf(issues);
    }

    /**
     * The runs of the BIDS trees of a folder, raw and derivative alike; or every image, surface or CIFTI file with a
     * time series where no name follows BIDS.
     *
     * @param datasetId name of the dataset, a short word
     * @param select entities that a run must have
     * @throws org.neurobeam.schemas.error.ConfigException when a selection matches nothing
     * @throws DataException when the folder has no time series
     */
    public static FmriSources of(BidsIndex index, String datasetId, BidsSelection select) throws IOException {
        SourceFiles files = new SourceFiles(index, datasetId);
        FmriSources found = index.recordings().isEmpty() ? files.plain() : files.runs(select);
        if (found.sources.isEmpty()) {
            throw new DataException(
                    index.store().location(),
                    "",
                    "no_recordings",
                    "expected at least one time series (4-D .nii, .nii.gz or .hdr, .func.gii, .dtseries.nii,"
                            + " .ptseries.nii), found none among "
                            + index.paths().size() + " files, of which "
                            + found.issues.size() + " are images without one; give the folder that holds them");
        }
        return new FmriSources(unique(found.sources), found.issues);
    }

    /** Runs whose short ids agree (x.nii beside x.nii.gz) get their whole path for an id. */
    static List<FmriSource> unique(List<FmriSource> sources) {
        Map<String, Integer> counts = new HashMap<>();
        sources.forEach(s -> counts.merge(s.recordingId(), 1, Integer::sum));
        List<FmriSource> named = sources.stream()
                .map(s -> counts.get(s.recordingId()) == 1 ? s : s.named(s.datasetId() + "/" + s.path()))
                .toList();
        Set<String> ids = new HashSet<>();
        for (FmriSource source : named) {
            if (!ids.add(source.recordingId())) {
                throw new DataException(
                        source.path(),
                        "",
                        "repeated_id",
                        "expected an id of its own, found " + source.recordingId()
                                + " for another file too; rename one of them");
            }
        }
        return named;
    }
}
