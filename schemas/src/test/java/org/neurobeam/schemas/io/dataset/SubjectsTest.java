package org.neurobeam.schemas.io.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.table.Recording;

class SubjectsTest {
    private static Recording recording(String source, String modality, String subject) {
        return TinyStudy.recording(source)
                .setDatasetId(source)
                .setModality(modality)
                .setSubjectId(subject)
                .build();
    }

    @Test
    void anAnimalOfTwoSourcesIsOneAndSubjectsOfTwoBidsDatasetsAreTwo() {
        List<Recording> animals = List.of(recording("a", "calcium", "w1"), recording("b", "calcium", "w1"));
        List<Recording> people =
                List.of(recording("a", "fmri", "01"), recording("a", "fmri", "01"), recording("b", "fmri", "01"));
        assertThat(Subjects.count(animals)).isEqualTo(1);
        assertThat(Subjects.count(people)).isEqualTo(2);
        assertThat(Subjects.count(List.of())).isZero();
    }
}
