package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
    private static final List<String> KNOWN = List.of("cook2019", "cook2019_male", "openworm", "witvliet2020_7");

    @Test
    void partsOfAWordStandForIt() {
        assertThat(NearMiss.of("witvliet", KNOWN)).containsExactly("witvliet2020_7");
        assertThat(NearMiss.of("COOK", KNOWN)).containsExactly("cook2019", "cook2019_male");
    }

    @Test
    void aThirdOfTheLettersMayBeWrong() {
        assertThat(NearMiss.of("opnworn", KNOWN)).containsExactly("openworm");
        assertThat(NearMiss.of("cook2091", KNOWN)).containsExactly("cook2019");
        assertThat(NearMiss.of("varshney", KNOWN)).isEmpty();
        assertThat(NearMiss.of("", KNOWN)).isEmpty();
    }
}
