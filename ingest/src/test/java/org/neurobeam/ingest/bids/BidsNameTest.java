package org.neurobeam.ingest.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BidsNameTest {
    @Test
    void entitiesKeepTheOrderOfTheNameAndUnknownOnesStay() {
        BidsName name =
                BidsName.parse("x/y/run-02_sub-01_zebra-a+b_bold.nii.gz").orElseThrow();
        assertThat(name.entities().keySet()).containsExactly("run", "sub", "zebra");
        assertThat(name.entity("run")).contains("02");
        assertThat(name.suffix()).isEqualTo("bold");
        assertThat(name.extension()).isEqualTo(".nii.gz");
        assertThat(name.stem()).isEqualTo("run-02_sub-01_zebra-a+b");
        assertThat(name.format()).isEqualTo("run-02_sub-01_zebra-a+b_bold.nii.gz");
    }

    @ParameterizedTest
    @CsvSource({
        "sub-1_bold.dtseries.nii, bold, .dtseries.nii",
        "sub-1_hemi-L_bold.func.gii, bold, .func.gii",
        "sub-1_acq-2.5mm_physio.tsv.gz, physio, .tsv.gz",
        "participants.tsv, participants, .tsv",
        "README, README, ''",
        "sub-0-1_task-a_bold.nii, bold, .nii"
    })
    void suffixAndExtension(String file, String suffix, String extension) {
        BidsName name = BidsName.parse(file).orElseThrow();
        assertThat(name.suffix()).isEqualTo(suffix);
        assertThat(name.extension()).isEqualTo(extension);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sub-01_task-rhyme_judgment_bold.nii.gz",
                "sub-_bold.nii",
                "-1_bold.nii",
                "sub-1_sub-2_bold.nii",
                "sub-1_.nii",
                ".bidsignore",
                ""
            })
    void otherNamesAreNotBids(String file) {
        assertThat(BidsName.parse(file)).isEmpty();
    }

    @Test
    void derivativeNamesComeInTheOrderOfTheStandard() {
        BidsName bold = BidsName.parse("sub-X_ses-Y_task-Z_run-1_bold.nii.gz").orElseThrow();
        assertThat(bold.with("desc", "preproc")
                        .with("res", "2")
                        .with("space", "S")
                        .canonical()
                        .format())
                .isEqualTo("sub-X_ses-Y_task-Z_run-1_space-S_res-2_desc-preproc_bold.nii.gz");
        BidsName map = bold.as("statmap", ".nii.gz").with("stat", "z").with("contrast", "faces");
        assertThat(map.with("space", "S").canonical().format())
                .isEqualTo("sub-X_ses-Y_task-Z_run-1_space-S_contrast-faces_stat-z_statmap.nii.gz");
        assertThat(bold.with("odd", "1").with("desc", "d").canonical().stem())
                .isEqualTo("sub-X_ses-Y_task-Z_run-1_odd-1_desc-d");
        assertThat(bold.without("run").without("ses").format()).isEqualTo("sub-X_task-Z_bold.nii.gz");
        assertThat(bold.folder("func")).isEqualTo("sub-X/ses-Y/func");
        assertThat(BidsName.of("bold", ".nii").with("sub", "1").format()).isEqualTo("sub-1_bold.nii");
    }

    @Test
    void whatAFileNameCannotHoldIsRefused() {
        BidsName name = BidsName.of("bold", ".nii");
        assertThatThrownBy(() -> name.with("task", "a_b")).hasMessageContaining("'a_b' of entity task");
        assertThatThrownBy(() -> name.with("ta-sk", "a")).hasMessageContaining("'ta-sk'");
        assertThatThrownBy(() -> BidsName.of("bo_ld", ".nii")).hasMessageContaining("'bo_ld'");
        assertThatThrownBy(() -> BidsName.of("bold", "nii")).hasMessageContaining("'nii'");
    }
}
