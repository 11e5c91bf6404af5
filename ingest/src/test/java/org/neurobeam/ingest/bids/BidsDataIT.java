package org.neurobeam.ingest.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.testing.SharedData;

/** The index over the real data sets of the shared folder. */
class BidsDataIT {
    /** The acceptance figure of the specification for the header index of the examples. */
    private static final double MOST_SECONDS = 2;

    private static DataStore store(String name) {
        return DataStore.local(SharedData.path("data/fmri/" + name));
    }

    private static Map<String, Long> count(List<Issue> issues) {
        Map<String, Long> counts = new LinkedHashMap<>();
        issues.forEach(issue -> counts.merge(issue.getCode(), 1L, Long::sum));
        return counts;
    }

    @Test
    void haxby() throws IOException {
        BidsIndex index = BidsIndex.of(store("bids_haxby"));
        assertThat(index.datasets()).extracting(BidsDataset::root).containsExactly("", "derivatives/masks");
        assertThat(index.recordings()).hasSize(24);
        assertThat(index.check()).isEmpty();
        BidsRecording slice =
                index.recordings(BidsSelection.parse("acq=1slice,run=01")).get(0);
        assertThat(slice.stem()).isEqualTo("sub-1_task-objectviewing_acq-1slice_run-01");
        assertThat(slice.timing().choose(OptionalDouble.empty()).trSeconds()).hasValue(2.5);
        assertThat(slice.confounds()).isEmpty();
        assertThat(slice.masks()).isEmpty();
        EventTable events = slice.readEvents(EventOptions.defaults()).orElseThrow();
        assertThat(events.events()).hasSize(8);
        assertThat(events.issues()).isEmpty();
        assertThat(events.events()).extracting(Event::getTrialType).contains("face", "scrambledpix");
        BidsRecording brain =
                index.recordings(BidsSelection.parse("acq=25mm,run=7")).get(0);
        assertThat(brain.brainMask()).contains("derivatives/masks/sub-1/func/sub-1_acq-25mm_label-brain_mask.nii.gz");
        assertThat(brain.masks()).hasSize(5);
        ConfoundTable confounds = brain.readConfounds().orElseThrow();
        assertThat(confounds.file()).endsWith("acq-25mm_run-07_desc-confounds_timeseries.tsv");
        assertThat(confounds.names()).contains("rot_x", "trans_z");
        confounds.requireRows(121);
        assertThat(brain.dataset().derivative()).isFalse();
        assertThat(index.datasets().get(1).derivative()).isTrue();
    }

    @Test
    void examplesAsAWhole() throws IOException {
        BidsSummary summary = BidsSummary.of(
                store("bids_examples"),
                (s, path) -> path.endsWith(".nii") ? ImageState.HEADER_ONLY : ImageState.READABLE);
        ObjectNode json = summary.toJson();
        System.out.println("bids_examples: " + json);
        assertThat(json.get("files").asInt()).isEqualTo(1553);
        assertThat(json.get("images_total").asInt()).isEqualTo(704);
        assertThat(json.get("images").get("empty").asInt()).isEqualTo(516);
        assertThat(json.get("images").get("refused").asInt()).isZero();
        assertThat(summary.seconds()).isLessThan(MOST_SECONDS);
        // atlas-4S 1, ds000001-fmriprep 4, ds001 16, ds105 6, ds210 15, synthetic 5 (its fmriprep adds none),
        // volume_timing 1
        assertThat(summary.subjects()).isEqualTo(48);
        assertThat(summary.datasets()).isEqualTo(9);
    }

