package org.neurobeam.ingest.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.error.DataException;

class BidsTimingTest {
    private static BidsTiming timing(String json) throws JsonProcessingException {
        return BidsTiming.of(new JsonMapper().readTree(json), "s.json");
    }

    @Test
    void theSidecarWinsOverTheHeader() throws JsonProcessingException {
        BidsTiming.Choice choice = timing("{\"RepetitionTime\":2.5}").choose(OptionalDouble.of(2));
        assertThat(choice.trSeconds()).hasValue(2.5);
        assertThat(choice.source()).isEqualTo("json");
        assertThat(choice.warnings())
                .singleElement()
                .asString()
                .contains("2.5 s")
                .contains("2.0 s");
        assertThat(timing("{\"RepetitionTime\":2.5}")
                        .choose(OptionalDouble.of(2.51))
                        .warnings())
                .isEmpty();
        assertThat(timing("{\"RepetitionTime\":2.5}")
                        .choose(OptionalDouble.empty())
                        .warnings())
                .isEmpty();
    }

    @Test
    void nothingIsInvented() throws JsonProcessingException {
        assertThat(timing("{}").choose(OptionalDouble.of(0)).source()).isEqualTo("none");
        assertThat(timing("{}").choose(OptionalDouble.of(0)).trSeconds()).isEmpty();
        assertThat(timing("{}").choose(OptionalDouble.of(3)).trSeconds()).hasValue(3);
        assertThat(timing("{}").choose(OptionalDouble.of(3)).source()).isEqualTo("header");
    }

    @Test
    void volumeTimingReplacesTheRepetitionTime() throws JsonProcessingException {
        BidsTiming timing = timing("{\"RepetitionTime\":1,\"VolumeTiming\":[0,1,6]}");
        assertThat(timing.volumeTimingSeconds()).containsExactly(0.0, 1.0, 6.0);
        assertThat(timing.choose(OptionalDouble.of(2)).source()).isEqualTo("volume_timing");
        assertThat(timing.choose(OptionalDouble.of(2)).trSeconds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"RepetitionTime\":0}",
                "{\"RepetitionTime\":-2}",
                "{\"RepetitionTime\":\"fast\"}",
                "{\"RepetitionTime\":[2]}",
                "{\"VolumeTiming\":[0,0]}",
                "{\"VolumeTiming\":[0,null]}"
            })
    void impossibleTimesAreRefused(String json) {
        assertThatThrownBy(() -> timing(json)).isInstanceOf(DataException.class).hasMessageStartingWith("s.json: ");
    }
}
