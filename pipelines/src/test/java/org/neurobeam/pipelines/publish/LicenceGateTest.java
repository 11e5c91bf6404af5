package org.neurobeam.pipelines.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.dataset.Source;

class LicenceGateTest {
    private static final List<Source> SOURCES = List.of(
            WormStudy.source("a", "MIT"),
            WormStudy.source("b", "LicenseRef-none"),
            Source.of("c", "unknown"),
            WormStudy.source("d", "GPL-3.0-only"));

    private static PublishConfig settings(List<String> exclude, List<String> permit) {
        return new PublishConfig("in", "out", null, exclude, permit, null, null, null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "MIT, true",
        "CC-BY-4.0, true",
        "cc0, true",
        "PDDL, true",
        "BSD-3-Clause, true",
        "CC-BY-ND-4.0, false",
        "GPL-3.0-only, false",
        "LicenseRef-none, false",
        "NOASSERTION, false",
        "'This dataset is made available under CC-BY-4.0', false"
    })
    void theLicenceIdDecidesWhereNothingIsStated(String licence, boolean allowed) {
        assertThat(LicenceTerms.redistributable(WormStudy.source("s", licence))).isEqualTo(allowed);
        assertThat(LicenceTerms.redistributable(WormStudy.source("s", licence).withRedistribute(!allowed)))
                .isEqualTo(!allowed);
    }

    @Test
    void everySourceThatForbidsItIsNamedAtOnce() {
        assertThatThrownBy(() -> LicenceGate.excluded(SOURCES, settings(List.of(), List.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("3 of 4 sources")
                .hasMessageContaining("b  licence LicenseRef-none")
                .hasMessageContaining("c  no licence known")
                .hasMessageContaining("d  licence GPL-3.0-only")
                .hasMessageContaining("--exclude b,c,d")
                .hasMessageContaining("--permit b,c,d");
        assertThatThrownBy(() -> LicenceGate.excluded(SOURCES, settings(List.of("b"), List.of("d"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("1 of 4 sources")
                .hasMessageContaining("--exclude c")
                .hasMessageNotContaining("licence LicenseRef-none");
    }

    @Test
    void decisionsAreTakenAndCheckedAgainstTheSources() {
        assertThat(LicenceGate.excluded(SOURCES, settings(List.of("b, c"), List.of("d"))))
                .containsExactlyInAnyOrder("b", "c");
        assertThatThrownBy(() -> LicenceGate.excluded(SOURCES, settings(List.of("e"), List.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("exclude: e")
                .hasMessageContaining("[a, b, c, d]");
        assertThatThrownBy(() -> LicenceGate.excluded(SOURCES, settings(List.of("a,b,c,d"), List.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> settings(List.of("a"), List.of("a"))).isInstanceOf(ConfigException.class);
    }

    @Test
    void aPermissionIsToldOnlyWhereItWasNeeded() {
        Source closed = WormStudy.source("b", "LicenseRef-none");
        assertThat(new ReleasedSource(closed, true, 1, 1, 1, 1, 0).terms())
                .startsWith("other: LicenseRef-none; redistributed by permission");
        assertThat(new ReleasedSource(WormStudy.source("a", "cc0"), false, 1, 1, 1, 1, 0).terms())
                .isEqualTo("CC0-1.0");
        assertThat(LicenceTerms.hubName("MIT")).isEqualTo(Optional.of("mit"));
        assertThat(LicenceTerms.hubName("LicenseRef-none")).isEmpty();
    }
}
