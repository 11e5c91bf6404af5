package org.neurobeam.ingest.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedLabelsTest {
    private static final Vocabulary CELLS = Vocabulary.hermaphrodite();

    private static List<String> columns(PublishedLabels.Rule rule, String... names) {
        List<SourceLabel> labels = Stream.of(names).map(SourceLabel::of).toList();
        return new PublishedLabels(CELLS, rule)
                .columns(labels).stream()
                        .map(c -> c.roiIndex() + " " + c.name() + " "
                                + c.resolved().status().word())
                        .toList();
    }

    @Test
    void aClassWithoutSideTakesTheLeftCellThenTheRightOne() {
        assertThat(columns(PublishedLabels.Rule.FREE_SIDE, "SAAD", "RIM", "RIA", "RIAL"))
                // the true RIAL comes after its class, which has taken its name
                .containsExactly("2 RIAL inferred", "3 1 unknown", "1 RIML inferred", "0 SAADL inferred");
        assertThat(columns(PublishedLabels.Rule.FREE_SIDE, "AVAL", "AVA"))
                .containsExactly("1 AVAL inferred", "0 1 unknown");
    }

    @Test
    void unitsWithoutLabelShareOneNameAndOnlyTheFirstIsKept() {
        assertThat(columns(PublishedLabels.Rule.FREE_SIDE, "", "merge", "", "AVAL", "AVAL", "VB02"))
                .containsExactly("0 0 unknown", "3 AVAL exact", "5 2 unknown", "1 3 unknown");
    }

    @Test
    void otherSourcesKeepUnitsWithoutLabelByTheirColumn() {
        assertThat(columns(PublishedLabels.Rule.PLAIN, "", "merge", "", "AVAL", "VB02", "VA10", "SAAD"))
                .containsExactly(
                        "0 0 unknown",
                        "2 1 unknown",
                        "3 AVAL exact",
                        "6 3 unknown",
                        "5 VA10 exact",
                        "4 VB2 normalised",
                        "1 6 unknown");
    }
}
