package org.neurobeam.ingest.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Issue;

class BidsIndexTest {
    /** The requirement is seconds; ten leave room for a loaded machine. */
    private static final double MOST_SECONDS = 10;

    private static final String NOTHING = "";

    @TempDir
    Path folder;

    private TreeOnDisk tree() {
        return new TreeOnDisk(folder);
    }

    private static List<String> paths(List<BidsRecording> recordings) {
        return recordings.stream().map(BidsRecording::path).toList();
    }

    private static List<String> codes(List<Issue> issues) {
        return issues.stream().map(Issue::getCode).toList();
    }

    @Test
    void recordingsAreBoldCbvSurfacesAndCiftiSeriesOnly() throws IOException {
        BidsIndex index = tree().with("sub-1/func/sub-1_task-a_bold.nii.gz", NOTHING)
                .with("sub-1/func/sub-1_task-a_cbv.nii", NOTHING)
                .with("sub-1/func/sub-1_task-a_sbref.nii.gz", NOTHING)
                .with("sub-1/func/sub-1_task-a_hemi-L_bold.func.gii", NOTHING)
                .with("sub-1/func/sub-1_task-a_bold.dtseries.nii", NOTHING)
                .with("sub-1/func/sub-1_task-a_bold.json", "{}")
                .with("sub-1/anat/sub-1_T1w.nii.gz", NOTHING)
                .with("sourcedata/sub-1/func/sub-1_task-raw_bold.nii.gz", NOTHING)
                .with("code/sub-1_task-code_bold.nii.gz", NOTHING)
                .with(".git/annex/sub-1_task-git_bold.nii.gz", NOTHING)
                .index();
        assertThat(paths(index.recordings()))
                .containsExactly(
                        "sub-1/func/sub-1_task-a_bold.dtseries.nii",
                        "sub-1/func/sub-1_task-a_bold.nii.gz",
                        "sub-1/func/sub-1_task-a_cbv.nii",
                        "sub-1/func/sub-1_task-a_hemi-L_bold.func.gii");
        assertThat(index.paths()).noneMatch(path -> path.contains(".git"));
        BidsRecording first = index.recordings().get(0);
        assertThat(first.stem()).isEqualTo("sub-1_task-a");
        assertThat(first.file().datatype()).isEqualTo("func");
        assertThat(first.entities().keySet()).containsExactly("sub", "task");
    }

    @Test
    void sidecarsAreInheritedAndTheNearestWins() throws IOException {
        BidsRecording run = tree().with("dataset_description.json", "{\"Name\":\"n\",\"BIDSVersion\":\"1.9.0\"}")
                .with("bold.json", "{\"RepetitionTime\":1,\"A\":\"root\",\"B\":\"root\"}")
                .with("task-a_bold.json", "{\"RepetitionTime\":2,\"B\":\"task\"}")
                .with("task-b_bold.json", "{\"RepetitionTime\":99}")
                .with("task-a_events.tsv", "onset\tduration\n0\t1\n")
                .with("sub-1/sub-1_bold.json", "{\"B\":\"subject\"}")
                .with("sub-1/func/sub-1_task-a_run-01_bold.nii.gz", NOTHING)
                .with("sub-1/func/sub-1_task-a_run-1_bold.json", "{\"C\":\"run\"}")
                .with("sub-1/func/sub-1_task-a_run-2_bold.json", "{\"C\":\"other run\"}")
                .index()
                .recordings()
                .get(0);
        assertThat(run.sidecars())
                .containsExactly(
                        "bold.json",
                        "task-a_bold.json",
                        "sub-1/sub-1_bold.json",
                        "sub-1/func/sub-1_task-a_run-1_bold.json");
        assertThat(run.sidecar().toString())
                .isEqualTo("{\"RepetitionTime\":2,\"A\":\"root\",\"B\":\"subject\",\"C\":\"run\"}");
        assertThat(run.timing().repetitionTimeSeconds()).hasValue(2.0);
        assertThat(run.events()).contains("task-a_events.tsv");
    }

