package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.report.Methods;
import org.neurobeam.schemas.config.ConfigLoader;

class MethodsTextTest {
    @Test
    void aWorkIsListedOnceHoweverOftenItIsCited() {
        String spaces =
                "{name: a, source: a.npy, delays: [1, 2], prior: smooth}, {name: b, source: b.npy, delays: [0, 2]}";
        Methods methods = new MethodsText(
                        ConfigLoader.parse(EncodeConfig.class, "{features: [" + spaces + "], model: {kind: banded}}"))
                .methods();
        assertThat(methods.references()).doesNotHaveDuplicates();
        assertThat(methods.sentences().stream()
                        .filter(s -> s.contains("finite impulse response"))
                        .toList())
                .hasSize(2)
                .allMatch(s -> s.endsWith("[1]."));
    }
}
