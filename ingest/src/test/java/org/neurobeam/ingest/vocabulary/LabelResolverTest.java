package org.neurobeam.ingest.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelResolverTest {
    private static final Vocabulary CELLS = Vocabulary.hermaphrodite();

    private static List<ResolvedLabel> resolve(String... labels) {
        return new LabelResolver(CELLS)
                .resolve(Arrays.stream(labels).map(SourceLabel::of).toList());
    }

    @Test
    void exactLabelsKeepTheirSpelling() {
        ResolvedLabel roi = resolve("AVAL").get(0);
        assertThat(roi.status()).isEqualTo(LabelStatus.EXACT);
        assertThat(roi.label()).contains("AVAL");
        assertThat(roi.slot()).isEqualTo(CELLS.slot("AVAL"));
        assertThat(roi.neuronClass()).contains("AVA");
        assertThat(roi.side()).contains(Side.LEFT);
        assertThat(roi.position()).isPresent();
        assertThat(roi.candidates()).containsExactly("AVAL");
    }

    @ParameterizedTest
    @CsvSource({"VB02, VB2", "avfl, AVFL", "' RMED', RMED", "DA01, DA1"})
    void otherSpellingsAreNormalised(String source, String label) {
        ResolvedLabel roi = resolve(source).get(0);
        assertThat(roi.status()).isEqualTo(LabelStatus.NORMALISED);
        assertThat(roi.label()).contains(label);
        assertThat(roi.source().text()).contains(source);
    }

    @ParameterizedTest
    @CsvSource({
        "SAAD?, SAADL|SAADR",
        "SAAD, SAADL|SAADR",
        "SAA, SAADL|SAADR|SAAVL|SAAVR",
        "RMED/RID, RID|RMED",
        "RMED/V, RMED",
        "AVA, AVAL|AVAR",
        "ava?, AVAL|AVAR",
        "XX?, ''",
        "A?AL, ADAL|AIAL|AUAL|AVAL|AWAL",
        "I2?, I2L|I2R"
    })
    void severalCellsAreAmbiguous(String source, String candidates) {
        ResolvedLabel roi = resolve(source).get(0);
        assertThat(roi.status()).isEqualTo(LabelStatus.AMBIGUOUS);
        assertThat(roi.label()).isEmpty();
        assertThat(roi.slot()).isEmpty();
        assertThat(roi.side()).isEmpty();
        assertThat(String.join("|", roi.candidates())).isEqualTo(candidates);
    }

    @Test
    void aListIsAmbiguousUnlessItRepeatsOneName() {
        LabelResolver resolver = new LabelResolver(CELLS);
        ResolvedLabel two = resolver.resolve(List.of(SourceLabel.list(List.of("SMDVR", "", "SMDVL"))))
                .get(0);
        assertThat(two.status()).isEqualTo(LabelStatus.AMBIGUOUS);
        assertThat(two.candidates()).containsExactly("SMDVL", "SMDVR");
        assertThat(two.neuronClass()).contains("SMD");
        assertThat(two.source().text()).contains("SMDVR/SMDVL");
        assertThat(resolver.resolve(List.of(SourceLabel.list(List.of("AVAL"))))
                        .get(0)
                        .status())
                .isEqualTo(LabelStatus.EXACT);
    }

    @Test
    void aLabelGivenTwiceIsGivenToNone() {
        List<ResolvedLabel> rois = resolve("VB2", "AVAR", "VB02");
        assertThat(rois)
                .extracting(ResolvedLabel::status)
                .containsExactly(LabelStatus.DUPLICATE, LabelStatus.EXACT, LabelStatus.DUPLICATE);
        assertThat(rois.get(0).candidates()).containsExactly("VB2");
        assertThat(rois.get(2).label()).isEmpty();
        assertThat(rois).extracting(ResolvedLabel::roiIndex).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANL", "CAN", "canr", "dBWML7", "CEPshVL", "GLRDL"})
    void otherCellsAreNoNeurons(String source) {
        assertThat(resolve(source).get(0).status()).isEqualTo(LabelStatus.NON_NEURON);
        assertThat(resolve(source).get(0).candidates()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "merge", "17", "3.5", "?", "-", "R7AL", "neuron", "VB0", "n/a"})
    void theRestIsUnknown(String source) {
        assertThat(resolve(source).get(0).status()).isEqualTo(LabelStatus.UNKNOWN);
    }

    @Test
    void candidatesAreTakenOnlyWhenAskedFor() {
        LabelResolver resolver = new LabelResolver(CELLS, LabelInference.FIRST_FREE_CANDIDATE);
        List<ResolvedLabel> rois = resolver.resolve(
                List.of(SourceLabel.of("RMF?"), SourceLabel.of("RMFL"), SourceLabel.of("RMF"), SourceLabel.of("RMF?")));
        assertThat(rois)
                .extracting(ResolvedLabel::status)
                .containsExactly(LabelStatus.INFERRED, LabelStatus.EXACT, LabelStatus.AMBIGUOUS, LabelStatus.AMBIGUOUS);
        assertThat(rois.get(0).label()).contains("RMFR");
    }

    @Test
    void confidenceIsPutOnTheUnitInterval() {
        ConfidenceScale scale = new ConfidenceScale(1, 5);
        assertThat(scale.word()).isEqualTo("1-5");
        ResolvedLabel roi = new LabelResolver(CELLS)
                .resolve(List.of(SourceLabel.of("AVAL", 2.5)))
                .get(0);
        assertThat(roi.confidence(scale)).hasValue(0.375);
        assertThat(roi.source().confidence()).hasValue(2.5);
        assertThat(resolve("AVAL").get(0).confidence(scale)).isEmpty();
        assertThatThrownBy(() -> new ConfidenceScale(5, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePublishedRuleReordersDropsAndRenames() {
        PublishedLabels published = new PublishedLabels(CELLS, PublishedLabels.Rule.PLAIN);
        List<SourceLabel> labels = List.of(
                SourceLabel.of("VB02"),
                SourceLabel.absent(),
                SourceLabel.of("AVAL"),
                SourceLabel.of("SAAD?"),
                SourceLabel.of("AVAL"),
                SourceLabel.of("VA10"),
                SourceLabel.of("merge"));
        assertThat(published.columns(labels))
                .extracting(PublishedLabels.Column::roiIndex)
                .containsExactly(1, 2, 3, 5, 0, 6);
        assertThat(published.columns(labels))
                .extracting(PublishedLabels.Column::name)
                .containsExactly("0", "AVAL", "2", "VA10", "VB2", "5");
        assertThat(published.resolve(labels))
                .extracting(ResolvedLabel::status)
                .containsExactly(
                        LabelStatus.NORMALISED,
                        LabelStatus.UNKNOWN,
                        LabelStatus.EXACT,
                        LabelStatus.UNKNOWN,
                        LabelStatus.DUPLICATE,
                        LabelStatus.EXACT,
                        LabelStatus.UNKNOWN);
    }

    @Test
    void ofTwoSpellingsOfOneLabelThePublishedRuleKeepsTheLastColumn() {
        List<ResolvedLabel> rois = new PublishedLabels(CELLS, PublishedLabels.Rule.PLAIN)
                .resolve(List.of(SourceLabel.of("VB2"), SourceLabel.of("VB02")));
        assertThat(rois)
                .as("sorted by name, VB2 comes after VB02")
                .extracting(ResolvedLabel::status)
                .containsExactly(LabelStatus.EXACT, LabelStatus.DUPLICATE);
    }
}