    @Test
    void malformedSidecarsNameFileLineAndColumn() throws IOException {
        BidsRecording run = tree().with("sub-1/func/sub-1_task-a_bold.nii", NOTHING)
                .with("task-a_bold.json", "{\n  \"RepetitionTime\": 2,\n  oops\n}")
                .index()
                .recordings()
                .get(0);
        assertThatThrownBy(run::sidecar).isInstanceOfSatisfying(DataException.class, e -> {
            assertThat(e.file()).isEqualTo("task-a_bold.json");
            assertThat(e.place()).startsWith("line 3, column ");
            assertThat(e.code()).isEqualTo("malformed_json");
        });
    }

    @Test
    void derivativesLendConfoundsAndMasksAndBorrowEvents() throws IOException {
        BidsIndex index = tree().with("dataset_description.json", "{\"Name\":\"n\",\"BIDSVersion\":\"1.9.0\"}")
                .with("sub-1/func/sub-1_task-a_run-1_bold.nii.gz", NOTHING)
                .with("sub-1/func/sub-1_task-a_run-2_bold.nii.gz", NOTHING)
                .with("sub-1/func/sub-1_task-a_run-1_events.tsv", "onset\tduration\n")
                .with("derivatives/p/dataset_description.json", "{\"DatasetType\":\"derivative\"}")
                .with("derivatives/p/.bidsignore", "*_timeseries.tsv\n*_bold.func.gii\nsub-2/\n")
                .with("derivatives/p/sub-1/func/sub-1_task-a_run-01_desc-confounds_timeseries.tsv", "x\n1\n")
                .with("derivatives/p/sub-1/func/sub-1_task-a_run-01_desc-confounds_regressors.tsv", "x\n1\n")
                .with(
                        "derivatives/p/sub-1/func/sub-1_task-a_run-01_desc-confounds_timeseries.json",
                        "{\"x\":{\"a\":1}}")
                .with("derivatives/p/sub-1/func/sub-1_task-a_run-1_space-M_desc-preproc_bold.nii.gz", NOTHING)
                .with("derivatives/p/sub-1/func/sub-1_task-a_run-1_space-M_desc-brain_mask.nii.gz", NOTHING)
                .with("derivatives/p/sub-1/func/sub-1_task-a_run-1_space-T_desc-brain_mask.nii.gz", NOTHING)
                .with("derivatives/p/sub-1/func/sub-1_task-a_run-1_hemi-L_bold.func.gii", NOTHING)
                .with("derivatives/p/sub-1/anat/sub-1_desc-brain_mask.nii.gz", NOTHING)
                .with("derivatives/p/sub-1/func/sub-1_label-gray_mask.nii.gz", NOTHING)
                .with("derivatives/p/sub-2/func/sub-2_task-a_run-1_bold.nii.gz", NOTHING)
                .index();
        List<BidsRecording> all = index.recordings();
        assertThat(all).hasSize(4);
        BidsRecording surface = all.get(0);
        BidsRecording preprocessed = all.get(1);
        BidsRecording raw = all.get(2);
        assertThat(surface.path()).endsWith("func.gii");
        assertThat(preprocessed.dataset().derivative()).isTrue();
        assertThat(preprocessed.dataset().root()).isEqualTo("derivatives/p");
        assertThat(raw.dataset().derivative()).isFalse();
        String table = "derivatives/p/sub-1/func/sub-1_task-a_run-01_desc-confounds_timeseries.tsv";
        assertThat(raw.confounds()).contains(table);
        assertThat(raw.confoundsSidecar().toString()).isEqualTo("{\"x\":{\"a\":1}}");
        assertThat(raw.readConfounds().orElseThrow().column("x")).containsExactly(1);
        assertThat(all.get(3).confounds()).isEmpty();
        assertThat(all.get(3).readConfounds()).isEmpty();
        assertThat(all.get(3).confoundsSidecar()).isEmpty();
        assertThat(preprocessed.brainMask())
                .contains("derivatives/p/sub-1/func/sub-1_task-a_run-1_space-M_desc-brain_mask.nii.gz");
        assertThat(raw.brainMask()).isEmpty();
        assertThat(raw.masks())
                .extracting(BidsFile::path)
                .containsExactly("derivatives/p/sub-1/func/sub-1_label-gray_mask.nii.gz");
        assertThat(preprocessed.events()).contains("sub-1/func/sub-1_task-a_run-1_events.tsv");
    }

