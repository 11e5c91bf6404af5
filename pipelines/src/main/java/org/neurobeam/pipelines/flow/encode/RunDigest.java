package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.Sha256;

/** What an encode is made from. */
final class RunDigest {
    private RunDigest() {}

    /** Of everything that scores and weights depend on. */
    static String of(EncodeConfig config) throws IOException {
        List<String> parts = new ArrayList<>(List.of("encode " + BuildInfo.version()));
        parts.add(ConfigLoader.toYaml(config.withoutOutput()));
        if (config.responses().isEmpty()) {
            try (InputStream in = Stores.of(config.input()).read("dataset.json")) {
                parts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        for (Map.Entry<String, String> array : arrays(config).entrySet()) {
            String file = array.getKey();
            parts.add(file + " " + SettingFile.of(array.getValue(), file).sha256());
        }
        return Sha256.of(String.join("\n", parts));
    }

    /** The arrays read, each with the setting that names it. */
    private static Map<String, String> arrays(EncodeConfig config) {
        Map<String, String> files = new LinkedHashMap<>();
        config.features().stream().filter(f -> f.array()).forEach(f -> files.put(f.source(), "features.source"));
        for (FeatureSpaceConfig space : config.features()) {
            if (space.prior().delaysArray()) {
                files.put(space.prior().delays(), "features.prior.delays");
            }
            if (!space.prior().features().isEmpty()) {
                files.put(space.prior().features(), "features.prior.features");
            }
        }
        if (!config.responses().isEmpty()) {
            files.put(config.responses(), "responses");
        }
        if (!config.runs().isEmpty()) {
            files.put(config.runs(), "runs");
        }
        if (!config.responses().isEmpty() && !config.groups().isEmpty()) {
            files.put(config.groups(), "groups");
        }
        String gammas = config.model().bands().gammas();
        if (config.model().kind() == ModelKind.BANDED && !gammas.isEmpty()) {
            files.put(gammas, "model.bands.gammas");
        }
        return files;
    }
}
