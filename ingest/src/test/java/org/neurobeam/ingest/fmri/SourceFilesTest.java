package org.neurobeam.ingest.fmri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSummary;
import org.neurobeam.ingest.bids.ImageState;
import org.neurobeam.ingest.inspect.FileInspector;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Issue;

class SourceFilesTest {
    private static final String RUN = "sub-01/func/sub-01_task-rest_run-1";

    @TempDir
    Path raw;

    @TempDir
    Path output;

    private IngestedFolder folder;

    @BeforeEach
    void open() {
        folder = new IngestedFolder(raw);
    }

    private List<String> ids() throws IOException {
        return folder.sources().sources().stream().map(FmriSource::recordingId).toList();
    }

    @Test
    void plainImages() throws IOException {
        List<byte[]> pair = IngestedFolder.pair(3);
        folder.with("a.nii", IngestedFolder.image(3))
                .with("a.json", "{\"RepetitionTime\": 2.5}")
                .with("t1.nii", IngestedFolder.image(1))
                .with("p.hdr", pair.get(0))
                .with("p.img", pair.get(1))
                .with("damaged.nii", "text")
                .with("lh.func.gii", IngestedFolder.gifti(4, 3, ""))
                .with("lh.shape.gii", IngestedFolder.gifti(4, 1, "").replace("TIME_SERIES", "SHAPE"))
                .with("notes.txt", "n");
        assertThat(ids()).containsExactly("ds/a", "ds/damaged", "ds/lh.func", "ds/p");
        assertThat(folder.sources().issues())
                .extracting(Issue::getFile, Issue::getSeverity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("lh.shape.gii", "info"),
                        org.assertj.core.groups.Tuple.tuple("t1.nii", "info"));
        List<FmriSource> sources = folder.sources().sources();
        assertThat(sources.get(0).files()).containsExactly("a.nii", "a.json");
        assertThat(sources.get(3).files()).containsExactly("p.hdr", "p.img");
    }

    @Test
    void sidecarOfAPlainImage() throws IOException {
        Dataset dataset = folder.with("a.nii", IngestedFolder.image(3))
                .with("a.json", "{\"RepetitionTime\": 2.5}")
                .ingest(output);
        assertThat(dataset.recordings().get(0).getTrS()).contains(2.5);
        assertThat(dataset.recordings().get(0).getQcReasons()).hasSize(1);
    }

    @Test
    void anatomyAlone() throws IOException {
        folder.with("t1.nii", IngestedFolder.image(1));
        assertThatThrownBy(this::ids)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 are images without one");
    }

    @Test
    void pairsOfBidsTrees() throws IOException {
        List<byte[]> pair = IngestedFolder.pair(3);
        folder.with(RUN + "_bold.hdr", pair.get(0)).with(RUN + "_bold.img", pair.get(1));
        assertThat(ids()).containsExactly("ds/sub-01_task-rest_run-1");
        Dataset dataset = folder.ingest(output);
        assertThat(IngestedFolder.errors(dataset)).isEmpty();
        assertThat(dataset.files()).hasSize(2);
        assertThat(IngestedFolder.series(dataset, "ds/sub-01_task-rest_run-1").row(1))
                .containsExactly(1, 5, 9);
    }

    @Test
    void oldConfoundNames() throws IOException {
        folder.with(RUN + "_bold.nii", IngestedFolder.image(3))
                .with(
                        "derivatives/fmriprep/" + RUN + "_bold_confounds.tsv",
                        "X\tFramewiseDisplacement\n" + "0\tn/a\n1\t0.1\n2\t0.2\n");
        assertThat(folder.sources().sources().get(0).bids().orElseThrow().confounds())
                .contains("derivatives/fmriprep/" + RUN + "_bold_confounds.tsv");
        assertThat(BidsIndex.of(folder.store()).issues()).isEmpty();
        assertThat(folder.ingest(output).covariates("ds/sub-01_task-rest_run-1"))
                .hasSize(2);
    }

    @Test
    void variantsOfOneRun() throws IOException {
        String prep = "derivatives/fmriprep/" + RUN;
        for (String name : List.of(
                RUN + "_bold.nii",
                RUN + "_bold.nii.gz",
                RUN + "_echo-1_bold.nii",
                RUN + "_part-mag_bold.nii",
                prep + "_space-T1w_desc-preproc_bold.nii",
                prep + "_space-MNI_desc-preproc_bold.nii",
                prep + "_bold.nii",
                prep + "_hemi-L_space-fsLR_bold.func.gii",
                prep + "_hemi-R_space-fsLR_bold.func.gii",
                prep + "_space-fsLR_bold.dtseries.nii",
                prep + "_space-fsLR_bold.func.gii")) {
            folder.with(name, "");
        }
        assertThat(ids())
                .doesNotHaveDuplicates()
                .hasSize(11)
                .contains(
                        "ds/" + RUN + "_bold.nii",
                        "ds/" + RUN + "_bold.nii.gz",
                        "ds/sub-01_task-rest_run-1_echo-1",
                        "ds/derivatives.fmriprep/sub-01_task-rest_run-1",
                        "ds/derivatives.fmriprep/sub-01_task-rest_run-1_hemi-L_space-fsLR_func",
                        "ds/derivatives.fmriprep/sub-01_task-rest_run-1_space-fsLR_dtseries");
    }

    @Test
    void idsThatCannotBeToldApart() {
        FmriSource one = new FmriSource("ds/x", "ds", "x", Map.of(), java.util.Optional.empty(), List.of());
        assertThatThrownBy(() -> FmriSources.unique(List.of(one, one)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ds/x");
    }

    @Test
    void linksWithoutContent() throws IOException {
        folder.withLinkToNothing(RUN + "_bold.nii.gz").withLinkToNothing("dataset_description.json");
        assertThat(ids()).containsExactly("ds/sub-01_task-rest_run-1");
        FmriSource source = folder.sources().sources().get(0);
        assertThat(SourceDigest.of(folder.store(), source, "p").sources()).isEmpty();
        assertThatThrownBy(() -> folder.ingest(output))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("no_content"))
                .hasMessageContaining("datalad get");
        assertThat(BidsIndex.of(folder.store()).check())
                .anyMatch(i -> i.getFile().equals("dataset_description.json")
                        && i.getMessage().contains("datalad"));
        BidsSummary summary = BidsSummary.of(folder.store(), (store, path) -> ImageState.READABLE);
        assertThat(summary.images()).containsEntry(ImageState.EMPTY, 1).containsEntry(ImageState.READABLE, 0);
        assertThat(FileInspector.forImages()
                        .inspect(folder.store(), RUN + "_bold.nii.gz", "x", false)
                        .json()
                        .get("load_error")
                        .asText())
                .contains("datalad get");
    }

    @Test
    void plainLinkWithoutContent() throws IOException {
        folder.withLinkToNothing("a/b/run.nii.gz").with("a/b/run.json", "{}");
        assertThat(ids()).containsExactly("ds/a/b/run");
        assertThatThrownBy(() -> folder.ingest(output)).hasMessageContaining("git-annex");
    }
}