    @Test
    void aFileInAnotherSubjectsFolderIsAnIssueAndSkipped() throws IOException {
        BidsIndex index = tree().with("sub-01/func/sub-0-1_task-a_bold.nii.gz", NOTHING)
                .with("sub-01/ses-a/func/sub-01_ses-b_task-a_bold.nii.gz", NOTHING)
                .with("sub-01/func/sub-01_task-rhyme_judgment_bold.nii.gz", NOTHING)
                .with("sub-01/func/sub-01_task-a_bold.nii.gz", NOTHING)
                .index();
        assertThat(paths(index.recordings())).containsExactly("sub-01/func/sub-01_task-a_bold.nii.gz");
        assertThat(codes(index.issues())).containsExactlyInAnyOrder("subject_mismatch", "session_mismatch", "bad_name");
        assertThat(index.issues()).allMatch(issue -> issue.getSeverity().equals("error"));
    }

    @Test
    void ignoredFilesAreNeitherRecordingsNorIssues() throws IOException {
        BidsIndex index = tree().with(
                        ".bidsignore", "# notes\nsub-02/\n*_task-bad_*\n!sub-03/func/*_bold.nii\n/extra\n")
                .with("dataset_description.json", "{}")
                .with("sub-01/func/sub-01_task-bad_bold.nii", NOTHING)
                .with("sub-01/func/sub-01_task-good_bold.nii", NOTHING)
                .with("sub-02/func/sub-02_task-good_bold.nii", NOTHING)
                .with("sub-02/func/sub-02_nonsense_bold.nii", NOTHING)
                .with("sub-03/func/sub-03_task-bad_bold.nii", NOTHING)
                .index();
        assertThat(paths(index.recordings()))
                .containsExactly("sub-01/func/sub-01_task-good_bold.nii", "sub-03/func/sub-03_task-bad_bold.nii");
        assertThat(index.issues()).isEmpty();
    }

    @Test
    void ignorePatternsFollowGit() {
        BidsIgnore rules =
                BidsIgnore.of(List.of("a/*.txt", "**/deep/x", "file[0-9].nii", "q?", "[z-a]", "**.bak", "[!a]b"));
        assertThat(rules.ignores("a/b.txt")).isTrue();
        assertThat(rules.ignores("a/c/b.txt")).isFalse();
        assertThat(rules.ignores("c/a/b.txt")).isFalse();
        assertThat(rules.ignores("one/two/deep/x")).isTrue();
        assertThat(rules.ignores("deep/x/below")).isTrue();
        assertThat(rules.ignores("d/file7.nii")).isTrue();
        assertThat(rules.ignores("d/filex.nii")).isFalse();
        assertThat(rules.ignores("q1")).isTrue();
        assertThat(rules.ignores("[z-a]")).isTrue();
        assertThat(rules.ignores("x/y.bak")).isTrue();
        assertThat(rules.ignores("cb")).isTrue();
        assertThat(rules.ignores("ab")).isFalse();
    }

