package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.config.ConfigLoader;

/**
 * What each step of an encoding run works on: its settings and its groups of responses, opened by a worker at the first
 * use. Each worker has a copy of its own.
 */
final class EncodeWork implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String settings;
    private final String digest;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    /** @param digest of everything that scores and weights depend on */
    EncodeWork(EncodeConfig config, String digest) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
    }

    String digest() {
        return digest;
    }

    EncodeConfig config() {
        if (config == null) {
            config = ConfigLoader.parse(EncodeConfig.class, settings);
        }
        return config;
    }

    ResponseGroup group(int number) throws IOException {
        if (groups == null) {
            groups = ResponseGroups.of(config());
        }
        return groups.get(number);
    }

    /** Files that workers leave for each other. */
    DesignFiles files() {
        return new DesignFiles(Stores.of(config().output()), digest);
    }

    /** The design of a group, step by step; shared in this JVM. */
    PerJvm<DesignSteps>.Lease steps(int group) throws IOException {
        return SharedDesigns.steps(config(), group(group), digest);
    }
}
