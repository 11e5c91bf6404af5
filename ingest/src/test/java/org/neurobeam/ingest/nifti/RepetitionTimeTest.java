package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** The repetition time is found by precedence and never invented. */
class RepetitionTimeTest {
    @TempDir
    Path folder;

    private ImageHeader header(double pixdim4, int units, int... shape) {
        new ImageBytes(VoxelType.UINT8, shape)
                .floatAt(92, pixdim4)
                .byteAt(123, units)
                .write(folder, "x.nii");
        return ImageHeader.read(DataStore.local(folder), "x.nii");
    }

    private ImageHeader bold(double pixdim4, int units) {
        return header(pixdim4, units, 2, 2, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"2.4, 10, 2.4, 0", "2400, 18, 2.4, 0", "2400000, 26, 2.4, 0", "2.4, 2, 2.4, 0", "2400, 2, 2.4, 1"})
    void theHeaderHasAUnit(double pixdim4, int units, double seconds, int warnings) {
        RepetitionTime tr = RepetitionTime.resolve(bold(pixdim4, units), TimingSources.NONE);
        assertThat(tr.trSeconds()).hasValue(seconds);
        assertThat(tr.source()).isEqualTo(RepetitionTime.Source.HEADER);
        assertThat(tr.warnings()).hasSize(warnings);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-2, 10", "NaN, 10", "2000, 10", "2, 34", "2, 42", "2, 50"})
    void nothingIsInvented(double pixdim4, int units) {
        RepetitionTime tr = RepetitionTime.resolve(bold(pixdim4, units), TimingSources.NONE);
        assertThat(tr.trSeconds()).isEmpty();
        assertThat(tr.source()).isEqualTo(RepetitionTime.Source.NONE);
        assertThat(tr.warnings()).hasSize(1);
        assertThatThrownBy(() -> tr.require("x.nii"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("add RepetitionTime in seconds to the JSON sidecar");
    }

    @Test
    void jsonBeatsTheHeaderAndBothAreNamedWhenTheyDiffer() {
        RepetitionTime same = RepetitionTime.resolve(bold(2.001, 10), TimingSources.json(2));
        assertThat(same.warnings()).isEmpty();
        RepetitionTime tr = RepetitionTime.resolve(bold(2.4, 10), TimingSources.json(2));
        assertThat(tr.require("x.nii")).isEqualTo(2);
        assertThat(tr.source().label()).isEqualTo("json");
        assertThat(tr.warnings()).containsExactly("RepetitionTime is 2.0 s in JSON but 2.4 s in the header: JSON used");
    }

    @Test
    void theUsersWordBeatsAll() {
        RepetitionTime tr = RepetitionTime.resolve(bold(2000, 10), TimingSources.explicit(2));
        assertThat(tr.trSeconds()).hasValue(2);
        assertThat(tr.source()).isEqualTo(RepetitionTime.Source.EXPLICIT);
    }

    @Test
    void impossibleJsonIsIgnored() {
        RepetitionTime tr = RepetitionTime.resolve(bold(2, 10), TimingSources.json(0));
        assertThat(tr.source()).isEqualTo(RepetitionTime.Source.HEADER);
        assertThat(tr.warnings()).containsExactly("RepetitionTime in JSON is 0.0: ignored");
        assertThat(RepetitionTime.resolve(bold(0, 10), TimingSources.json(2000)).warnings())
                .contains("RepetitionTime in JSON is 2000.0 s, probably milliseconds");
    }

    @Test
    void volumeTimingMayBeIrregular() {
        TimingSources irregular =
                new TimingSources(OptionalDouble.empty(), OptionalDouble.of(3), List.of(0.0, 1.0, 5.0));
        RepetitionTime tr = RepetitionTime.resolve(bold(2, 10), irregular);
        assertThat(tr.trSeconds()).isEmpty();
        assertThat(tr.volumeTimingSeconds()).containsExactly(0.0, 1.0, 5.0);
        assertThat(tr.source()).isEqualTo(RepetitionTime.Source.JSON);
        assertThat(tr.warnings()).hasSize(1);
        TimingSources regular = new TimingSources(OptionalDouble.empty(), OptionalDouble.empty(), List.of(1.0, 3.5));
        RepetitionTime even = RepetitionTime.resolve(bold(2, 10), regular);
        assertThat(even.trSeconds()).hasValue(2.5);
        assertThat(even.warnings()).containsExactly("VolumeTiming has 2 entries but the image is 2x2x2x3");
        TimingSources back = new TimingSources(OptionalDouble.empty(), OptionalDouble.empty(), List.of(1.0, 1.0));
        assertThat(RepetitionTime.resolve(bold(2, 10), back).source()).isEqualTo(RepetitionTime.Source.HEADER);
    }

    @Test
    void aSingleVolumeHasNone() {
        RepetitionTime tr = RepetitionTime.resolve(header(1, 10, 2, 2, 2), TimingSources.NONE);
        assertThat(tr.source()).isEqualTo(RepetitionTime.Source.NONE);
        assertThat(tr.warnings()).isEmpty();
    }
}
