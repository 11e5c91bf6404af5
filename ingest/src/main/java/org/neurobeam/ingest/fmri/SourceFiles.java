package org.neurobeam.ingest.fmri;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsRecording;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

/** Finds the runs among the files of an index, and the files that belong to an image by name alone. */
final class SourceFiles {
    private static final String IMAGE = "(?i)\\.(nii|hdr|gii)(\\.gz)?$";
    private static final String KIND = "(?i)\\.(dtseries|ptseries|func|time)$";
    private static final int FEWEST_SAMPLES = 2;

    private final BidsIndex index;
    private final String datasetId;
    private final Set<String> paths;

    SourceFiles(BidsIndex index, String datasetId) {
        this.index = index;
        this.datasetId = datasetId;
        this.paths = new HashSet<>(index.paths());
    }

    /** The chosen recordings of the BIDS trees. */
    FmriSources runs(BidsSelection select) throws IOException {
        List<FmriSource> sources = new ArrayList<>();
        for (BidsRecording run : index.recordings(select)) {
            sources.add(new FmriSource(
                    id(run), datasetId, run.path(), run.entities(), Optional.of(run), partners(run.path())));
        }
        return new FmriSources(sources, List.of());
    }

    /** Space, hemisphere, echo and part are entities, so in the stem; suffix and kind of file tell the rest apart. */
    private String id(BidsRecording run) {
        String root = run.dataset().root();
        String within = root.isEmpty() ? "" : root.replace('/', '.') + "/";
        String suffix = run.file().name().suffix();
        String extension = run.file().name().extension().toLowerCase(Locale.ROOT);
        String kind = extension.replaceAll("\\.(nii|hdr|gii|gz)", "").replaceFirst("^\\.", "");
        kind = kind.isEmpty() && extension.startsWith(".gii") ? "gii" : kind;
        return datasetId + "/" + within + run.stem() + ("bold".equals(suffix) ? "" : "_" + suffix)
                + (kind.isEmpty() ? "" : "_" + kind);
    }

    /** Every image with a series of its own; the others become issues, and damaged ones runs to be refused. */
    FmriSources plain() throws IOException {
        List<FmriSource> sources = new ArrayList<>();
        List<Issue> issues = new ArrayList<>();
        for (String path : index.paths()) {
            String stem = path.replaceFirst(IMAGE, "");
            if (stem.equals(path)) {
                continue;
            }
            Optional<String> reason = reasonToLeaveOut(path);
            if (reason.isPresent()) {
                issues.add(leftOut(path, reason.get()));
            } else {
                List<String> beside = new ArrayList<>(partners(path));
                List.of(stem + ".json", stem.replaceFirst(KIND, "") + ".json").stream()
                        .filter(paths::contains)
                        .findFirst()
                        .ifPresent(beside::add);
                sources.add(
                        new FmriSource(datasetId + "/" + stem, datasetId, path, Map.of(), Optional.empty(), beside));
            }
        }
        return new FmriSources(sources, issues);
    }

    private Optional<String> reasonToLeaveOut(String path) throws IOException {
        if (!index.store().exists(path)) {
            return Optional.empty();
        }
        try {
            int samples = SeriesSource.open(index.store(), path).shape().samples();
            return samples >= FEWEST_SAMPLES
                    ? Optional.empty()
                    : Optional.of("expected a time series, found an image of 1 volume");
        } catch (DataException e) {
            // a damaged image may be a series: it is refused by name when its turn comes
            boolean surface = SeriesFormat.of(index.store(), path) != SeriesFormat.VOLUMES;
            return surface && e.code().equals(SeriesSource.NOT_A_SERIES) ? Optional.of(e.problem()) : Optional.empty();
        }
    }

    private static Issue leftOut(String path, String reason) {
        return Issue.newBuilder()
                .setFile(path)
                .setPlace("header")
                .setCode(SeriesSource.NOT_A_SERIES)
                .setSeverity("info")
                .setMessage(reason + "; left out")
                .build();
    }

    /** The voxels of a header, and the matrix of an Analyze image. */
    private List<String> partners(String path) {
        String stem = path.replaceFirst("(?i)\\.hdr(\\.gz)?$", "");
        return stem.equals(path)
                ? List.of()
                : List.of(".img", ".img.gz", ".IMG", ".IMG.gz", ".mat").stream()
                        .map(ending -> stem + ending)
                        .filter(paths::contains)
                        .toList();
    }
}