    @Test
    void examplesOneByOne() throws IOException {
        BidsIndex index = BidsIndex.of(store("bids_examples"));
        List<BidsRecording> all = index.recordings();
        BidsRecording prep = all.stream()
                .filter(r -> r.path()
                        .endsWith("sub-10_task-balloonanalogrisktask_run-1_space-MNI152NLin2009cAsym_res-2"
                                + "_desc-preproc_bold.nii.gz"))
                .findFirst()
                .orElseThrow();
        assertThat(prep.dataset().derivative()).isTrue();
        assertThat(prep.confounds().orElseThrow())
                .endsWith("sub-10_task-balloonanalogrisktask_run-1_desc-confounds_timeseries.tsv");
        assertThat(prep.brainMask().orElseThrow()).contains("run-1_space-MNI152NLin2009cAsym_res-2_desc-brain");
        assertThat(all)
                .anyMatch(r ->
                        r.path().startsWith("ds000001-fmriprep") && r.path().endsWith(".func.gii"));
        BidsRecording clustered =
                index.recordings(BidsSelection.parse("acq=clusteredTA")).get(0);
        assertThat(clustered.timing().irregular()).isTrue();
        BidsRecording synthetic = all.stream()
                .filter(r -> r.path().equals("synthetic/sub-01/ses-01/func/sub-01_ses-01_task-nback_run-01_bold.nii"))
                .findFirst()
                .orElseThrow();
        assertThat(synthetic.events()).contains("synthetic/task-nback_events.tsv");
        assertThat(synthetic.continuous()).hasSize(2);
        TsvTable physio = synthetic.readContinuous(synthetic.continuous().get(0));
        assertThat(physio.columns()).containsExactly("respiratory", "cardiac");
        assertThat(physio.numbers(0)).doesNotContain(Double.NaN);
        assertThat(synthetic.brainMask()).isEmpty();
    }

    @Test
    void brokenDataSets() throws IOException {
        BidsIndex index = BidsIndex.of(store("bids_validator"));
        System.out.println("bids_validator: " + count(index.check()));
        assertThat(index.issues())
                .anyMatch(i -> i.getCode().equals("subject_mismatch")
                        && i.getFile().equals("no_t1w/sub-01/func/sub-0-1_task-rhymejudgment_bold.nii.gz"));
        assertThat(index.recordings())
                .noneMatch(r -> r.path().contains("sub-0-1_task"))
                .anyMatch(r -> r.path().contains("valid_headers/"));
        assertThat(index.check())
                .anyMatch(i -> i.getFile().equals("latin-1_description/dataset_description.json")
                        && i.getCode().equals("encoding"))
                .anyMatch(i -> i.getFile().equals("ds006_missing-session/sub-01")
                        && i.getCode().equals("inconsistent_sessions")
                        && i.getMessage().contains("ses-pre"))
                .anyMatch(i -> i.getFile().equals("empty_files/dataset_description.json")
                        && i.getCode().equals("no_description"));
        TsvTable latin = TsvTable.read(index.store(), "iso8859.tsv");
        assertThat(latin.cell(0, 0)).contains("Jos\u00e9");
        assertThat(latin.warnings()).hasSize(1);
    }

    @Test
    void fmriprepConfounds() throws IOException {
        DataStore store = store("fmriprep_confounds");
        ConfoundTable old = ConfoundTable.of(TsvTable.read(store, "test_desc-confounds_regressors.tsv"));
        assertThat(old.names()).hasSize(189);
        assertThat(old.column("framewise_displacement")[0]).isNaN();
        assertThat(old.oldNames()).isEmpty();
        old.requireRows(30);
        assertThatThrownBy(() -> old.requireRows(31)).isInstanceOf(DataException.class);
        ConfoundTable now = ConfoundTable.of(TsvTable.read(store, "test-v21_desc-confounds_timeseries.tsv"));
        now.requireRows(30);
        assertThat(now.has("trans_x_derivative1_power2")).isTrue();
    }

    @Test
    void everyEventTableOfTheExamplesReads() throws IOException {
        int tables = 0;
        for (BidsRecording recording : BidsIndex.of(store("bids_examples")).recordings()) {
            Optional<EventTable> events = recording.readEvents(EventOptions.defaults());
            tables += events.isPresent() ? 1 : 0;
            recording.sidecar();
        }
        System.out.println("event tables read: " + tables);
        assertThat(tables).isGreaterThan(100);
    }
}
