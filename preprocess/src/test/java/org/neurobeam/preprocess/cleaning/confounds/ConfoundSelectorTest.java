package org.neurobeam.preprocess.cleaning.confounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundStrategy.Aroma;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundStrategy.Expansion;
import org.neurobeam.schemas.error.DataException;

class ConfoundSelectorTest {
    private static final String FILE = "sub-01_desc-confounds_timeseries.tsv";
    private static final ConfoundStrategy CSF = ConfoundStrategy.of(Expansion.NONE, Expansion.POWER2, Expansion.NONE)
            .withHighPass(false);

    @Test
    void missingFirstValuesAreFilledAndColumnsDemeanedOverKeptRows() {
        Map<String, double[]> columns = meanSignals();
        columns.put("non_steady_state_outlier00", new double[] {1, 0, 0, 0});
        columns.put("non_steady_state_outlier01", new double[] {0, 1, 0, 0});
        ConfoundSelection found = select(CSF, columns);
        assertThat(found.names()).containsExactly("csf", "csf_power2", "white_matter", "white_matter_power2");
        assertThat(found.values().column(0)).containsExactly(-2, -2, 1, -1);
        assertThat(found.keep()).containsExactly(false, false, true, true);
        assertThat(found.keptFraction()).isEqualTo(0.5);
        assertThat(found.keptSeconds(2.5)).isEqualTo(5);
    }

    @Test
    void missingColumnsAreNamedWithWhatWasFound() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("WhiteMatter", new double[4]);
        columns.put("FramewiseDisplacement", new double[4]);
        assertThatThrownBy(() -> select(ConfoundStrategy.scrubbing(), columns))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(FILE)
                .hasMessageContaining("expected columns csf, ")
                .hasMessageContaining("cosine00, framewise_displacement, std_dvars, found WhiteMatter, Framewise")
                .hasMessageContaining("names of fMRIPrep before 1.2");
        assertThatThrownBy(() -> select(ConfoundStrategy.icaAroma().withAroma(Aroma.BASIC), meanSignals()))
                .hasMessageContaining("expected columns cosine00, aroma_motion_00, found csf, ");
        assertThatThrownBy(() -> table(meanSignals()).column("dvars")).hasMessageContaining("expected columns dvars");
    }

    @Test
    void aMissingValueInsideTheRunIsRefused() {
        Map<String, double[]> columns = meanSignals();
        columns.get("white_matter")[2] = Double.NaN;
        assertThatThrownBy(() -> select(CSF, columns))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("volume 2, column white_matter: expected a number, found n/a");
    }

    @Test
    void compCorNeedsItsMetadataAndTheCosines() {
        Map<String, double[]> columns = meanSignals();
        columns.put("cosine00", new double[4]);
        columns.put("a_comp_cor_00", new double[4]);
        columns.put("t_comp_cor_00", new double[4]);
        ConfoundStrategy combined = ConfoundStrategy.of(Expansion.NONE, Expansion.NONE, Expansion.NONE)
                .withCompCor(CompCor.halfOfVariance(CompCor.Masks.ANAT_COMBINED));
        assertThatThrownBy(() -> select(combined, columns))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column a_comp_cor_00")
                .hasMessageContaining("restore the JSON file");
        assertThatThrownBy(() -> combined.withHighPass(false)).hasMessageContaining("compCor needs highPass");
        CompCorMetadata wm = CompCorMetadata.parse("c.json", "{\"a_comp_cor_00\": {\"Mask\": \"WM\"}}");
        assertThatThrownBy(() -> new ConfoundSelector(combined).select(table(columns), wm))
                .hasMessageContaining("a_comp_cor_00 (combined mask)");
        ConfoundStrategy temporal = combined.withCompCor(CompCor.first(1, CompCor.Masks.TEMPORAL));
        assertThat(select(temporal, columns).names()).containsExactly("cosine00", "t_comp_cor_00");
        assertThatThrownBy(() -> CompCorMetadata.parse("c.json", "[1]")).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> CompCorMetadata.parse("c.json", "{\n 1"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("c.json: line 2");
    }

    @Test
    void scrubbingCensorsOutliersAndShortSegments() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("framewise_displacement", new double[] {Double.NaN, 0, 0.3, 0, 0, 0, 0, 0, 0.1, 0.1});
        columns.put("std_dvars", new double[] {Double.NaN, 1, 1, 1, 1, 1, 3.5, 1, 1, 1});
        ConfoundStrategy only = ConfoundStrategy.of(Expansion.NONE, Expansion.NONE, Expansion.NONE)
                .withHighPass(false)
                .withScrub(new Scrub(3, 0.2, 3));
        assertThat(select(only, columns).keep())
                .containsExactly(false, false, false, true, true, true, false, true, true, true);
    }

    @Test
    void tablesMustFitTheImage() {
        assertThatThrownBy(() -> table(meanSignals()).requireVolumes(5))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("5 volumes but the confounds have 4 rows");
        table(meanSignals()).requireVolumes(4);
        Map<String, double[]> ragged = meanSignals();
        ragged.put("dvars", new double[3]);
        assertThatThrownBy(() -> table(ragged)).hasMessageContaining("column dvars: expected 4 rows");
        assertThatThrownBy(() -> table(Map.of())).hasMessageContaining("found none");
        assertThat(table(meanSignals()).names()).first().isEqualTo("csf");
        assertThat(table(meanSignals()).volumes()).isEqualTo(4);
    }

    @Test
    void presetsAndRanges() {
        assertThat(ConfoundStrategy.named("ICA_AROMA").aroma()).isEqualTo(Aroma.FULL);
        assertThat(ConfoundStrategy.named("24P").motion()).isEqualTo(Expansion.FULL);
        assertThat(ConfoundStrategy.named("scrubbing").scrub()).contains(new Scrub(5, 0.5, 1.5));
        assertThatThrownBy(() -> ConfoundStrategy.named("9P")).hasMessageContaining("24p, 27p, 36p, compcor");
        assertThatThrownBy(() -> new Scrub(-1, 0.2, 3)).hasMessageContaining("minimumSegment must be >= 0");
        assertThatThrownBy(() -> new Scrub(5, 0, 3)).hasMessageContaining("fdThresholdMm must be > 0");
        assertThatThrownBy(() -> new Scrub(5, 0.2, Double.NaN)).hasMessageContaining("stdDvarsThreshold");
        assertThatThrownBy(() -> CompCor.first(0, CompCor.Masks.TEMPORAL)).hasMessageContaining("components");
    }

    private static Map<String, double[]> meanSignals() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("csf", new double[] {Double.NaN, 3, 6, 4});
        columns.put("csf_power2", new double[] {Double.NaN, 9, 36, 16});
        columns.put("white_matter", new double[] {1, 2, 3, 4});
        columns.put("white_matter_power2", new double[] {1, 4, 9, 16});
        return columns;
    }

    private static ConfoundTable table(Map<String, double[]> columns) {
        return ConfoundTable.of(FILE, columns);
    }

    private static ConfoundSelection select(ConfoundStrategy strategy, Map<String, double[]> columns) {
        return new ConfoundSelector(strategy).select(table(columns), CompCorMetadata.none());
    }
}