    @Test
    void selectionTakesShortAndLongNamesAndLeadingZeros() throws IOException {
        BidsIndex index = tree().with("sub-01/func/sub-01_task-a_run-01_bold.nii", NOTHING)
                .with("sub-01/func/sub-01_task-a_run-02_bold.nii", NOTHING)
                .with("sub-02/func/sub-02_task-b_run-1_bold.nii", NOTHING)
                .index();
        assertThat(index.recordings(BidsSelection.parse("run=1"))).hasSize(2);
        assertThat(index.recordings(BidsSelection.parse("subject=sub-01, run=002")))
                .hasSize(1);
        assertThat(index.recordings(BidsSelection.parse("run=1,run=2,task=a"))).hasSize(2);
        assertThat(index.recordings(BidsSelection.parse("datatype=func,suffix=bold,extension=.nii")))
                .hasSize(3);
        assertThat(index.recordings(BidsSelection.parse(" "))).hasSize(3);
        assertThat(index.recordings(BidsSelection.all())).hasSize(3);
        assertThatThrownBy(() -> index.recordings(BidsSelection.parse("sub=1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--select: no recording has sub=1; there are 3 recordings with sub 01 02");
        assertThatThrownBy(() -> index.recordings(BidsSelection.parse("runn=1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown entity 'runn'")
                .hasMessageContaining("run, sub, suffix, task");
        assertThatThrownBy(() -> index.recordings(BidsSelection.parse("space=MNI")))
                .hasMessageContaining("no space");
        assertThatThrownBy(() -> BidsSelection.parse("run")).isInstanceOf(ConfigException.class);
    }

    @Test
    void checksCompareParticipantsSessionsRunsAndDescription() throws IOException {
        BidsIndex index = tree().with("sub-1/ses-a/func/sub-1_ses-a_task-t_bold.nii", NOTHING)
                .with("sub-2/ses-a/func/sub-2_ses-a_task-t_bold.nii", NOTHING)
                .with("sub-2/ses-b/func/sub-2_ses-b_task-t_bold.nii", NOTHING)
                .with("participants.tsv", "participant_id\tage\nsub-1\tn/a\nsub-3\t20\n")
                .with("sub-1/sub-1_sessions.tsv", "session_id\nses-a\n")
                .with("sub-1/ses-a/sub-1_ses-a_scans.tsv", "filename\nfunc/sub-1_ses-a_task-t_bold.nii\n")
                .index();
        List<Issue> issues = index.check();
        assertThat(codes(issues))
                .containsExactly(
                        "no_description",
                        "participant_without_data",
                        "participant_not_listed",
                        "inconsistent_sessions",
                        "inconsistent_runs");
        assertThat(issues.get(1).getMessage()).contains("sub-3");
        assertThat(issues.get(2).getMessage()).contains("sub-2");
        assertThat(issues.get(3).getFile()).isEqualTo("sub-1");
        assertThat(issues.get(3).getMessage()).endsWith("ses-b");
        BidsDataset dataset = index.datasets().get(0);
        assertThat(dataset.participants().orElseThrow().cell(0, 1)).isEmpty();
        assertThat(dataset.sessions("1").orElseThrow().rows()).isEqualTo(1);
        assertThat(dataset.sessions("2")).isEmpty();
        assertThat(dataset.scans("1", java.util.Optional.of("a")).orElseThrow().columns())
                .containsExactly("filename");
        assertThat(dataset.scans("1", java.util.Optional.empty())).isEmpty();
    }

    @Test
    void aDescriptionInLatin1IsAnIssueAndNotFatal() throws IOException {
        byte[] latin = "{\n\"Name\": \"B\u00e9a\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        BidsIndex index = tree().with("dataset_description.json", latin)
                .with("sub-1/func/sub-1_task-t_bold.nii", NOTHING)
                .index();
        assertThat(index.recordings()).hasSize(1);
        Issue issue = index.check().get(0);
        assertThat(issue.getCode()).isEqualTo("malformed_json");
        assertThat(issue.getPlace()).startsWith("line 2, column ");
        assertThat(index.datasets().get(0).derivative()).isFalse();
    }

    @Test
    void derivativesWithoutADescriptionAreFound() throws IOException {
        BidsIndex index = tree().with("dataset_description.json", "{}")
                .with("sub-1/func/sub-1_task-t_bold.nii", NOTHING)
                .with("derivatives/old/sub-1/func/sub-1_task-t_bold.nii", NOTHING)
                .index();
        assertThat(index.datasets()).extracting(BidsDataset::root).containsExactly("", "derivatives/old");
        assertThat(index.datasets().get(1).derivative()).isTrue();
        assertThat(index.datasets().get(1).study()).isEmpty();
        assertThat(codes(index.check())).contains("no_description", "incomplete_description");
    }

    @Test
    void fortyThousandFilesAreIndexedInSeconds() throws IOException {
        int subjects = 100;
        int filesEach = 400;
        for (int s = 0; s < subjects; s++) {
            Path func = Files.createDirectories(folder.resolve("sub-" + s + "/func"));
            for (int r = 0; r < filesEach / 2; r++) {
                Files.createFile(func.resolve("sub-" + s + "_task-a_run-" + r + "_bold.nii.gz"));
                Files.createFile(func.resolve("sub-" + s + "_task-a_run-" + r + "_events.tsv"));
            }
        }
        long start = System.nanoTime();
        BidsIndex index = BidsIndex.of(tree().store());
        List<BidsRecording> recordings = index.recordings();
        long withEvents =
                recordings.stream().filter(r -> r.events().isPresent()).count();
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf("indexed %d files in %.2f s%n", index.paths().size(), seconds);
        assertThat(index.paths()).hasSize(subjects * filesEach);
        assertThat(withEvents).isEqualTo(subjects * filesEach / 2);
        assertThat(seconds).isLessThan(MOST_SECONDS);
    }
}
